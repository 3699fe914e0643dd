"""Who may hide, restore, move, pin, close, decide and put on the site."""

from staffroom.core.policy import ALLOW, Verdict, deny
from staffroom.core.viewer import Viewer
from staffroom.shared.accounts.registry import Power
from staffroom.shared.communities.models import Community
from staffroom.shared.communities.policies import groups
from staffroom.shared.publications.models import (
    Comment,
)
from staffroom.shared.publications.policies.reading import (
    OPEN_TO_ALL,
    Judged,
    Status,
    may_moderate,
    runs,
)
from staffroom.shared.publications.registry import META


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
    return groups.may_touch(to.home_community)


def may_decide(viewer: Viewer, comment: Comment) -> Verdict:
    """Keep a reply as a decision of its section: who runs the community."""
    if comment.removed_at is not None or comment.hidden_at is not None:
        return deny("Ответ скрыт, удалён или перенесён.")
    verdict = may_moderate(viewer, comment.publication)
    return groups.may_touch(comment.publication.home_community) if verdict else verdict


def may_take_away(viewer: Viewer, comment: Comment) -> Verdict:
    """Move a reply from where it stands, wherever to."""
    if comment.removed_at is not None:
        return deny("Ответ уже удалён или перенесён.")
    return may_moderate(viewer, comment.publication)


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
        return groups.may_touch(community)
    return deny("Закрепить может модератор сообщества.")


def may_close(viewer: Viewer, publication: Judged) -> Verdict:
    """Close or reopen the discussion: the author or a moderator."""
    if publication.status != Status.PUBLISHED:
        return deny("Закрыть можно опубликованное.")
    if publication.kind == META:
        return deny("Эта тема постоянная: её не закрывают.")
    if viewer.person_id == publication.author_id or runs(viewer, publication):
        return groups.may_touch(publication.home_community)
    return deny("Закрыть обсуждение может автор или модератор.")


def may_reopen(viewer: Viewer, publication: Judged) -> Verdict:
    """Reopen: whoever may moderate; the author only what he could close himself."""
    return may_close(viewer, publication)


def may_answer_proposal(viewer: Viewer, publication: Judged) -> Verdict:
    """Give a proposal its status and answer: those who run the community (BB-5.1.1)."""
    if publication.kind != "proposal":
        return deny("Ответ со статусом даётся на предложение.")
    if runs(viewer, publication):
        return groups.may_touch(publication.home_community)
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
