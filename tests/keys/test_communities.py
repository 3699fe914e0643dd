"""Opening, running and closing communities."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
import pytest

from staffroom.features.lifecycle.models import EndingRequest
from staffroom.shared.communities.models import Community, RoleGrant
from staffroom.shared.duties.models import Duty
from tests.factories.people import person
from tests.factories.world import THEN, World, admit, organization
from tests.keys.conftest import Browser
from tests.shared.accounts.pages import text_of

CARD = {"kind": "subject", "name": "Учителя физики", "goal": "Ставить опыты вместе"}


@pytest.fixture
def new_page(world: World) -> str:
    """The form of a new community."""
    return reverse("communities:open", args=[world.district.slug])


@pytest.fixture
def manage(world: World) -> str:
    """Where the community of mathematicians is run."""
    named = f"{world.community.pid}-{world.community.slug}"
    return reverse("communities:change", args=[world.district.slug, named])


@pytest.fixture
def open_new(world: World, browser: Browser, new_page: str) -> Callable[..., Any]:
    """Дмитрий opens a community; the answer to what he typed."""

    def opened(**typed: Any) -> Any:
        return browser(world.dmitry).post(new_page, {**CARD, **typed}, follow=True)

    return opened


def errors_of(answer: Any) -> str:
    """The words of a form that came back."""
    assert answer.status_code == 422
    return text_of(answer)


@pytest.mark.key("creation.mode")
def test_an_order_must_be_named(
    set_rule: Callable[..., None], open_new: Callable[..., Any]
) -> None:
    assert "Учителя физики" in text_of(open_new())
    set_rule("creation.mode", "order")

    assert "Сообщество готовится" in text_of(open_new(name="Учителя химии"))
    assert "Укажите и дату приказа." in errors_of(open_new(name="Химики", order_number="14"))
    answer = open_new(name="Химики", order_number="14", ordered_on="2026-09-01")

    about = text_of(answer.client.get(f"{answer.request['PATH_INFO']}about/"))
    assert "Работает" in about
    assert "приказ от 01.09.2026 № 14" in about


@pytest.mark.key("creation.initiators")
def test_a_moderator_opens_inside_his_own(
    world: World, set_rule: Callable[..., None], browser: Browser, new_page: str
) -> None:
    galina = browser(world.galina)
    inside = {**CARD, "parent": world.community.pid}
    assert galina.post(new_page, inside).status_code == 403

    set_rule("creation.initiators", ["centre", "moderators"])

    answer = galina.post(new_page, inside, follow=True)
    assert "Учителя физики" in text_of(answer)
    assert Community.objects.get(name="Учителя физики").parent == world.community


@pytest.mark.key("creation.fields")
def test_what_the_regulation_asks_for_is_required(
    set_rule: Callable[..., None], open_new: Callable[..., Any]
) -> None:
    set_rule("creation.fields", ["goal", "category", "base_organization"])

    words = errors_of(open_new())
    assert "Напишите, для кого это сообщество" in words
    assert "Базовая организация : Обязательное поле." in words

    set_rule("creation.fields", ["goal"])

    assert "Учителя физики" in text_of(open_new())


@pytest.mark.key("lifecycle.term")
def test_dates_are_asked_where_there_is_a_term(
    world: World, set_rule: Callable[..., None], browser: Browser, new_page: str
) -> None:
    dmitry = browser(world.dmitry)
    assert "Окончание" not in text_of(dmitry.get(new_page))

    set_rule("lifecycle.term", "date")

    assert "Окончание" in text_of(dmitry.get(new_page))


@pytest.mark.key("lifecycle.closure")
def test_closing_asks_for_the_verdict_or_the_order(
    world: World, set_rule: Callable[..., None], browser: Browser, manage: str
) -> None:
    dmitry = browser(world.dmitry)
    assert "Решена ли задача" not in text_of(dmitry.get(f"{manage}archive/"))
    set_rule("lifecycle.closure", "verdict")
    assert "Решена ли задача" in text_of(dmitry.get(f"{manage}archive/"))

    set_rule("lifecycle.closure", "order")
    words = {"words": "Задания собраны в сборник."}
    assert dmitry.post(f"{manage}archive/", words).status_code == 422
    answer = dmitry.post(
        f"{manage}archive/",
        {**words, "order_number": "40", "ordered_on": "2026-05-31"},
        follow=True,
    )

    assert "Задания собраны в сборник. Основание: приказ от 31.05.2026 № 40." in text_of(answer)


@pytest.mark.key("structure.nesting")
def test_the_shape_of_the_network(
    world: World, set_rule: Callable[..., None], browser: Browser, new_page: str
) -> None:
    dmitry = browser(world.dmitry)
    words = text_of(dmitry.get(new_page))
    assert "Внутри какого сообщества" in words
    assert "Секция" not in words

    set_rule("structure.nesting", "flat")

    words = text_of(dmitry.get(new_page))
    assert "Внутри какого сообщества" not in words
    assert "Постоянная группа" in words

    set_rule("structure.nesting", "sections")

    words = text_of(dmitry.get(new_page))
    assert "Внутри какого сообщества" in words
    assert "Секция" in words


@pytest.mark.key("structure.group_list")
def test_the_ready_list_opens_in_one_step(
    world: World, set_rule: Callable[..., None], browser: Browser
) -> None:
    dmitry = browser(world.dmitry)
    directory = reverse("communities:directory", args=[world.district.slug])
    assert "Открыть по перечню" not in text_of(dmitry.get(directory))

    set_rule(
        "structure.group_list",
        "",
        **{
            "structure.group_list-0-code": "",
            "structure.group_list-0-name": "Классные руководители",
            "structure.group_list-0-participants": "Классные руководители школ",
            "structure.group_list-0-functions": ["homeroom_teacher"],
        },
    )

    assert "Открыть по перечню" in text_of(dmitry.get(directory))
    dmitry.post(reverse("communities:open-preset", args=[world.district.slug]))
    assert "Классные руководители" in text_of(browser(None).get(directory))
    assert "Открыть по перечню" not in text_of(dmitry.get(directory))


@pytest.mark.key("roles.catalogue")
def test_a_role_allows_what_the_catalogue_says_today(
    world: World, set_rule: Callable[..., None], browser: Browser, manage: str
) -> None:
    galina = browser(world.galina)
    assert galina.get(f"{manage}people/").status_code == 200

    set_rule(
        "roles.catalogue",
        "",
        **{
            "roles.catalogue-0-code": "coordinator",
            "roles.catalogue-0-number": "1",
            "roles.catalogue-0-title": "Координатор",
            "roles.catalogue-0-scope": "district",
            "roles.catalogue-0-powers": ["change_regulation", "admit", "grant_roles"],
            "roles.catalogue-1-code": "moderator",
            "roles.catalogue-1-number": "4",
            "roles.catalogue-1-title": "Ведущий",
            "roles.catalogue-1-scope": "community",
            "roles.catalogue-1-powers": ["moderate"],
        },
    )

    assert galina.get(f"{manage}people/").status_code == 403
    assert "Ведущий" in text_of(browser(world.dmitry).get(f"{manage}roles/"))


@pytest.mark.key("roles.group_lead", "roles.moderator_appointed_by")
def test_the_form_of_a_role_begins_as_the_regulation_says(
    world: World, set_rule: Callable[..., None], browser: Browser, manage: str
) -> None:
    dmitry = browser(world.dmitry)
    html = dmitry.get(f"{manage}roles/").content.decode()
    assert '<option value="moderator" selected>' in html
    assert 'value="решение координатора"' in html

    set_rule("roles.moderator_appointed_by", "order")
    words = {"person": "Борис Орлов", "role": "moderator", "basis": ""}
    assert dmitry.post(f"{manage}roles/", words).status_code == 422
    set_rule("roles.group_lead", "expert")

    assert 'value="moderator" selected' not in dmitry.get(f"{manage}roles/").content.decode()


@pytest.mark.key("roles.moderator_source")
def test_who_may_moderate(
    world: World, set_rule: Callable[..., None], browser: Browser, manage: str
) -> None:
    set_rule("roles.moderator_source", "methodologists")
    dmitry = browser(world.dmitry)
    words = {"person": "Борис Орлов", "role": "moderator", "basis": "приказ № 3"}

    refused = dmitry.post(f"{manage}roles/", words)

    assert refused.status_code == 422
    assert "По положению района модераторами бывают методисты центра." in text_of(refused)
    centre = organization(world.district, "Методический центр")
    centre.kind = "methodical_centre"
    centre.save(update_fields=["kind"])
    methodist = person("Ольга Крылова", position="methodologist")
    admit(methodist, world.district, centre)
    assert dmitry.post(f"{manage}roles/", {**words, "person": "Ольга Крылова"}).status_code == 302
    assert RoleGrant.objects.get(person=methodist).basis == "приказ № 3"


@pytest.mark.key("content.max_gap_days")
def test_silence_is_shown_to_those_who_lead(
    world: World, set_rule: Callable[..., None], browser: Browser, manage: str, frozen: Any
) -> None:
    world.community.active_at = THEN
    world.community.save(update_fields=["active_at"])
    frozen.move_to(THEN + timedelta(days=12))
    page = manage.removesuffix("manage/")
    assert "тихо" not in text_of(browser(world.galina).get(page))

    set_rule("content.max_gap_days", "7")

    assert "В сообществе тихо уже 12 дней" in text_of(browser(world.galina).get(page))
    assert "тихо" not in text_of(browser(world.boris).get(page))


@pytest.mark.key("themes.priority")
def test_priority_themes_stand_in_the_forms(
    world: World, set_rule: Callable[..., None], browser: Browser, new_page: str
) -> None:
    dmitry = browser(world.dmitry)
    assert "Приоритетные темы" not in text_of(dmitry.get(new_page))

    set_rule("themes.priority", "Функциональная грамотность\nНаставничество")

    words = text_of(dmitry.get(new_page))
    assert "Приоритетные темы" in words
    assert "Функциональная грамотность" in words


@pytest.mark.key("membership.min")
def test_a_least_number_makes_a_draft_first(
    set_rule: Callable[..., None], open_new: Callable[..., Any]
) -> None:
    lack = "участников не меньше 2, организаций не меньше 1"
    assert "Сообщество готовится" not in text_of(open_new())

    set_rule(
        "membership.min",
        "",
        **{f"membership.min_{n}": typed for n, typed in enumerate(("2", "1", "no"))},
    )

    answer = open_new(name="Учителя химии")
    assert "Сообщество готовится" in text_of(answer)
    state = answer.client.get(f"{answer.request['PATH_INFO']}manage/state/")
    assert lack in text_of(state)


@pytest.mark.key("participants.organizations", "structure.links")
def test_who_may_stand_beside_a_community(
    world: World, set_rule: Callable[..., None], browser: Browser, manage: str
) -> None:
    galina = browser(world.galina)
    words = text_of(galina.get(f"{manage}ties/"))
    assert "Пригласить организацию" not in words
    assert "Что делать вместе" not in words

    set_rule("participants.organizations", "yes")
    assert "Пригласить организацию" in text_of(galina.get(f"{manage}ties/"))
    set_rule("structure.links", "partners")

    assert "Что делать вместе" in text_of(galina.get(f"{manage}ties/"))


@pytest.mark.key("lifecycle.term")
def test_a_standing_community_has_no_term_and_a_task_asks_for_its_verdict(
    world: World, set_rule: Callable[..., None], browser: Browser, manage: str, frozen: object
) -> None:
    Community.objects.filter(pk=world.community.pk).update(ends_on=date(2026, 9, 20))
    dmitry, term = browser(world.dmitry), manage.replace("manage/", "term/")
    assert "20 сентября" not in text_of(dmitry.get(term)), "a standing one has none"
    assert "Решена ли задача" not in text_of(dmitry.get(f"{term}close/"))

    set_rule("lifecycle.term", "task")

    assert "20 сентября" in text_of(dmitry.get(term))
    assert "Решена ли задача" in text_of(dmitry.get(f"{term}close/"))


@pytest.mark.key("lifecycle.decision_days")
def test_the_term_of_a_decision_on_closing(
    world: World, set_rule: Callable[..., None], browser: Browser, manage: str, frozen: object
) -> None:
    """Ten working days where a regulation names none; what was asked before keeps its term."""
    galina, dmitry = browser(world.galina), browser(world.dmitry)
    term = manage.replace("manage/", "term/")
    galina.post(f"{term}closing/", {"words": "Всё сделано"})
    assert "решить до 28 сентября" in text_of(dmitry.get(term))

    set_rule(
        "lifecycle.decision_days", "",
        **{"lifecycle.decision_days_0": "3", "lifecycle.decision_days_1": "calendar"},
    )  # fmt: skip

    assert "решить до 28 сентября" in text_of(dmitry.get(term))
    one = EndingRequest.objects.get()
    galina.post(f"{term}requests/{one.pid}/withdraw/")
    galina.post(f"{term}closing/", {"words": "Всё сделано"})
    assert "решить до 17 сентября" in text_of(dmitry.get(term))
    assert Duty.objects.get(kind="lifecycle.decision", closed_at=None).clause == ""


@pytest.mark.key("lifecycle.closure")
def test_an_end_by_order_waits_for_it(
    world: World, set_rule: Callable[..., None], browser: Browser, manage: str
) -> None:
    dmitry, term = browser(world.dmitry), manage.replace("manage/", "term/")
    assert "нужен приказ" not in text_of(dmitry.get(f"{term}close/"))

    set_rule("lifecycle.closure", "order")

    assert "нужен приказ" in text_of(dmitry.get(f"{term}close/"))
    assert dmitry.post(f"{term}close/", {"words": "Так решили"}).status_code == 302
    assert "Готовится приказ" in text_of(dmitry.get(term))
