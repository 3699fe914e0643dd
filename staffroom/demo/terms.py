"""What was owed in a demonstration district in the last two months, and how the terms were kept."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from staffroom.core import clock
from staffroom.core.viewer import SYSTEM, Viewer
from staffroom.core.workdays import Unit
from staffroom.shared.accounts.models import Person
from staffroom.shared.accounts.registry import Power
from staffroom.shared.communities.models import Community, CommunityState, Membership
from staffroom.shared.duties import actions, queries
from staffroom.shared.duties.models import Duty
from staffroom.shared.duties.registry import DutyKind, Outcome
from staffroom.shared.organizations.models import District

PLACES, REQUESTS = 3, 5
DAYS = 5  # working days for a request, by custom
LATE = (3, 11)  # of the fifteen requests these were answered after the term
ANSWERED = ("На этой неделе сессия, отвечу после неё.", "Коллега знает кандидата лучше меня.")


def keep_terms(district: District, communities: Mapping[str, Community], *, now: datetime) -> None:
    """Requests to join that were answered: most in term, two late, one handed to a colleague."""
    number = 0
    for place in _working(communities):
        able = list(queries.holders(Power.MANAGE_MEMBERS, ("community", place.pk), at=now))
        members = Membership.objects.filter(community=place).exclude(person__in=able)
        for one in members.select_related("person").order_by("pk")[:REQUESTS]:
            _request(district, place, one, able, number, now)
            number += 1


def _working(communities: Mapping[str, Community]) -> list[Community]:
    found = [one for one in communities.values() if one.state == CommunityState.ACTIVE]
    return found[:PLACES]


def _request(
    district: District,
    place: Community,
    membership: Membership,
    able: list[Person],
    number: int,
    now: datetime,
) -> None:
    asked = now - timedelta(days=58 - number * 3, hours=number % 5)
    due_at = queries.due_after(DAYS, Unit.WORKING_DAYS, asked, district)
    with clock.told(asked):
        duty = actions.open_duty(
            kind=DutyKind.REQUEST, district_id=district.pk, subject=("membership", membership.pk),
            title=f"{{person}} просит принять в сообщество «{place.name}»",
            url=f"/{district.slug}/c/{place.pid}-{place.slug}/", power=Power.MANAGE_MEMBERS,
            scope=queries.scope_of_community(Power.MANAGE_MEMBERS, place, at=asked),
            about_id=membership.person_id, due_at=due_at, actor=SYSTEM, at=asked,
        )  # fmt: skip
    if duty is None or not able:
        return
    if number % 7 == 2 and len(able) > 1:
        _handed(duty, able, number, asked + timedelta(days=1))
    decided = (
        due_at + timedelta(days=2) if number in LATE else asked + timedelta(days=1 + number % 3)
    )
    done_by = able[number % len(able)]
    with clock.told(decided):
        actions.close_duties(
            subject=("membership", membership.pk), outcome=Outcome.DONE,
            actor=Viewer(person_id=done_by.pk), at=decided,
        )  # fmt: skip


def _handed(duty: Duty, able: list[Person], number: int, at: datetime) -> None:
    giver, taker = able[0], able[1]
    scope = (duty.scope_kind, int(duty.scope_id or 0))
    actor = Viewer(person_id=giver.pk, powers={scope: int(Power.MANAGE_MEMBERS)})
    words = ANSWERED[number % len(ANSWERED)]
    with clock.told(at):
        actions.hand_over(duty=duty, to=taker, actor=actor, at=at, words=words)
