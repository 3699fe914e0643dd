"""The other four ways of creation, from the first click to the printed order."""

from typing import Any

from django.test import Client
import pytest

from staffroom.features.governance.models import Application
from staffroom.shared.communities.models import (
    Community,
    Membership,
    Order,
    RoleGrant,
    ScopeKind,
)
from staffroom.shared.documents.models import Document
from tests.factories import world as made
from tests.features.governance.conftest import Browser, Cast, cast_of
from tests.features.governance.test_application import joined, words_in
from tests.shared.accounts.pages import text_of

TODAY = "2026-09-14"
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]


def registered(cast: Cast, keeper: Client, order: Document, number: str) -> None:
    """The keeper gives the order its number and date."""
    url = f"/{cast.district.slug}/documents/{order.pid}/issue/"
    answer = keeper.post(url, {"dated_on": TODAY, "number": number})
    assert answer.status_code == 302, text_of(answer)
    order.refresh_from_db()


def prepared(cast: Cast, as_: Browser, **typed: Any) -> str:
    """Дмитрий of the centre fills in the draft of an order; its address."""
    answer = as_(cast.dmitry).post(f"{cast.here}new/", typed)
    assert answer.status_code == 302, text_of(answer)
    return str(answer["Location"])


def test_petrodvorets_by_order_for_one_task(as_: Browser) -> None:
    cast = cast_of("petrodvorets", "methodical_centre")
    dmitry = as_(cast.dmitry)
    assert "Подготовить приказ о создании" in text_of(dmitry.get(cast.here))
    assert as_(cast.anna).get(f"{cast.here}new/").status_code == 403
    without = dmitry.post(
        f"{cast.here}new/", {"initiator": "centre", "kind": "task", "name": "Музей"}
    )
    assert without.status_code == 422
    for field in ("Профессиональная задача", "Цель", "Базовая организация"):
        assert f"{field} : Обязательное поле." in text_of(without)

    url = prepared(
        cast, as_, initiator="centre", kind="task", name="Урок в музее", goal="Учить вне школы",
        task="Составить 12 маршрутов", base_organization=cast.department.pk,
    )  # fmt: skip
    assert "Сейчас согласились: 0" in text_of(dmitry.post(f"{url}submit/"))
    joined(url, as_, cast.dmitry, cast.elena)
    assert "Выберите руководителя" in text_of(dmitry.post(f"{url}submit/"))
    joined(url, as_, cast.dmitry, cast.anna)
    teacher = dmitry.post(f"{url}people/{cast.anna.pid}/lead/")
    assert "По положению района модераторами бывают методисты центра." in text_of(teacher)
    dmitry.post(f"{url}people/{cast.elena.pid}/lead/")
    assert dmitry.post(f"{url}submit/").status_code == 302

    community = Community.objects.get(name="Урок в музее")
    assert community.state == "draft"
    order = Application.objects.get().order
    assert order is not None
    registered(cast, dmitry, order, "77")

    community.refresh_from_db()
    assert (community.state, community.basis) == ("active", "приказ от 14.09.2026 № 77")
    assert community.base_organization == cast.department
    sheet = words_in(order)
    for words in ("Урок в музее", "до решения задачи", "Круглова Елена", "Соколова Анна"):
        assert words in sheet, words
    assert RoleGrant.objects.get(scope_kind="community", scope_id=community.pk).person == cast.elena


@pytest.mark.clause("OL-1.6.a")
def test_olekminsk_without_an_order_it_neither_begins_nor_ends(as_: Browser) -> None:
    cast = cast_of("olekminsk")
    main = made.community(cast.district, "Сеть района", kind="main")
    made.community(cast.district, "Алгебра", kind="section", parent=main)
    dmitry = as_(cast.dmitry)
    offered = dmitry.get(f"{cast.here}new/").content.decode()
    assert f'value="{main.pk}" selected>Сеть района' in offered, "the only whole there is"
    assert offered.index("Сеть района</option>") < offered.index("Алгебра</option>")
    url = prepared(
        cast, as_, initiator="department", kind="subject", name="Якутский язык", goal="Беречь язык",
        parent=main.pk,
    )  # fmt: skip
    joined(url, as_, cast.dmitry, cast.anna)
    dmitry.post(f"{url}people/{cast.anna.pid}/lead/")
    assert dmitry.post(f"{url}submit/").status_code == 302
    group = Community.objects.get(name="Якутский язык")
    here = f"/{cast.district.slug}/c/{group.pid}-{group.slug}/"
    assert group.parent == main

    for typed in ({"basis": "решение координатора"}, {"order_number": " ", "ordered_on": TODAY}):
        refused = dmitry.post(f"{here}manage/state/active/", typed)
        assert refused.status_code == 422
        assert "Сейчас: готовится" in text_of(dmitry.get(f"{here}manage/state/"))
    order = Application.objects.get(name="Якутский язык").order
    assert order is not None
    registered(cast, dmitry, order, "31-осн")
    page = text_of(dmitry.get(f"{here}manage/state/"))
    assert "Сейчас: работает" in page
    assert "приказ от 14.09.2026 № 31-осн" in page
    assert "Якутский язык" in words_in(order)

    url = prepared(
        cast, as_, initiator="department", kind="section", name="Секция родного языка",
        goal="Беречь язык", parent=main.pk,
    )  # fmt: skip
    joined(url, as_, cast.dmitry, cast.anna)
    dmitry.post(f"{url}people/{cast.anna.pid}/lead/")
    assert dmitry.post(f"{url}submit/").status_code == 302
    section = Community.objects.get(name="Секция родного языка")
    assert section.state == "draft", "a part whose order is being prepared waits for it too"
    own = Application.objects.get(name=section.name).order
    assert own is not None
    registered(cast, dmitry, own, "32-осн")
    section.refresh_from_db()
    assert (section.state, section.basis) == ("active", "приказ от 14.09.2026 № 32-осн")

    closed = dmitry.post(f"{here}manage/state/closed/", {"words": "Работа окончена."})
    assert closed.status_code == 422
    assert "Сейчас: работает" in text_of(dmitry.get(f"{here}manage/state/"))
    ending = {"words": "Работа окончена.", "order_number": "40-осн", "ordered_on": TODAY}
    assert dmitry.post(f"{here}manage/state/closed/", ending).status_code == 302
    page = text_of(dmitry.get(f"{here}manage/state/"))
    assert "Сейчас: закончило работу" in page
    assert "приказ от 14.09.2026 № 40-осн" in page


@pytest.mark.parametrize(
    ("profile", "opened"),
    [
        ("tula", {"preset": True}),
        ("berezniki", {"kind": "subject", "name": "Учителя математики", "goal": "Решать вместе"}),
    ],
)
def test_opened_at_once_then_named_by_an_order(
    as_: Browser, profile: str, opened: dict[str, Any]
) -> None:
    """Тула opens its list of twelve, Березники what its staff decide: one order names them afterwards."""
    cast = cast_of(profile)
    dmitry, slug = as_(cast.dmitry), cast.district.slug
    refused = dmitry.get(f"{cast.here}new/")
    assert refused.status_code == 403
    assert "без заявлений" in text_of(refused)
    if opened.get("preset"):
        assert "Открыть по перечню (12)" in text_of(dmitry.get(f"/{slug}/c/"))
        assert dmitry.post(f"/{slug}/c/preset/").status_code == 302
    else:
        card = {**opened, "themes": ["functional_literacy"]}
        assert dmitry.post(f"/{slug}/c/new/", card).status_code == 302
    standing = Community.objects.filter(district=cast.district, state="active")
    count = standing.count()
    assert count == (12 if opened.get("preset") else 1)

    page = dmitry.get(f"{cast.here}orders/")
    for one in standing:
        assert one.name in text_of(page)
    typed = {"communities": [one.pk for one in standing]}
    answer = dmitry.post(f"{cast.here}orders/", typed)
    assert answer.status_code == 302, text_of(answer)
    order = Document.objects.get(kind="order")
    assert "Все сообщества оформлены" in text_of(dmitry.get(f"{cast.here}orders/"))
    registered(cast, dmitry, order, "8")

    sheet = words_in(order)
    for one in Community.objects.filter(district=cast.district):
        assert one.name in sheet
        assert (one.state, one.basis) == ("active", "приказ от 14.09.2026 № 8")
    assert dmitry.post(f"{cast.here}orders/", typed).status_code == 422


@pytest.mark.clause("BT-O.1.7")
def test_a_creative_group_becomes_a_problem_group(as_: Browser) -> None:
    cast = cast_of("baltasi")
    anna, boris, slug = as_(cast.anna), as_(cast.boris), cast.district.slug
    opened = anna.post(f"/{slug}/c/gather/", {"name": "Играем в слова", "goal": "Придумать игры"})
    assert opened.status_code == 302, text_of(opened)
    group = Community.objects.get(name="Играем в слова")
    assert (group.kind, group.state, group.basis) == ("working_group", "active", "")
    here = f"/{slug}/c/{group.pid}-{group.slug}/"
    made.invite(cast.boris, group)
    boris.post(f"{here}answer/", {"answer": "accept", "conduct": "1"})
    assert "Стать проблемной группой" in text_of(anna.get(f"{here}manage/"))

    answer = anna.post(
        f"{cast.here}new/?group={group.pid}",
        {
            "initiator": f"community-{group.pid}", "kind": "problem_group", "name": "Играем в слова",
            "problem": "Бедная речь", "result": "Сборник игр", "ends_on": "2027-05-31",
        },
    )  # fmt: skip
    assert answer.status_code == 302, text_of(answer)
    url = answer["Location"]
    anna.post(f"{url}people/{cast.anna.pid}/lead/")
    assert anna.post(f"{url}submit/").status_code == 302
    as_(cast.dmitry).post(f"{url}support/", {"control": "оставляю за собой"})
    group.refresh_from_db()
    assert (group.kind, group.state) == ("working_group", "active"), "it works on meanwhile"
    order = Application.objects.get().order
    assert order is not None
    registered(cast, as_(cast.elena), order, "216")

    group.refresh_from_db()
    assert (group.kind, group.state, group.basis) == (
        "problem_group", "active", "приказ от 14.09.2026 № 216",
    )  # fmt: skip
    assert str(group.ends_on) == "2027-05-31"
    assert Membership.objects.filter(community=group, state="active").count() == 2
    assert "Проблемная группа" in text_of(boris.get(here))


@pytest.mark.clause("BT-1.3b.1")
def test_each_subject_starts_an_application_and_is_shown_as_its_initiator(as_: Browser) -> None:
    """A teacher, another specialist, an association, a problem group, the department, an organisation."""
    cast = cast_of("baltasi")
    slug = cast.district.slug
    cast.vera.position = "school_psychologist"
    cast.vera.save(update_fields=["position"])
    school = made.organization(cast.district, "Школа № 3")
    school.representative = cast.boris
    school.save(update_fields=["representative"])
    first = Order("1", made.THEN.date())
    groups = {}
    for kind, name in (
        ("methodical_association", "Учителя начальных классов"), ("problem_group", "Читаем вместе"),
    ):  # fmt: skip
        groups[kind] = one = made.community(cast.district, name, kind=kind, order=first)
        Community.objects.filter(pk=one.pk).update(state="active")
        made.grant(cast.anna, ScopeKind.COMMUNITY, one.pk, "group_leader", made.MODERATION)
    starts = (
        (cast.anna, "person", "Соколова Анна, учитель-предметник, Школа № 1"),
        (cast.vera, "person", "Нечаева Вера, педагог-психолог, Школа № 1"),
        (cast.anna, f"community-{groups['methodical_association'].pid}",
         "Методическое объединение «Учителя начальных классов»"),
        (cast.anna, f"community-{groups['problem_group'].pid}", "Проблемная группа «Читаем вместе»"),
        (cast.boris, f"organization-{school.pid}", "Школа № 3"),
        (cast.dmitry, "department", "Управление образования: МКУ «Управление образования»"),
    )  # fmt: skip
    wanted = {"kind": "problem_group", "problem": "П", "result": "Р", "ends_on": "2027-05-31"}
    for n, (who, code, shown) in enumerate(starts):
        name = f"Группа номер {n}"
        answer = as_(who).post(
            f"/{slug}/creation/new/", {**wanted, "initiator": code, "name": name}
        )
        assert answer.status_code == 302, text_of(answer)
        assert f"Инициатор {shown}" in text_of(as_(who).get(answer["Location"]))
    stranger = as_(cast.vera).post(
        f"/{slug}/creation/new/", {**wanted, "initiator": "department", "name": "Чужое имя"}
    )
    assert stranger.status_code == 422
