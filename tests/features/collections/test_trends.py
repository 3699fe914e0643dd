"""Reviews of trends stand by tag; the site gathers those of a month into a digest."""

from datetime import UTC, datetime

import pytest

from staffroom.features.collections.jobs import trends_of_month
from staffroom.features.collections.models import Collection
from staffroom.shared.publications.models import Audience
from tests.factories import world as made
from tests.features.collections.conftest import notices
from tests.features.conftest import Browser
from tests.shared.accounts.pages import text_of

pytestmark = pytest.mark.usefixtures("frozen")

AUGUST = datetime(2026, 8, 20, 9, tzinfo=UTC)


@pytest.mark.clause("TV-3.1.1.c")
def test_reviews_stand_by_tag_and_a_month_of_them_becomes_a_digest(
    world: made.World, browser: Browser
) -> None:
    """Борис is told once, reads what is for the district; what is for the community stays in it."""
    anna, boris, here = browser(world.anna), browser(world.boris), f"/{world.district.slug}/trends/"
    assert "Обзоров пока нет" in text_of(boris.get(here))
    typed = {
        "title": "Чему учит PISA", "body": "Что меняется в заданиях.", "tags": "грамотность",
        "audience": "district", "act": "publish",
    }  # fmt: skip
    sent = anna.post(f"/p/new/trend/?in={world.community.pid}", typed)
    assert sent.status_code == 302, text_of(sent)
    for title, audience in (("ИИ в школе", Audience.DISTRICT), ("Только нам", Audience.COMMUNITY)):
        made.publication(
            world.anna, world.community, title, kind="trend", audience=audience, tags=["ии"], at=AUGUST
        )  # fmt: skip
    by_tag = text_of(boris.get(f"{here}?tag=ии"))
    assert "ИИ в школе" in by_tag
    assert "Чему учит PISA" not in by_tag
    assert "Чему учит PISA" in text_of(boris.get(here))
    assert "ИИ в школе" not in text_of(browser(None).get(here))

    trends_of_month.work()
    trends_of_month.work()

    assert notices(boris).count("Вышел дайджест") == 1
    digest = Collection.objects.get()
    assert "Тенденции образования: август 2026" in text_of(boris.get(here))
    page = text_of(boris.get(f"/{world.district.slug}/collections/{digest.pid}/"))
    assert "ИИ в школе" in page
    assert "Только нам" not in page
    assert "Чему учит PISA" not in page  # of September, which is not over
    assert (
        browser(world.vera).get(f"/{world.district.slug}/collections/{digest.pid}/").status_code
        == 404
    )
