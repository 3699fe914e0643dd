"""Reminders of terms, and what is overdue."""

from collections.abc import Iterator

from staffroom.core.clock import now
from staffroom.core.lookups import one_or_none
from staffroom.core.plugs import Notice, notice
from staffroom.shared.duties import queries
from staffroom.shared.duties.events import DutyDue, DutyHandedOver, OverdueTold
from staffroom.shared.duties.models import Duty
from staffroom.ui.words import plural


@notice(DutyDue, kind="duties.due", title="Сроки моих дел", default_mail="at_once")
def due(event: DutyDue) -> Iterator[Notice]:
    """Whoever owes it; the words stand on the page, not in the letter."""
    duty = one_or_none(Duty.objects.filter(pk=event.duty_id, closed_at=None))
    if duty is None:
        return
    yield Notice(
        text=_left(event.days),
        link=f"/home/duties/{duty.pid}/",
        to=queries.owing(duty, at=now()),
        addressed=True,
    )


def _left(days: int) -> str:
    if days <= 0:
        return "Сегодня последний день срока одного из ваших дел"
    return f"Подходит срок дела: осталось {days} {plural(days, 'день', 'дня', 'дней')}"


@notice(DutyHandedOver, kind="duties.handed", title="Мне передали дело", default_mail="at_once")
def handed(event: DutyHandedOver) -> Iterator[Notice]:
    """Who was given a duty by a colleague."""
    duty = one_or_none(Duty.objects.filter(pk=event.duty_id, closed_at=None, owner=event.person_id))
    if duty is None or duty.owner_id is None:
        return
    yield Notice(
        text="Вам передали дело",
        link=f"/home/duties/{duty.pid}/",
        to=[duty.owner_id],
        addressed=True,
    )


@notice(
    OverdueTold,
    kind="duties.overdue",
    title="Просроченные дела под моим контролем",
    default_mail="at_once",
)
def overdue(event: OverdueTold) -> Iterator[Notice]:
    """The controller: how many there are; which ones stand on his page, by his rights of that moment."""
    words = plural(event.duty_n, "дело просрочено", "дела просрочены", "дел просрочено")
    yield Notice(
        text=f"Под вашим контролем {event.duty_n} {words}",
        link="/home/duties/control/",
        to=[event.person_id],
        addressed=True,
    )
