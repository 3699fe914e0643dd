"""Who may read, write, answer, edit and moderate publications: the rule of the whole product.

Reading is one question: does the viewer hold a token of the `reader` table. Everything else asks
the powers that reach the home community (or the placement's own community, for a placement).
"""

from collections.abc import Iterable
from typing import Any, Protocol

from django.db.models import Exists, OuterRef, QuerySet

from staffroom.core.policy import ALLOW, HIDE, Verdict, deny
from staffroom.core.viewer import Viewer
from staffroom.shared.accounts.registry import Power
from staffroom.shared.communities import registry as tokens
from staffroom.shared.communities.models import Community
from staffroom.shared.communities.policies import groups
from staffroom.shared.communities.queries.groups import closed_tag
from staffroom.shared.publications.models import (
    BEYOND,
    Addressee,
    Audience,
    Coauthor,
    CoauthorState,
    Comment,
    Placement,
    Publication,
    PublicationStatus,
    Reader,
)
from staffroom.shared.publications.registry import META, kinds
from staffroom.shared.regulations.queries import rules_of_profile, values

OPEN_TO_ALL = (Audience.PUBLIC, Audience.PARENTS, Audience.PUPILS)

Status = PublicationStatus

CAN_BE_ASKED = "Такие записи публикуют те, кто ведёт сообщество: предложите им свою."


class Judged(Protocol):
    """A publication as policies ask about it: the row itself, or the light head of a hot page."""

    @property
    def pk(self) -> Any: ...

    @property
    def kind(self) -> Any: ...

    @property
    def district_id(self) -> Any: ...

    @property
    def home_community(self) -> Any: ...

    @property
    def author_id(self) -> Any: ...

    @property
    def audience(self) -> Any: ...

    @property
    def status(self) -> Any: ...

    @property
    def comment_n(self) -> Any: ...

    @property
    def closed_at(self) -> Any: ...

    @property
    def coauthor_n(self) -> Any: ...


def reader_tokens(publication: Publication, communities: Iterable[Community]) -> set[int]:
    """The tokens of those who may read: `communities` are the ones where it is placed and not hidden."""
    places = list(communities)
    if publication.status == Status.REMOVED:
        return set()
    together = Coauthor.objects.filter(publication=publication)
    writers = [publication.author_id, *together.values_list("person_id", flat=True)]
    readers = {tokens.person_token(key) for key in writers}
    if publication.status in {Status.DRAFT, Status.SCHEDULED}:
        return readers
    readers.add(tokens.district_staff_token(publication.district_id))
    readers.update(tokens.community_staff_token(key) for place in places for key in place.line)
    if publication.status == Status.HIDDEN:
        return readers
    if publication.audience in OPEN_TO_ALL:
        return readers | {tokens.EVERYBODY}
    if publication.audience == Audience.DISTRICT:
        return readers | {tokens.district_token(publication.district_id)}
    if publication.audience in {Audience.ROLE, Audience.PEOPLE}:
        return readers | _chosen_readers(publication, places)
    readers.update(tokens.community_token(place.pk) for place in places)
    if any(place.is_public for place in places) and not _is_of_closed_section(publication):
        readers.add(tokens.EVERYBODY)
    return readers


def _is_of_closed_section(publication: Publication) -> bool:
    """A section for members only stays closed in a community whose talk guests may read (PD-3.2)."""
    home = publication.home_community_id
    return bool(publication.tags and home and closed_tag(home, publication.tags))


def _chosen_readers(publication: Publication, places: Iterable[Community]) -> set[int]:
    if publication.audience == Audience.ROLE:
        return _holders_of(publication.audience_role, places)
    named = Addressee.objects.filter(publication=publication.pk)
    return set(map(tokens.person_token, named.values_list("person_id", flat=True)))


def _holders_of(code: str, places: Iterable[Community]) -> set[int]:
    """Those who hold the role in each of the communities, by its own rules (BB-3.2.1)."""
    found = set()
    for place in places:
        role = rules_of_profile(place.profile_id).roles.get(code)
        if role is not None and role.scope == "community":
            found.add(tokens.community_role_token(place.pk, role.number))
    return found


def visible_publications(viewer: Viewer) -> QuerySet[Publication]:
    """All that this viewer may read, for cold pages, API and tests (hot pages: `queries`)."""
    if viewer.is_system:
        return Publication.objects.all()
    mine = Reader.objects.filter(publication=OuterRef("pk"), token__in=viewer.tokens)
    return Publication.objects.filter(Exists(mine))


def may_read(viewer: Viewer, publication: Publication) -> bool:
    """The face of `visible_publications` for one thing."""
    if viewer.is_system:
        return True
    return Reader.objects.filter(publication=publication, token__in=viewer.tokens).exists()


def may_read_comment(viewer: Viewer, comment: Comment) -> bool:
    """A reply with what is attached to it; a hidden or removed one is left to its author and moderators."""
    return may_read(viewer, comment.publication) and may_know_comment(viewer, comment)


def may_know_comment(viewer: Viewer, comment: Comment) -> bool:
    """The part of `may_read_comment` for who is known to read the publication."""
    if comment.hidden_at is None and comment.removed_at is None:
        return True
    return viewer.person_id == comment.author_id or bool(may_moderate(viewer, comment.publication))


def runs(viewer: Viewer, publication: Judged, power: Power = Power.MODERATE) -> bool:
    """True when the power reaches the home community, or the district for what stands in none."""
    home = publication.home_community
    if home is None:
        return viewer.has(power, ("district", publication.district_id))
    return groups.may(viewer, power, home)


def may_write_in(viewer: Viewer, community: Community, kind_code: str) -> Verdict:
    """Publish in a community: members; kinds that need a power, those who have it."""
    kind = kinds.get(kind_code)
    if kind is None or kind.is_of_district or not groups.may_see(viewer, community):
        return HIDE
    if viewer.is_guest:
        return deny("Войдите на сайт, чтобы писать.")
    if not (open_door := groups.may_speak(community)):
        return open_door
    if not is_form_on(community, kind.form_code):
        return deny("По положению района таких записей здесь не заводят.")
    if kind.power:
        allowed = groups.may(viewer, kind.power, community)
        return ALLOW if allowed else deny(CAN_BE_ASKED)
    if groups.is_member(viewer, community) or groups.may(viewer, Power.MODERATE, community):
        return ALLOW
    return deny("Писать могут участники сообщества. Вступите — это одна кнопка.")


def is_form_on(community: Community, form_code: str) -> bool:
    """Whether the regulation has this form of activity; old records of a form stay readable."""
    if not form_code or community.profile.current_id is None:
        return True
    return form_code in values(community.profile.current_id).many("forms.enabled")


def may_move_comment(viewer: Viewer, comment: Comment, to: Judged) -> Verdict:
    """Move a reply: who moderates where it stands, to the topic about acts or where he moderates too."""
    verdict = may_take_away(viewer, comment)
    if not verdict:
        return verdict
    if to.pk == comment.publication_id or to.status != Status.PUBLISHED:
        return deny("Выберите другое обсуждение.")
    if to.district_id != comment.publication.district_id:
        return deny("Перенести ответ можно только в своём районе.")
    if to.kind != META and not runs(viewer, to):
        return deny("Переносить можно туда, где вы тоже модератор.")
    return ALLOW


def may_decide(viewer: Viewer, comment: Comment) -> Verdict:
    """Keep a reply as a decision of its section: who runs the community."""
    if comment.removed_at is not None or comment.hidden_at is not None:
        return deny("Ответ скрыт, удалён или перенесён.")
    return may_moderate(viewer, comment.publication)


def may_take_away(viewer: Viewer, comment: Comment) -> Verdict:
    """Move a reply from where it stands, wherever to."""
    if comment.removed_at is not None:
        return deny("Ответ уже удалён или перенесён.")
    return may_moderate(viewer, comment.publication)


def may_publish_news(viewer: Viewer, district_id: int) -> Verdict:
    """News and pages of the district itself."""
    if viewer.has(Power.PUBLISH_NEWS, ("district", district_id)):
        return ALLOW
    return deny("Новости района публикуют координатор и методисты.")


def may_comment(viewer: Viewer, publication: Judged) -> Verdict:
    """Answer: who may read, has signed in and belongs there; closed and archived ones are quiet."""
    if viewer.is_guest:
        return deny("Войдите на сайт, чтобы ответить.")
    if publication.status != Status.PUBLISHED:
        return deny("Отвечать можно на опубликованное.")
    if publication.closed_at is not None:
        return deny("Обсуждение закрыто: читать можно, ответить нельзя.")
    home = publication.home_community
    if home is None:
        here = tokens.district_token(publication.district_id) in viewer.tokens
        return (
            ALLOW
            if here or runs(viewer, publication)
            else deny("Отвечают участники сети этого района.")
        )
    if not (open_door := groups.may_speak(home)):
        return open_door
    if _belongs(viewer, publication, home):
        return ALLOW
    return deny("Отвечать могут участники сообщества. Вступите — это одна кнопка.")


def _belongs(viewer: Viewer, publication: Judged, home: Community) -> bool:
    if groups.is_member(viewer, home) or groups.may(viewer, Power.MODERATE, home):
        return True
    if publication.audience in BEYOND:
        return tokens.district_token(publication.district_id) in viewer.tokens
    placed = Placement.objects.filter(publication=publication.pk, hidden_at=None).values_list(
        "community_id", flat=True
    )
    return any(tokens.community_token(key) in viewer.tokens for key in placed)


def may_edit(viewer: Viewer, publication: Judged) -> Verdict:
    """Edit: the author, while the community works; staff edit pages and news of the district."""
    if viewer.person_id != publication.author_id and not is_coauthor(viewer, publication):
        shared = publication.kind in {"page", "news"} and runs(
            viewer, publication, Power.PUBLISH_NEWS
        )
        return ALLOW if shared else deny("Исправить запись может её автор.")
    if publication.status == Status.HIDDEN:
        return deny("Запись скрыта модератором: сначала решите вопрос с ним.")
    if publication.status == Status.REMOVED:
        return HIDE
    home = publication.home_community
    return ALLOW if home is None else groups.may_speak(home)


def is_coauthor(viewer: Viewer, publication: Judged) -> bool:
    """True for who agreed to write it together; no query where nobody has."""
    if not publication.coauthor_n or viewer.person_id is None:
        return False
    agreed = Coauthor.objects.filter(publication=publication.pk, state=CoauthorState.ACCEPTED)
    return agreed.filter(person=viewer.person_id).exists()


def may_invite_coauthor(viewer: Viewer, publication: Judged) -> Verdict:
    """Invite to write together, or end it: the author, while the publication can be edited."""
    if viewer.person_id != publication.author_id:
        return deny("Соавторов приглашает автор записи.")
    return may_edit(viewer, publication)


def may_answer_coauthorship(viewer: Viewer, row: Coauthor) -> Verdict:
    """Agree, decline or leave: the invited person alone."""
    return ALLOW if viewer.person_id == row.person_id else HIDE


def may_remove(viewer: Viewer, publication: Judged) -> Verdict:
    """Remove: the author, while nobody has answered; later it can only be closed."""
    if viewer.person_id != publication.author_id:
        return deny("Удалить запись может её автор.")
    if publication.kind == META:
        return deny("Эта тема постоянная: её не удаляют.")
    if publication.status not in {Status.DRAFT, Status.SCHEDULED} and publication.comment_n:
        return deny(
            "На запись уже ответили: чтобы чужие слова не пропали, её можно только закрыть."
        )
    return ALLOW


def may_moderate(viewer: Viewer, publication: Judged) -> Verdict:
    """Hide, restore, move: those who moderate the home community; nobody moderates his own."""
    if not runs(viewer, publication):
        return deny("Это может модератор сообщества.")
    return ALLOW


def may_hide(viewer: Viewer, publication: Judged) -> Verdict:
    """Hide with a reason that the author reads."""
    if publication.status != Status.PUBLISHED:
        return deny("Скрыть можно опубликованное.")
    if publication.kind == META:
        return deny("Эта тема постоянная: скрыть можно отдельные ответы.")
    return may_moderate(viewer, publication)


def may_restore(viewer: Viewer, publication: Judged) -> Verdict:
    """Restore what was hidden; the author himself does not."""
    if publication.status != Status.HIDDEN:
        return deny("Запись не скрыта.")
    if viewer.person_id == publication.author_id and not viewer.is_system:
        return deny("Свою запись возвращает другой модератор.")
    return may_moderate(viewer, publication)


def may_pin(viewer: Viewer, publication: Judged, community: Community) -> Verdict:
    """Pin in one community: its own moderator."""
    if publication.status != Status.PUBLISHED:
        return deny("Закрепить можно опубликованное.")
    if groups.may(viewer, Power.MODERATE, community):
        return ALLOW
    return deny("Закрепить может модератор сообщества.")


def may_close(viewer: Viewer, publication: Judged) -> Verdict:
    """Close or reopen the discussion: the author or a moderator."""
    if publication.status != Status.PUBLISHED:
        return deny("Закрыть можно опубликованное.")
    if publication.kind == META:
        return deny("Эта тема постоянная: её не закрывают.")
    if viewer.person_id == publication.author_id or runs(viewer, publication):
        return ALLOW
    return deny("Закрыть обсуждение может автор или модератор.")


def may_reopen(viewer: Viewer, publication: Judged) -> Verdict:
    """Reopen: whoever may moderate; the author only what he could close himself."""
    return may_close(viewer, publication)


def may_solve(viewer: Viewer, publication: Judged) -> Verdict:
    """Mark a request for help as solved: its author (BB-2.1.1)."""
    kind = kinds.get(publication.kind)
    if kind is None or not kind.is_question:
        return deny("Отметка «решено» бывает у просьб о помощи.")
    if viewer.person_id != publication.author_id:
        return deny("Отметить «решено» может тот, кто спрашивал.")
    if publication.status != Status.PUBLISHED:
        return deny("Запись не опубликована.")
    return ALLOW


def may_answer_proposal(viewer: Viewer, publication: Judged) -> Verdict:
    """Give a proposal its status and answer: those who run the community (BB-5.1.1)."""
    if publication.kind != "proposal":
        return deny("Ответ со статусом даётся на предложение.")
    if runs(viewer, publication):
        return ALLOW
    return deny("Ответить на предложение могут те, кто ведёт сообщество.")


def may_put_on_site(viewer: Viewer, publication: Judged) -> Verdict:
    """Show in public news, with no login (BB-1.12.5): moderators, and only what all may read."""
    if publication.status != Status.PUBLISHED:
        return deny("На сайт попадает только опубликованное.")
    if not runs(viewer, publication):
        return deny("На сайт района запись ставит модератор.")
    if publication.audience not in OPEN_TO_ALL:
        return deny(
            "Автор показал запись не всем. Попросите автора открыть её, тогда она попадёт на сайт."
        )
    return ALLOW


def may_thank(viewer: Viewer, publication: Judged, author_id: int) -> Verdict:
    """Say «спасибо»: anyone signed in, but not to himself."""
    if viewer.is_guest:
        return deny("Войдите на сайт, чтобы сказать спасибо.")
    if viewer.person_id == author_id:
        return deny("Себя не благодарят.")
    if publication.status != Status.PUBLISHED:
        return deny("Запись не опубликована.")
    return ALLOW


def may_edit_comment(viewer: Viewer, comment: Comment) -> Verdict:
    """Edit: its author, while the discussion is open and the words are not hidden."""
    if viewer.person_id != comment.author_id:
        return deny("Исправить ответ может его автор.")
    if comment.removed_at is not None or comment.hidden_at is not None:
        return deny("Этот ответ уже не изменить.")
    verdict = may_comment(viewer, comment.publication)
    return verdict if not verdict else ALLOW


def may_remove_comment(viewer: Viewer, comment: Comment) -> Verdict:
    """Take own words back; a tombstone stays, so that the talk can be followed."""
    if viewer.person_id != comment.author_id:
        return deny("Удалить ответ может его автор.")
    if comment.removed_at is not None:
        return deny("Ответ уже удалён.")
    return ALLOW


def may_hide_comment(viewer: Viewer, comment: Comment) -> Verdict:
    """Hide a reply with a reason: the moderator of the home community."""
    if comment.hidden_at is not None or comment.removed_at is not None:
        return deny("Ответ уже скрыт или удалён.")
    return may_moderate(viewer, comment.publication)


def may_restore_comment(viewer: Viewer, comment: Comment) -> Verdict:
    """Restore a hidden reply; its author does not do it himself."""
    if comment.hidden_at is None:
        return deny("Ответ не скрыт.")
    if viewer.person_id == comment.author_id:
        return deny("Свой ответ возвращает другой модератор.")
    return may_moderate(viewer, comment.publication)
