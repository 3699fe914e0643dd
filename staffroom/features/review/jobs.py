"""What time brings: experts who did not answer, conflicts that have come since, links that have closed."""

from staffroom.core.clock import now
from staffroom.core.jobs import every, job
from staffroom.core.lookups import one_or_none
from staffroom.features.review.actions import council, dispatch, opinions
from staffroom.features.review.actions.invitations import write_invitation
from staffroom.features.review.models import Assignment
from staffroom.features.review.queries import requests as queries


@every("20 * * * *")
@job(title="Экспертиза: ответы экспертов", queue="slow", unique=True, timeout=600)
def find_others() -> None:
    """Works without an answer in two days go to other experts; so do those whose expert has an interest."""
    at = now()
    for one in queries.unanswered(at=at):
        dispatch.lapse(assignment=one, at=at)
    opinions.close_conflicts(at=at)
    dispatch.forget_addresses(at=at)


@every("50 * * * *")
@job(title="Методический совет: кто ещё не сказал", queue="slow", unique=True, timeout=600)
def owe_votes() -> None:
    """New members of a council owe their voice about what lies before it; those who left owe nothing."""
    council.follow_members(at=now())


@job(title="Приглашение внешнего эксперта", queue="urgent", retries=5, is_post=True)
def send_invitation(*, assignment_id: int, secret: str) -> None:
    """The letter with the link; the secret lives in the queue until it is sent."""
    rows = Assignment.objects.select_related("invitation", "request__district", "round")
    found = one_or_none(rows.filter(pk=assignment_id))
    if found is not None:
        write_invitation(assignment=found, secret=secret)
