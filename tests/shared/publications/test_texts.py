"""Texts of publications: whom they name, and that every kept text is cleaned again."""

import pytest

from staffroom.core.richtext import clean, every_text_column, reclean_all
from staffroom.shared.accounts.models import Person
from staffroom.shared.publications.actions import comments
from staffroom.shared.publications.models import Comment
from tests.factories import world as made

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> made.World:
    return made.make_world()


def test_a_mention_bears_the_persons_own_name_and_nobody_is_named_who_left(
    world: made.World,
) -> None:
    Person.objects.filter(pk=world.vera.pk).update(is_active=False)
    text = clean(
        f'<p><span data-mention="{world.anna.pid}">@Директор</span>,'
        f' <span data-mention="{world.vera.pid}">@Вера</span></p>'
    )
    assert text.plain == "@Анна Соколова, @Вера"
    assert text.mentions == (world.anna.pid,)


def test_every_cleaned_text_is_cleaned_again_by_new_rules(world: made.World) -> None:
    columns = {(column.model, column.html) for column in every_text_column()}
    assert columns >= {
        ("publications.Publication", "html"),
        ("publications.Comment", "html"),
        ("publications.Revision", "html"),
        ("communities.Community", "about_html"),
        ("communities.Block", "html"),
        ("organizations.District", "about_html"),
    }
    said = comments.add_comment(
        publication=world.topic, text=clean("<p>Вот</p>"), actor=made.acting(world.boris),
        at=world.topic.bumped_at,
    )  # fmt: skip
    dirty = "<p>Вот</p><marquee onstart=x>так</marquee>"
    Comment.objects.filter(pk=said.pk).update(html=dirty, rules=0)
    reclean_all()
    said.refresh_from_db()
    assert (said.html, said.plain) == (clean(dirty).html, clean(dirty).plain)
    assert "marquee" not in said.html
    assert said.rules == clean(dirty).version
