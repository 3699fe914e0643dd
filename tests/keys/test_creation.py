"""Applications and the decisions on them."""

from collections.abc import Callable

from django.test import Client
import pytest

from tests.factories.world import World
from tests.keys.conftest import Browser
from tests.shared.accounts.pages import text_of

WANTED = {
    "initiator": "person",
    "kind": "problem_group",
    "name": "Читаем условие",
    "goal": "Понимать",
}


@pytest.fixture
def submitted(
    world: World, browser: Browser, set_rule: Callable[..., None]
) -> Callable[[], tuple[str, Client]]:
    """Анна submits an application under the rules of the moment; its address and Дмитрий's browser."""
    set_rule("creation.mode", "application")
    set_rule("creation.initiators", ["members"])

    def done() -> tuple[str, Client]:
        anna = browser(world.anna)
        url = anna.post(f"/{world.district.slug}/creation/new/", WANTED)["Location"]
        answer = anna.post(f"{url}submit/")
        assert answer.status_code == 302, text_of(answer)
        return url, browser(world.dmitry)

    return done


@pytest.mark.key("creation.decision_days")
def test_the_term_of_the_decision(
    world: World,
    submitted: Callable[[], tuple[str, Client]],
    set_rule: Callable[..., None],
    frozen: object,
) -> None:
    url, dmitry = submitted()
    assert "дней" not in text_of(dmitry.get(url)).partition("На рассмотрении")[2][:30]

    set_rule(
        "creation.decision_days", "",
        **{"creation.decision_days_0": "10", "creation.decision_days_1": "calendar"},
    )  # fmt: skip

    assert "Срок решения: 10 дней" in text_of(dmitry.get(f"/{world.district.slug}/creation/"))
    assert "10 дней" not in text_of(dmitry.get(url)), "what began before keeps its term"
    later, dmitry = submitted()
    assert "10 дней" in text_of(dmitry.get(later))


@pytest.mark.key("creation.refusal_reason")
def test_whether_a_refusal_is_explained(
    submitted: Callable[[], tuple[str, Client]], set_rule: Callable[..., None]
) -> None:
    url, dmitry = submitted()
    assert dmitry.post(f"{url}refuse/", {"reason": "", "clause": ""}).status_code == 422

    set_rule("creation.refusal_reason", "no")

    assert dmitry.post(f"{url}refuse/", {"reason": "", "clause": ""}).status_code == 422
    later, dmitry = submitted()
    answer = dmitry.post(f"{later}refuse/", {"reason": "", "clause": ""}, follow=True)
    assert "Причина не названа." in text_of(answer)
