"""What is done about shelves later."""

from datetime import datetime

from staffroom.core.clock import now, told
from staffroom.core.jobs import every, job
from staffroom.core.viewer import SYSTEM
from staffroom.features.collections.actions.exchange import tell_other_side
from staffroom.features.collections.actions.trends import issue_month
from staffroom.shared.organizations.models import District


@job(title="Кому пригодится новый материал", queue="slow", timeout=120, unique=True)
def match(*, publication_id: int, at: str) -> None:
    """Tell those who look for what has appeared, or who have what is looked for, as of its moment."""
    with told(datetime.fromisoformat(at)):
        tell_other_side(publication_id=publication_id, actor=SYSTEM, at=now())


@every("30 6 1 * *")
@job(title="Обзор тенденций за месяц", queue="slow", timeout=300, unique=True)
def trends_of_month() -> None:
    """Gather the reviews of the month that is over, in each district by itself."""
    for district in District.objects.order_by("pk"):
        issue_month(district=district, actor=SYSTEM, at=now())
