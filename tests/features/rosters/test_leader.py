"""What the leader of a group may do by himself, and what an order alone changes."""

from datetime import date
from typing import Any

import pytest

from staffroom.core.viewer import SYSTEM
from staffroom.shared.communities.actions import founding
from staffroom.shared.communities.models import Community, Membership, Order
from tests.conftest import MOMENT
from tests.factories import world as made
from tests.features.governance.conftest import cast_of
from tests.features.rosters.conftest import as_
from tests.shared.accounts.pages import text_of


@pytest.mark.clause("BT-X.2")
def test_the_leader_plans_and_invites_but_does_not_touch_what_the_order_says(
    db: Any, frozen: Any
) -> None:
    cast = cast_of("baltasi")
    group = made.community(
        cast.district, "Читаем условие задачи", kind="problem_group", base_organization=cast.department,
        order=None, ends_on=date(2027, 5, 31), goal="Понимать условие",
    )  # fmt: skip
    founding.begin_by_order(
        community=group, order=Order("215-осн", date(2026, 9, 1)), leader=cast.anna,
        founders=[cast.anna, cast.boris], actor=SYSTEM, at=MOMENT,
    )  # fmt: skip
    top = f"/{cast.district.slug}/c/{group.pid}-{group.slug}/"
    anna = as_(cast.anna)

    own_days = {"period": "own", "starts_on": "2026-09-20", "ends_on": "2027-05-31"}
    answer = anna.post(f"{top}plan/new/", own_days)
    assert answer.status_code == 302, text_of(answer)
    plan = str(answer["Location"])
    line = {"title": "Открытый урок", "starts_on": "2026-10-07", "form": "seminar"}
    answer = anna.post(f"{plan}lines/new/", line)
    assert answer.status_code == 302, text_of(answer)
    assert "Открытый урок" in text_of(anna.get(plan))
    assert anna.post(f"{top}manage/people/", {"person": "Вера Нечаева"}).status_code == 302
    assert Membership.objects.get(person=cast.vera).state == "invited"

    page = text_of(anna.get(f"{top}manage/"))
    assert "Сказано в приказе: менять может координатор района." in page
    own = {
        "name": "Другое название", "goal": "Другая цель", "ends_on": "2030-01-01",
        "starts_on": "2020-01-01", "base_organization": "", "audience_words": "Учителя 5 классов",
    }  # fmt: skip
    assert anna.post(f"{top}manage/", own).status_code == 302
    group = Community.objects.get(pk=group.pk)
    assert (group.name, group.goal) == ("Читаем условие задачи", "Понимать условие")
    assert (group.ends_on, group.starts_on) == (date(2027, 5, 31), None)
    assert (group.basis, group.base_organization) == (
        "приказ от 01.09.2026 № 215-осн",
        cast.department,
    )
    assert group.audience_words == "Учителя 5 классов", "her own words she changes"
    assert anna.get(f"{top}manage/state/archived/").status_code == 403

    changed = as_(cast.dmitry).post(
        f"{top}manage/", {**own, "starts_on": "", "name": "Читаем условие", "goal": "Понимать"}
    )
    assert changed.status_code == 302, text_of(changed)
    assert Community.objects.get(pk=group.pk).name == "Читаем условие"
