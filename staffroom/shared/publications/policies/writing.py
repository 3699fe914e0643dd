"""Who may write, answer, edit and take back; what an author decides about his own."""

from staffroom.core.policy import ALLOW, HIDE, Verdict, deny
from staffroom.core.viewer import Viewer
from staffroom.shared.accounts.registry import Power
from staffroom.shared.communities import registry as tokens
from staffroom.shared.communities.models import Community
from staffroom.shared.communities.policies import groups
from staffroom.shared.publications.models import (
    BEYOND,
    Coauthor,
    CoauthorState,
    Comment,
    Placement,
)
from staffroom.shared.publications.policies.reading import Judged, Status, runs
from staffroom.shared.publications.registry import META, kinds
from staffroom.shared.regulations.queries import values

CAN_BE_ASKED = "Такие записи публикуют те, кто ведёт сообщество: предложите им свою."


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


def may_restore_revision(viewer: Viewer, publication: Judged) -> Verdict:
    """Take a draft back to what it said before: who writes it; what others read is corrected instead."""
    verdict = may_edit(viewer, publication)
    if verdict and publication.status not in {Status.DRAFT, Status.SCHEDULED}:
        return deny("Запись уже читают: исправьте её, прежние слова останутся в истории.")
    return verdict


def may_read_drafting(viewer: Viewer, publication: Judged) -> bool:
    """What a publication said while it was a draft: its author and those who wrote it together."""
    return viewer.person_id == publication.author_id or is_coauthor(viewer, publication)


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
    is_draft = publication.status in {Status.DRAFT, Status.SCHEDULED}
    return ALLOW if is_draft else groups.may_touch(publication.home_community)


def may_solve(viewer: Viewer, publication: Judged) -> Verdict:
    """Mark a request for help as solved: its author (BB-2.1.1)."""
    kind = kinds.get(publication.kind)
    if kind is None or not kind.is_question:
        return deny("Отметка «решено» бывает у просьб о помощи.")
    if viewer.person_id != publication.author_id:
        return deny("Отметить «решено» может тот, кто спрашивал.")
    if publication.status != Status.PUBLISHED:
        return deny("Запись не опубликована.")
    return groups.may_touch(publication.home_community)


def may_thank(viewer: Viewer, publication: Judged, author_id: int) -> Verdict:
    """Say «спасибо»: anyone signed in, but not to himself."""
    if viewer.is_guest:
        return deny("Войдите на сайт, чтобы сказать спасибо.")
    if viewer.person_id == author_id:
        return deny("Себя не благодарят.")
    if publication.status != Status.PUBLISHED:
        return deny("Запись не опубликована.")
    return groups.may_touch(publication.home_community)


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
    return groups.may_touch(comment.publication.home_community)
