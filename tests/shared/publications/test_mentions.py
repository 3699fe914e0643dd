"""Calling a colleague by «@» and the name, in the plain textarea."""

from typing import Any

from django.test import Client
import pytest

from staffroom.core.jobs import run_once
from staffroom.shared.communities.queries import network
from staffroom.shared.communities.queries.viewers import viewer_for
from staffroom.shared.publications.models import Comment
from tests.conftest import MOMENT
from tests.factories import world as made
from tests.factories.people import person, sign_in
from tests.shared.accounts.pages import text_of


@pytest.fixture
def world(db: Any, frozen: Any) -> made.World:
    """The small district."""
    return made.make_world()


def said(world: made.World, words: str) -> str:
    """What Анна's reply became."""
    anna = sign_in(Client(), world.anna)
    answer = anna.post(f"/p/{world.topic.pid}/comments/", {"body": words})
    assert answer.status_code == 302, text_of(answer)
    return Comment.objects.latest("pk").html


def test_a_typed_name_calls_exactly_one_colleague(world: made.World) -> None:
    """In either order, with or without what follows; he is told as by the editor's mention."""
    link = f'href="/people/{world.boris.pid}"'
    html = said(world, "Спросим: @Орлов Борис, и (@Галина Ветрова Юрьевна) тоже.")
    assert html.count('class="mention"') == 2
    assert f"{link} " in html
    assert ">@Борис Орлов</a>, и (<a" in html
    assert "</a> Юрьевна) тоже." in html
    run_once()
    told = text_of(sign_in(Client(), world.boris).get("/notices/"))
    assert "Вас упомянули в обсуждении «Как объяснить дроби»" in told


def test_a_name_is_known_without_the_dots_of_its_letter(world: made.World) -> None:
    """«Соловьева» is typed for «Соловьёва» nearly always: called, found, suggested, chosen by name."""
    made.admit(lena := person("Алёна Соловьёва"), world.district, world.organization)
    assert f'data-mention="{lena.pid}"' in said(world, "Спросим: @Алена Соловьева")
    anna = sign_in(Client(), world.anna)
    for address in ("/people/?q=соловьева", "/people/suggest/?q=соловьева"):
        assert lena.pid in anna.get(address).content.decode(), address
    viewer = viewer_for(world.anna, at=MOMENT)
    assert network.person_named(world.district.pk, "соловьева алена") == lena
    assert network.suggest(viewer, "Соловье") == [lena]


def test_what_fits_nobody_or_several_stays_as_it_was_typed(world: made.World) -> None:
    """A name of two people is told apart by the patronymic; strangers of another district are not found."""
    others = [person("Борис Орлов", patronymic=words) for words in ("Ильич", "Ефимович")]
    for one in others:
        made.admit(one, world.district, world.organization)
    for words in (
        "@Борис Орлов, помогите", "@Вера Нечаева", "boris@Борис Орлов", "@борис орлов", "@",
        "https://example.org/@Галина Ветрова",
    ):  # fmt: skip
        assert "mention" not in said(world, words), words
    html = said(world, "@Орлов Борис Ильич")
    assert f'data-mention="{others[0].pid}"' in html
    again = said(world, "<b>@Галина Ветрова</b> & co")
    assert f'data-mention="{world.galina.pid}"' in again
    assert "&lt;b&gt;<a" in again
    assert "&amp; co" in again
