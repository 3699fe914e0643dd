"""Requests to be erased are carried out in the term of the law, also when nobody has looked at them."""

from staffroom.core.clock import now
from staffroom.core.jobs import every, job
from staffroom.core.viewer import SYSTEM
from staffroom.shared.accounts.models import DataRequest
from staffroom.shared.communities.actions.erasure import fulfil_erasure


@every("15 17 * * *")
@job(title="Удаление аккаунтов, срок которых вышел", queue="slow", timeout=600, unique=True)
def erase_overdue() -> None:
    """On the afternoon of the last of the thirty days (152-ФЗ, article 21); Yakutsk is six hours ahead."""
    at = now()
    rows = DataRequest.objects.filter(kind="erasure", closed_at=None, due_on__lte=at.date())
    for asked in rows.select_related("person").order_by("due_on", "pk"):
        fulfil_erasure(request=asked, actor=SYSTEM, at=at)
