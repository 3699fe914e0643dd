"""The public face of a district, and what waits for those who lead."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from staffroom.core.jobs import run_once
from staffroom.core.viewer import SYSTEM
from staffroom.shared.duties import actions
from staffroom.shared.duties.jobs import raise_unanswered, remind_of_terms
from staffroom.shared.duties.registry import DutyKind
from tests.conftest import MOMENT
from tests.factories.world import World, publication
from tests.keys.conftest import Browser
from tests.shared.accounts.pages import text_of


@pytest.mark.key("contacts.public")
def test_contacts_of_those_who_lead(
    world: World, set_rule: Callable[..., None], browser: Browser
) -> None:
    world.galina.phone, world.galina.shown = "+7 000 000-00-00", {"phone": "all"}
    world.galina.save(update_fields=["phone", "shown"])
    groups = f"/{world.district.slug}/groups/"
    assert "+7 000 000-00-00" not in text_of(browser(None).get(groups))

    set_rule("contacts.public", "administrators")

    assert "+7 000 000-00-00" in text_of(browser(None).get(groups))


@pytest.mark.key("visibility.audiences")
def test_feeds_of_the_public_news(
    world: World, set_rule: Callable[..., None], browser: Browser
) -> None:
    news = f"/{world.district.slug}/news/"
    assert "Учащимся" in text_of(browser(None).get(news))

    set_rule("visibility.audiences", ["news", "parents"])

    words = text_of(browser(None).get(news))
    assert "Родителям" in words
    assert "Учащимся" not in words


@pytest.mark.key("consultations.sla_days")
def test_an_unanswered_question_rises(
    world: World, set_rule: Callable[..., None], browser: Browser, frozen: Any
) -> None:
    asked = publication(world.boris, world.community, "Чем заменить весы?", kind="help")
    frozen.move_to(asked.published_at + timedelta(days=3))
    raise_unanswered()
    assert "Чем заменить весы?" not in text_of(browser(world.galina).get("/home/duties/"))

    set_rule("consultations.sla_days", "2")
    raise_unanswered()

    assert "Чем заменить весы?" in text_of(browser(world.galina).get("/home/duties/"))


@pytest.mark.key("duties.remind_days")
def test_when_a_term_is_reminded_of(
    world: World, set_rule: Callable[..., None], browser: Browser, frozen: Any
) -> None:
    """Two working days before a Wednesday is Monday: nothing by «3, 1, 0», a notice by «2»."""
    actions.open_duty(
        kind=DutyKind.REQUEST, district_id=world.district.pk, subject=("thing", 1), title="Решить",
        url="/", owner_id=world.anna.pk, due_at=MOMENT + timedelta(days=2), actor=SYSTEM,
        at=MOMENT - timedelta(days=3),
    )  # fmt: skip
    remind_of_terms()
    run_once()
    assert "Подходит срок дела" not in text_of(browser(world.anna).get("/notices/"))

    set_rule("duties.remind_days", ["2"])
    remind_of_terms()
    run_once()

    assert "Подходит срок дела: осталось 2 дня" in text_of(browser(world.anna).get("/notices/"))


@pytest.mark.key("site.cabinet")
def test_the_cabinet_and_its_name(
    world: World, set_rule: Callable[..., None], browser: Browser
) -> None:
    front = f"/{world.district.slug}/"
    assert "Методический кабинет" in text_of(browser(None).get(front))

    set_rule("site.cabinet", "Виртуальный методический кабинет")

    assert "Виртуальный методический кабинет" in text_of(browser(None).get(front))
    set_rule("site.cabinet", "")
    assert "кабинет" not in text_of(browser(None).get(front))
    assert browser(None).get(f"{front}cabinet/").status_code == 404
