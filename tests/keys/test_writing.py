"""Writing: what may be begun, who will see it."""

from collections.abc import Callable
import re
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
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


@pytest.mark.clause("BB-7.1.4.b")
@pytest.mark.key("storage.quota")
def test_place_for_files_is_refused_when_full_and_given_at_once(
    world: World,
    set_rule: Callable[..., None],
    browser: Browser,
    form: str,
    settings: Any,
    tmp_path: Any,
) -> None:
    settings.DATA_DIR, settings.KEEP_FREE = tmp_path / "data", 0
    anna, galina = browser(world.anna), browser(world.galina)
    card = f"/{world.district.slug}/c/{world.community.pid}-{world.community.slug}/manage/"
    set_rule("storage.quota", "1")
    topic = {
        "title": "Большая таблица", "body": "Вся четверть", "audience": "community", "tags": "",
        "act": "publish",
    }  # fmt: skip

    large = SimpleUploadedFile("таблица.txt", b"week " * 250_000)
    answer = anna.post(form, {**topic, "files": large})

    words = text_of(answer)
    assert answer.status_code == 422
    assert (
        "В сообществе кончается место для файлов: осталось 1 МБ, а файлы занимают 1,2 МБ." in words
    )
    assert "Большая таблица" in answer.content.decode()
    assert "таблица.txt" in words
    assert "Занято 0 байт из 1 МБ" in text_of(galina.get(card))

    set_rule("storage.quota", "5")

    [kept] = re.findall(r'name="files_kept" value="([^"]+)"', answer.content.decode())
    assert anna.post(form, {**topic, "files_kept": kept}).status_code == 302
    page = galina.get(card)
    assert "Занято 1,2 МБ из 5 МБ" in text_of(page)
    assert '<progress value="23" max="100" aria-label="Занято">' in page.content.decode()

    own = f"{card}rules/storage.quota/"
    assert galina.get(own).status_code == 403
    browser(world.dmitry).post(own, {"storage.quota": "2", "reason": "Хватит и двух"})

    assert "Занято 1,2 МБ из 2 МБ" in text_of(galina.get(card))
    refused = anna.post(form, {**topic, "files": SimpleUploadedFile("ещё.txt", b"week " * 200_000)})
    assert "осталось" in text_of(refused)
    assert refused.status_code == 422
