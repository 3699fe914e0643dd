"""Consent first, order second: the composition of a community in Петродворец."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from staffroom.features.rosters.models import Entry
from staffroom.shared.communities.models import Membership, RoleGrant
from staffroom.shared.documents.models import Document
from staffroom.shared.duties.models import Duty
from tests.features.rosters.conftest import (
    Group,
    agreed,
    as_,
    asked,
    group_of,
    registered,
    words_in,
)
from tests.shared.accounts.pages import text_of

MIDNIGHT = datetime(2026, 9, 13, 21, 0, tzinfo=UTC)  # of the 14th in Moscow


def lines(document: Document) -> list[str]:
    """Rows of the annex without its head."""
    return [line for line in document.annexes[0]["text"].splitlines() if "|" in line][1:]


@pytest.mark.clause("PD-3.1")
def test_nobody_stands_in_a_draft_without_his_own_consent(group: Group) -> None:
    cast = group.cast
    asked(group, cast.anna, cast.boris, cast.vera)
    for who in (cast.anna, cast.boris):
        assert "Вас просят согласиться войти в состав" in text_of(as_(who).get("/home/"))
    galina = as_(group.galina)
    assert galina.post(f"{group.here}prepare/").status_code == 422, "nobody has agreed yet"
    assert not Document.objects.filter(origin="rosters.order").exists()

    page = text_of(as_(cast.anna).get(f"{group.here}consent/"))
    for words in ("Урок за стеной класса", "Соколова Анна", "Школа № 1", "Больше ничего о вас"):
        assert words in page, words
    agreed(group, cast.anna)
    assert as_(cast.boris).post(f"{group.here}consent/", {"answer": "decline"}).status_code == 302
    assert not Entry.objects.filter(person=cast.boris).exists(), "declining leaves no mark"

    galina.post(f"{group.here}prepare/")
    draft = Document.objects.get(origin="rosters.order")
    assert lines(draft) == ["1 | Соколова Анна | Учитель-предметник | Школа № 1 | Участник"]
    assert not Membership.objects.filter(community=group.community, state="active").exists()

    # nobody consents for another, nobody puts himself in
    assert as_(cast.dmitry).post(f"{group.here}consent/", {"answer": "agree"}).status_code == 302
    assert Entry.objects.get(person=cast.vera).state == "asked"
    refused = galina.post(f"{group.here}ask/", {"people": "Галина Ветрова", "role": ""})
    assert refused.status_code == 422
    assert "Себя в состав не включают" in text_of(refused)

    # the word is taken back: the line leaves the draft at once, and the empty draft with it
    assert as_(cast.anna).post(f"{group.here}consent/", {"answer": "withdraw"}).status_code == 302
    assert not Document.objects.filter(origin="rosters.order").exists()


@pytest.mark.clause("PD-4.4.a")
def test_from_the_list_to_the_order_with_its_annex(group: Group) -> None:
    cast = group.cast
    asked(group, cast.anna, cast.boris)
    agreed(group, cast.anna, cast.boris)
    galina = as_(group.galina)
    preview = galina.post(f"{group.here}prepare/", follow=True)
    assert "Об утверждении состава участников" in text_of(preview)
    assert "Соколова Анна" in text_of(preview)
    assert "Зарегистрируйте приказ о составе" in text_of(as_(cast.elena).get("/home/"))

    order = registered(group, cast.elena)

    sheet = words_in(order)
    for words in (
        "Об утверждении состава участников сообщества «Урок за стеной класса»",
        "МКУ «Управление образования»", "Орлов Борис", "Школа № 2", "Учитель-предметник",
        "приказа от 01.09.2026 № 7-ОД",
    ):  # fmt: skip
        assert words in sheet, words
    here = Membership.objects.filter(community=group.community, state="active")
    assert {(one.person_id, one.since) for one in here} == {
        (cast.anna.pk, MIDNIGHT), (cast.boris.pk, MIDNIGHT),
    }  # fmt: skip
    page = text_of(as_(cast.anna).get(group.here))
    assert f"{order.name}" in page
    assert "Вы участник" in text_of(as_(cast.anna).get(group.top))
    assert not Duty.objects.filter(kind__startswith="rosters.", closed_at=None).exists()


@pytest.mark.clause("PD-4.4.b")
def test_a_moderator_has_powers_from_the_orders_date_and_the_order_is_named(group: Group) -> None:
    cast = group.cast
    asked(group, cast.elena, role="moderator")  # a methodologist of the centre
    refused = as_(group.galina).post(
        f"{group.here}ask/", {"people": "Анна Соколова", "role": "moderator"}
    )
    assert refused.status_code == 422
    assert "модераторами бывают методисты центра" in text_of(refused)
    agreed(group, cast.elena)
    as_(group.galina).post(f"{group.here}prepare/")
    assert not RoleGrant.objects.filter(person=cast.elena, role="moderator").exists()

    draft = Document.objects.get(origin="rosters.order")
    issue = f"/{cast.district.slug}/documents/{draft.pid}/issue/"
    own = as_(cast.elena).post(issue, {"dated_on": "2026-09-14", "number": ""})
    assert own.status_code == 403
    assert "регистрирует другой сотрудник" in text_of(own)
    early = as_(cast.dmitry).post(issue, {"dated_on": "2026-09-10", "number": ""})
    assert early.status_code == 422
    assert "Дата раньше согласия людей: 14.09.2026" in text_of(early)
    order = registered(group, cast.dmitry)

    role = RoleGrant.objects.get(person=cast.elena, role="moderator")
    assert (role.from_at, role.to_at) == (MIDNIGHT, None)
    assert role.basis == f"приказ от 14.09.2026 № {order.number}"
    assert role.basis in text_of(as_(cast.anna).get(group.here))
    assert as_(cast.elena).get(f"{group.top}manage/people/").status_code == 200

    # the door beside the order is shut: nobody moderates on typed words
    typed = {"person": "Дмитрий Лаптев", "role": "moderator", "basis": "так решили"}
    beside = as_(cast.elena).post(f"{group.top}manage/roles/", typed)
    assert "модератора назначает приказ" in text_of(beside)
    assert beside.status_code in {403, 422}
    assert not RoleGrant.objects.filter(person=cast.dmitry, role="moderator").exists()


@pytest.mark.clause("PD-4.4.c")
def test_changes_gather_in_an_amending_order_and_leaving_works_at_once(
    group: Group, frozen: time_machine.Traveller
) -> None:
    cast = group.cast
    asked(group, cast.anna, cast.boris)
    agreed(group, cast.anna, cast.boris)
    as_(group.galina).post(f"{group.here}prepare/")
    first = registered(group, cast.elena)

    frozen.shift(timedelta(days=30))
    assert as_(cast.boris).post(f"{group.top}leave/").status_code == 302
    assert not Membership.objects.filter(person=cast.boris, state="active").exists(), "at once"
    draft = Document.objects.get(origin="rosters.order", state="draft")
    assert draft.amends == first
    assert lines(draft) == [
        "1 | Исключить из состава | Орлов Борис | Учитель-предметник | Школа № 2 | Участник"
    ]

    vera = as_(cast.vera)
    vera.post(f"{group.top}enter/", {"conduct": str(group.community.conduct_n)})
    assert Membership.objects.get(person=cast.vera).state == "asked"
    galina = as_(group.galina)
    assert galina.post(
        f"{group.top}manage/people/{cast.vera.pid}/decide/", {"decision": "admit"}
    ).status_code == 422  # fmt: skip
    assert "Вера Нечаева" in text_of(galina.get(group.here)).partition("Просят принять")[2]
    assert galina.post(f"{group.here}people/{cast.vera.pid}/take/").status_code == 302
    draft.refresh_from_db()
    assert len(lines(draft)) == 2
    page = text_of(galina.get(f"{group.here}draft/"))
    assert f"изменяет: {first.name}" in page
    assert "Нечаева Вера" in page

    second = registered(group, cast.elena, "2026-10-14")

    assert second.amends == first
    assert Membership.objects.get(person=cast.vera).state == "active"
    chain = text_of(as_(cast.elena).get(f"/{cast.district.slug}/documents/{first.pid}/"))
    assert second.name in chain
    here = text_of(as_(cast.anna).get(group.here))
    assert first.name in here
    assert second.name in here


def test_what_a_keeper_adds_to_the_list_by_hand_is_not_registered(group: Group) -> None:
    cast = group.cast
    asked(group, cast.anna)
    agreed(group, cast.anna)
    as_(group.galina).post(f"{group.here}prepare/")
    draft = Document.objects.get(origin="rosters.order")
    draft.annexes[0]["text"] += "\n2 | Орлов Борис | Учитель-предметник | Школа № 2 | Участник"
    draft.save(update_fields=["annexes"])

    page = f"/{cast.district.slug}/documents/{draft.pid}/"
    answer = as_(cast.elena).post(f"{page}issue/", {"dated_on": "2026-09-14", "number": ""})

    assert answer.status_code == 403
    assert "Список людей изменился" in text_of(answer)
    assert "Обновите проект" in text_of(as_(group.galina).get(group.here))
    as_(group.galina).post(f"{group.here}prepare/")
    draft.refresh_from_db()
    assert len(lines(draft)) == 1
    registered(group, cast.elena)
    assert not Membership.objects.filter(person=cast.boris).exists()


def test_nothing_of_it_appears_where_people_enter_by_themselves(db: object) -> None:
    group = group_of("berezniki")
    assert as_(group.galina).get(group.here).status_code == 404
    assert "Состав по приказу" not in text_of(as_(group.galina).get(f"{group.top}people/"))
    assert "Пригласить" in text_of(as_(group.galina).get(f"{group.top}manage/people/"))
