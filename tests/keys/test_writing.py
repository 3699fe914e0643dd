"""Writing: what may be begun, who will see it."""

from collections.abc import Callable
import re

import pytest

from tests.factories.world import World
from tests.keys.conftest import Browser
from tests.shared.accounts.pages import text_of


def audience_of(html: str) -> tuple[list[str], list[str]]:
    """The audiences that a form offers, and the one that it begins with."""
    select = re.search(r'name="audience".*?</select>', html, re.DOTALL)
    assert select
    offered = re.findall(r'<option value="([^"]+)"', select[0])
    return offered, re.findall(r'<option value="([^"]+)"[^>]*selected', select[0])


@pytest.fixture
def form(world: World) -> str:
    """A new topic among the mathematicians."""
    return f"/p/new/topic/?in={world.community.pid}"


@pytest.mark.key("visibility.default")
def test_who_sees_a_new_record_first(
    world: World, set_rule: Callable[..., None], browser: Browser, form: str
) -> None:
    anna = browser(world.anna)
    assert audience_of(anna.get(form).content.decode())[1] == ["community"]

    set_rule("visibility.default", "district")

    assert audience_of(anna.get(form).content.decode())[1] == ["district"]


@pytest.mark.key("visibility.audiences")
def test_feeds_of_the_site_are_offered_to_authors(
    world: World, set_rule: Callable[..., None], browser: Browser, form: str
) -> None:
    anna = browser(world.anna)
    everybody = ["community", "district", "public"]
    offered = audience_of(anna.get(form).content.decode())[0]
    assert offered == [*everybody, "parents", "pupils"]

    set_rule("visibility.audiences", ["news", "teachers", "parents"])

    assert audience_of(anna.get(form).content.decode())[0] == [*everybody, "parents"]


@pytest.mark.key("forms.enabled")
def test_a_form_switched_off_is_not_begun_and_old_records_stay(
    world: World, set_rule: Callable[..., None], browser: Browser, form: str
) -> None:
    anna = browser(world.anna)
    assert anna.get(form).status_code == 200

    set_rule("forms.enabled", ["help", "news", "seminar"])

    refused = anna.get(form)
    assert refused.status_code == 403
    assert "По положению района таких записей здесь не заводят." in text_of(refused)
    assert anna.get(form.replace("topic", "help")).status_code == 200
    assert world.topic.title in text_of(anna.get(f"/p/{world.topic.pid}", follow=True))
