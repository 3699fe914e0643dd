"""A draft written together: both save in turn, the history shows both, either restores."""

from datetime import timedelta

import pytest

from staffroom.core.richtext import from_text
from staffroom.shared.publications.actions import coauthors
from staffroom.shared.publications.actions.content import Content
from staffroom.shared.publications.actions.publishing import edit_publication
from staffroom.shared.publications.models import Publication, Revision
from tests.conftest import MOMENT
from tests.factories import materials as made
from tests.factories.world import World, acting
from tests.features.conftest import Browser
from tests.features.materials.pages import TYPED
from tests.shared.accounts.pages import text_of

pytestmark = pytest.mark.usefixtures("frozen")


def shared(world: World) -> Publication:
    shown = made.material(
        world.anna, world.community, text="Начало Анны.", is_draft=True
    ).publication
    coauthors.invite_coauthor(
        publication=shown, person=world.boris, actor=acting(world.anna), at=MOMENT
    )
    coauthors.agree(publication=shown, actor=acting(world.boris), at=MOMENT)
    shown.refresh_from_db()
    return shown


@pytest.mark.clause("BB-1.6.a")
def test_two_coauthors_save_in_turn_and_either_restores(world: World, browser: Browser) -> None:
    shown = shared(world)
    edit, past = f"/p/{shown.pid}/edit/", f"/p/{shown.pid}/history/"
    anna, boris = browser(world.anna), browser(world.boris)
    typed = {**TYPED, "act": "draft", "title": shown.title}
    assert boris.post(edit, {**typed, "body": "Середина Бориса."}).status_code == 302
    assert anna.post(edit, {**typed, "body": "Конец Анны."}).status_code == 302
    assert "Что изменилось" in text_of(boris.get(f"/p/{shown.pid}/", follow=True))
    for one in (anna, boris):
        page = text_of(one.get(past))
        for words in ("Начало Анны.", "Середина Бориса.", "Конец Анны."):
            assert words in page
        assert f"Текст: {world.anna.name}" in page
        assert f"Текст: {world.boris.name}" in page
    assert boris.post(f"{past}1/restore/").status_code == 302
    shown.refresh_from_db()
    assert shown.plain == "Начало Анны."
    assert anna.post(f"{past}2/restore/").status_code == 302
    shown.refresh_from_db()
    assert shown.plain == "Середина Бориса."
    assert anna.post(f"{past}99/restore/").status_code == 404
    assert browser(world.galina).post(f"{past}1/restore/").status_code == 404


def test_readers_learn_nothing_of_the_draft_and_what_is_read_is_corrected(
    world: World, browser: Browser
) -> None:
    shown = shared(world)
    anna, boris = browser(world.anna), browser(world.boris)
    published = anna.post(f"/p/{shown.pid}/edit/", {**TYPED, "body": "Готово."})
    assert published.status_code == 302
    past = f"/p/{shown.pid}/history/"
    Publication.objects.filter(pk=shown.pk).update(published_at=MOMENT + timedelta(minutes=1))
    assert "Начало Анны." in text_of(boris.get(past))
    assert "Начало Анны." not in text_of(browser(world.galina).get(past))
    assert boris.post(f"{past}1/restore/").status_code == 403


def test_saves_of_one_person_are_one_step_and_a_lonely_draft_keeps_none(world: World) -> None:
    shown = shared(world)

    def save(words: str, minutes: int) -> None:
        edit_publication(
            publication=shown, actor=acting(world.boris), at=MOMENT + timedelta(minutes=minutes),
            content=Content(title=shown.title, text=from_text(words)),
        )  # fmt: skip

    for minutes in (0, 3, 6, 20):
        save(f"Слова {minutes}", minutes)
    kept = Revision.objects.filter(publication=shown).order_by("pk")
    assert [row.plain for row in kept] == ["Начало Анны.", "Слова 6"]
    alone = made.material(world.anna, world.community, "Один", is_draft=True).publication
    edit_publication(
        publication=alone, actor=acting(world.anna), at=MOMENT,
        content=Content(title="Один", text=from_text("Другое")),
    )  # fmt: skip
    assert not Revision.objects.filter(publication=alone).exists()
