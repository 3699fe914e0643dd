"""What moderators do with publications, and what authors may close and solve themselves."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from staffroom.core.errors import DomainError
from staffroom.core.events import publish
from staffroom.core.policy import require
from staffroom.core.viewer import Viewer
from staffroom.shared.communities.models import Community
from staffroom.shared.publications import events, policies
from staffroom.shared.publications.actions.comments import fact_of as comment_fact
from staffroom.shared.publications.actions.facts import fact_of
from staffroom.shared.publications.actions.readers import write_readers
from staffroom.shared.publications.models import Comment, Placement, Publication, PublicationStatus
from staffroom.shared.publications.registry import PROPOSAL_ANSWERS


@transaction.atomic
def pin(*, publication: Publication, community: Community, is_pinned: bool, actor: Viewer) -> None:
    """Pin a publication at the top of one community, or unpin it."""
    require(policies.may_pin(actor, publication, community))
    moved = Placement.objects.filter(
        publication=publication, community=community, is_pinned=not is_pinned
    ).update(is_pinned=is_pinned)
    if moved:
        fact = events.PublicationPinned if is_pinned else events.PublicationUnpinned
        publish(fact_of(fact, publication, actor))


@transaction.atomic
def close(*, publication: Publication, actor: Viewer, at: datetime) -> None:
    """Close a discussion: reading goes on, answering does not."""
    require(policies.may_close(actor, publication))
    if Publication.objects.filter(pk=publication.pk, closed_at=None).update(
        closed_at=at, version=F("version") + 1
    ):
        publication.closed_at = at
        publish(fact_of(events.PublicationClosed, publication, actor))


@transaction.atomic
def reopen(*, publication: Publication, actor: Viewer) -> None:
    """Let people answer again."""
    require(policies.may_reopen(actor, publication))
    changed = Publication.objects.filter(pk=publication.pk).exclude(closed_at=None)
    if changed.update(closed_at=None, version=F("version") + 1):
        publication.closed_at = None
        publish(fact_of(events.PublicationReopened, publication, actor))


@transaction.atomic
def hide(*, publication: Publication, reason: str, actor: Viewer) -> None:
    """Hide a publication from readers, with a reason that its author reads."""
    require(policies.may_hide(actor, publication))
    if not reason.strip():
        raise DomainError("Напишите причину: её прочтёт автор.", field="reason")
    _turn(publication, PublicationStatus.PUBLISHED, PublicationStatus.HIDDEN, reason.strip())
    Community.objects.filter(placements__publication=publication).update(
        publication_n=F("publication_n") - 1
    )
    write_readers(publication)
    publish(fact_of(events.PublicationHidden, publication, actor))


@transaction.atomic
def give_reason(*, publication: Publication, reason: str, actor: Viewer) -> None:
    """What is hidden stays hidden, now for this reason; its author is told."""
    require(policies.may_moderate(actor, publication))
    publication.hidden_reason = reason.strip()
    publication.save(update_fields=["hidden_reason"])
    publish(fact_of(events.PublicationHidden, publication, actor))


@transaction.atomic
def restore(*, publication: Publication, actor: Viewer) -> None:
    """Bring a hidden publication back to its readers."""
    require(policies.may_restore(actor, publication))
    _turn(publication, PublicationStatus.HIDDEN, PublicationStatus.PUBLISHED, "")
    Community.objects.filter(placements__publication=publication).update(
        publication_n=F("publication_n") + 1
    )
    write_readers(publication)
    publish(fact_of(events.PublicationRestored, publication, actor))


def _turn(publication: Publication, was: str, to: str, reason: str) -> None:
    """Change the status once, however many moderators press at one moment; assumes a transaction."""
    standing = Publication.objects.filter(pk=publication.pk, status=was)
    if not standing.update(status=to, hidden_reason=reason, version=F("version") + 1):
        raise DomainError("Пока вы решали, запись изменилась: откройте её заново.")
    publication.refresh_from_db()


@transaction.atomic
def put_on_site(*, publication: Publication, is_on_site: bool, actor: Viewer) -> None:
    """Show in the district's public news, or take away from there (BB-1.12.5)."""
    require(policies.may_put_on_site(actor, publication))
    if Publication.objects.filter(pk=publication.pk, is_on_site=not is_on_site).update(
        is_on_site=is_on_site
    ):
        fact = events.PutOnSite if is_on_site else events.TakenFromSite
        publish(fact_of(fact, publication, actor))


@transaction.atomic
def solve(
    *, publication: Publication, comment: Comment | None, actor: Viewer, at: datetime
) -> None:
    """The author marks his question as solved, by one of the replies or without one (BB-2.1.1)."""
    require(policies.may_solve(actor, publication))
    if comment is not None and (comment.hidden_at or comment.removed_at):
        raise DomainError("Этот ответ скрыт или удалён: выберите другой.")
    publication.solved_at, publication.solution_seq = at, comment.seq if comment else None
    publication.version += 1
    publication.save(update_fields=["solved_at", "solution_seq", "version"])
    publish(fact_of(events.SolutionChosen, publication, actor, seq=publication.solution_seq))


@transaction.atomic
def unsolve(*, publication: Publication, actor: Viewer) -> None:
    """The author asks again."""
    require(policies.may_solve(actor, publication))
    publication.solved_at, publication.solution_seq = None, None
    publication.version += 1
    publication.save(update_fields=["solved_at", "solution_seq", "version"])
    publish(fact_of(events.SolutionWithdrawn, publication, actor))


@transaction.atomic
def decide(*, comment: Comment, is_decision: bool, actor: Viewer, at: datetime) -> None:
    """Keep a reply as a decision of its section, or let the mark go (OL-2.1.3.a)."""
    require(policies.may_decide(actor, comment))
    changed = Comment.objects.filter(pk=comment.pk, decided_at__isnull=is_decision)
    if not changed.update(decided_at=at if is_decision else None):
        return
    Publication.objects.filter(pk=comment.publication_id).update(version=F("version") + 1)
    publish(
        comment_fact(events.DecisionKept if is_decision else events.DecisionDropped, comment, actor)
    )


@transaction.atomic
def answer_proposal(*, publication: Publication, answer: str, words: str, actor: Viewer) -> None:
    """Give a proposal its status and an answer that everybody reads (BB-5.1.1)."""
    require(policies.may_answer_proposal(actor, publication))
    if answer not in PROPOSAL_ANSWERS:
        raise DomainError("Выберите, что решили с предложением.", field="answer")
    if answer == "declined" and not words.strip():
        raise DomainError("Напишите, почему предложение отклонено.", field="words")
    publication.answer, publication.answer_words = answer, words.strip()
    publication.version += 1
    publication.save(update_fields=["answer", "answer_words", "version"])
    publish(fact_of(events.ProposalAnswered, publication, actor))
