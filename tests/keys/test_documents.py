"""Documents under the keys of a regulation."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from staffroom.features.sharing.actions import agreements
from tests.factories import sharing
from tests.factories.adoption import represent
from tests.factories.documents import order, registered
from tests.factories.world import World, acting
from tests.keys.conftest import Browser
from tests.shared.accounts.pages import text_of


@pytest.mark.key("documents.languages")
def test_a_letterhead_speaks_the_languages_of_the_district(
    world: World, set_rule: Callable[..., None], browser: Browser
) -> None:
    page = f"/berezovka/documents/letterheads/{world.organization.pid}/"
    dmitry = browser(world.dmitry)
    assert "Языки бланка" not in text_of(dmitry.get(page))

    set_rule("documents.languages", ["ru", "tt"])

    words = text_of(dmitry.get(page))
    assert "Русский и татарский" in words
    assert "якутский" not in words


@pytest.mark.key("documents.approval")
def test_a_regulation_rests_on_minutes_and_order_where_the_council_adopts(
    world: World, set_rule: Callable[..., None], browser: Browser, frozen: object
) -> None:
    def register(**links: object) -> str:
        paper = order(world, "О сообществе", kind="regulation", **links)
        page = f"/berezovka/documents/{paper.pid}/issue/"
        return text_of(browser(world.dmitry).post(page, {"dated_on": "2026-09-14"}, follow=True))

    assert "Положение от 14.09.2026 № 1" in register()

    set_rule("documents.approval", "council_order")

    assert "По правилам района положение принимает совет" in register()
    day, two = (
        date(2026, 8, 30),
        [{"position": "Председатель", "name": "А"}, {"position": "Секретарь", "name": "Б"}],
    )
    minutes = registered(world, "Совет", day, kind="minutes", signers=two)
    assert "По правилам района" in register(basis=minutes)
    assert "Положение от 14.09.2026 № 2" in register(
        basis=registered(world, "Приказ", day, basis=minutes)
    )


@pytest.mark.key("documents.adoption")
def test_whether_a_paper_is_sent_to_organisations_to_be_adopted(
    world: World, set_rule: Callable[..., None], browser: Browser
) -> None:
    page = "/berezovka/adoption/"
    dmitry = browser(world.dmitry)
    shown = text_of(dmitry.get(page))
    assert "не просят организации принимать документы" in shown
    assert "Разослать документ" not in shown
    assert dmitry.get(f"{page}send/").status_code == 403

    set_rule("documents.adoption", "yes")

    assert "Разослать документ" in text_of(dmitry.get(page))
    assert dmitry.get(f"{page}send/").status_code == 200


@pytest.mark.key("documents.control")
def test_whether_items_of_an_order_are_controlled(
    world: World, set_rule: Callable[..., None], browser: Browser
) -> None:
    page = f"/berezovka/documents/{order(world).pid}/"
    dmitry = browser(world.dmitry)
    assert "Поставить пункт на контроль" not in text_of(dmitry.get(page))

    set_rule("documents.control", "yes")

    assert "Поставить пункт на контроль" in text_of(dmitry.get(page))


@pytest.mark.key("documents.drafting")
def test_whether_drafts_of_documents_are_discussed(
    world: World, set_rule: Callable[..., None], browser: Browser
) -> None:
    page = "/berezovka/drafting/"
    dmitry = browser(world.dmitry)
    assert "не просят обсуждать проекты документов" in text_of(dmitry.get(page))

    set_rule("documents.drafting", "yes")

    assert "Начать проект" in text_of(dmitry.get(page))


@pytest.mark.key("documents.agreements")
def test_whether_organisations_prepare_agreements(
    world: World, set_rule: Callable[..., None], browser: Browser
) -> None:
    page = "/berezovka/sharing/agreements/"
    dmitry = browser(world.dmitry)
    shown = text_of(dmitry.get(page))
    assert "не говорят о договорах между организациями" in shown
    assert "Подготовить договор" not in shown

    set_rule("documents.agreements", "yes")

    assert "Подготовить договор" in text_of(dmitry.get(page))


@pytest.mark.key("partners.answer_days")
def test_how_soon_another_organisation_is_answered(
    world: World, set_rule: Callable[..., None], browser: Browser
) -> None:
    page = "/berezovka/sharing/offer/"
    represent(world.anna, world.organization)
    anna = browser(world.anna)
    assert "отвечают за 5 рабочих дней" in text_of(anna.get(page))

    set_rule("partners.answer_days", "2")

    assert "отвечают за 2 рабочих дня" in text_of(anna.get(page))


@pytest.mark.key("partners.consent_days")
def test_how_soon_sides_answer_an_agreement(
    world: World, set_rule: Callable[..., None], browser: Browser, at: Any, frozen: Any
) -> None:
    set_rule("partners.consent_days", "1")

    agreement = sharing.drafted(world)
    agreements.offer(agreement=agreement, actor=acting(world.anna), at=at)

    shown = browser(world.anna).get(f"/berezovka/sharing/agreements/{agreement.pid}/")
    assert "ответить Остался 1 день" in text_of(shown)
