"""Leader, coordinator, acting officials: appointed by an order, with its basis and history."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine

from staffroom.core.clock import now
from staffroom.features.rosters.jobs import keep_appointments
from staffroom.features.rosters.models import Appointment
from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.models import RoleGrant, ScopeKind
from staffroom.shared.communities.queries.viewers import viewer_for
from staffroom.shared.documents.models import Document
from tests.factories import world as made
from tests.features.governance.conftest import Cast, cast_of
from tests.features.rosters.conftest import as_, words_in
from tests.shared.accounts.pages import text_of


@pytest.fixture
def cast(db: Any, frozen: Any) -> Cast:
    """Олёкминск: Дмитрий coordinates, Елена keeps papers too."""
    return cast_of("olekminsk")


def prepared(cast: Cast, actor: Person, who: Person, role: str, **more: Any) -> Document:
    """The draft that somebody had made through the form."""
    form = {"person": f"{who.first_name} {who.last_name}", "role": role, **more}
    answer = as_(actor).post(f"/{cast.district.slug}/appointments/new/", form)
    assert answer.status_code == 302, text_of(answer)
    return Document.objects.get(origin="rosters.appointment", state="draft")


def issue(cast: Cast, keeper: Person, draft: Document, day: str = "2026-09-14") -> Any:
    """The keeper presses «Зарегистрировать»."""
    page = f"/{cast.district.slug}/documents/{draft.pid}/issue/"
    return as_(keeper).post(page, {"dated_on": day, "number": ""})


@pytest.mark.clause("OL-1.6.b")
def test_the_leader_is_appointed_with_an_order_and_sees_all_sections_and_figures(
    cast: Cast,
) -> None:
    closed = made.community(cast.district, "Секция биологов")
    topic = made.publication(cast.anna, closed, "Только для секции")
    page = f"/p/{topic.pid}-{topic.slug}/"
    boris = as_(cast.boris)
    assert boris.get(page).status_code == 404
    draft = prepared(cast, cast.dmitry, cast.boris, "leader")
    assert "Руководитель сообщества" not in text_of(
        boris.get(f"/{cast.district.slug}/appointments/")
    )
    assert not RoleGrant.objects.filter(person=cast.boris).exists(), "no powers before the order"

    assert issue(cast, cast.elena, draft).status_code == 302

    draft.refresh_from_db()
    role = RoleGrant.objects.get(person=cast.boris, role="leader")
    assert role.basis == f"приказ от 14.09.2026 № {draft.number}"
    sheet = words_in(draft)
    for words in ("Орлов Борис", "руководитель сообщества", "даты подписания приказа"):
        assert words in sheet, words
    for address in (
        page, f"/{cast.district.slug}/staff/overview/", f"/{cast.district.slug}/composition/",
        f"/{cast.district.slug}/staff/overview/sections/", f"/{cast.district.slug}/staff/duties/",
    ):  # fmt: skip
        assert boris.get(address).status_code == 200, address
    listed = text_of(as_(cast.anna).get(f"/{cast.district.slug}/appointments/"))
    assert draft.name in listed
    assert "Действует" in listed


def test_nobody_appoints_himself_nor_registers_his_own_appointment(cast: Cast) -> None:
    own = {"person": "Дмитрий Лаптев", "role": "leader"}
    page = f"/{cast.district.slug}/appointments/new/"
    refused = as_(cast.dmitry).post(page, own)
    assert refused.status_code == 422
    assert "Назначить самого себя нельзя" in text_of(refused)
    assert as_(cast.anna).get(page).status_code == 403

    draft = prepared(cast, cast.dmitry, cast.elena, "leader")
    refused = issue(cast, cast.elena, draft)
    assert refused.status_code == 403
    assert "регистрирует другой сотрудник" in text_of(refused)
    assert not RoleGrant.objects.filter(person=cast.elena, role="leader").exists()


def test_an_acting_official_has_his_days_and_the_former_one_is_history(
    cast: Cast, frozen: time_machine.Traveller
) -> None:
    first = prepared(cast, cast.dmitry, cast.boris, "leader")
    issue(cast, cast.elena, first)
    days = {"starts_on": "2026-10-01", "ends_on": "2026-10-31", "is_acting": "on", "replaces": "on"}
    second = prepared(cast, cast.dmitry, cast.vera, "leader", **days)
    assert "прекращается с той же даты (Орлов Борис)" in second.text
    issue(cast, cast.elena, second)

    def holders() -> set[str]:
        keep_appointments()
        rows = RoleGrant.objects.filter(role="leader", to_at=None)
        people = [one.person for one in rows.select_related("person")]
        return {one.name for one in people if viewer_for(one, at=now()).powers}

    assert holders() == {"Борис Орлов"}, "the day has not come"
    frozen.move_to(datetime(2026, 9, 30, 21, 5, tzinfo=UTC))  # 00:05 of 1 October there
    assert holders() == {"Вера Нечаева"}
    role = RoleGrant.objects.get(person=cast.vera)
    assert (role.from_at, role.is_acting) == (datetime(2026, 9, 30, 21, tzinfo=UTC), True)
    former = Appointment.objects.get(person=cast.boris)
    assert (former.state, former.ends_on) == ("ended", date(2026, 9, 30))
    frozen.shift(timedelta(days=30, hours=23))
    assert holders() == {"Вера Нечаева"}, "the last day is hers"
    frozen.shift(timedelta(hours=2))
    assert holders() == set()
    assert Appointment.objects.get(person=cast.vera).state == "ended"
    history = text_of(as_(cast.anna).get(f"/{cast.district.slug}/roles/leader/"))
    first.refresh_from_db()
    second.refresh_from_db()
    assert f"приказ от 14.09.2026 № {first.number}" in history
    assert f"приказ от 14.09.2026 № {second.number}" in history


def test_a_responsible_person_without_a_role_and_a_draft_thrown_away(cast: Cast) -> None:
    duty = {"duty": "сбор заявок в школе № 1"}
    draft = prepared(cast, cast.dmitry, cast.anna, "", **duty)
    assert "Зарегистрируйте приказ о назначении" in text_of(as_(cast.elena).get("/home/"))
    as_(cast.elena).post(f"/{cast.district.slug}/documents/{draft.pid}/drop/")
    assert not Appointment.objects.exists()
    assert "Зарегистрируйте приказ" not in text_of(as_(cast.elena).get("/home/"))

    draft = prepared(cast, cast.dmitry, cast.anna, "", **duty)
    issue(cast, cast.elena, draft)
    assert "сбор заявок в школе № 1" in words_in(Document.objects.get(pk=draft.pk))
    assert not RoleGrant.objects.filter(person=cast.anna, scope_kind=ScopeKind.DISTRICT).exists()
    assert "сбор заявок" in text_of(as_(cast.vera).get(f"/{cast.district.slug}/appointments/"))
