"""Reminders of terms."""

from collections.abc import Iterator

from staffroom.core.clock import now
from staffroom.core.plugs import Notice, notice
from staffroom.shared.duties.events import DutyDue
from staffroom.shared.duties.models import Duty
from staffroom.shared.duties.queries import holders


@notice(DutyDue, kind="duties.due", title="Сроки моих дел", default_mail="at_once")
def due(event: DutyDue) -> Iterator[Notice]:
    """Whoever owes it; the words stand on the page, not in the letter."""
    duty = Duty.objects.filter(pk=event.duty_id, closed_at=None).first()
    if duty is None:
        return
    scope = (duty.scope_kind, duty.scope_id or 0)
    owners = (
        [duty.owner_id]
        if duty.owner_id
        else holders(duty.power, scope, at=now()).values_list("pk", flat=True)
    )
    yield Notice(text="Подходит срок дела", link="/home/duties/", to=list(owners), addressed=True)
