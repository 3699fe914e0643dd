"""Other languages of the interface: chosen by a person, by a district, offered where a catalogue holds something."""

from functools import cache
import re
from typing import Any

from django.test import Client
from django.utils.translation import get_language, gettext, ngettext, override
import pytest

from staffroom.core.viewer import SYSTEM
from staffroom.shared.documents.actions.letterheads import set_letterhead
from staffroom.shared.documents.models import Document
from staffroom.ui import catalogue
from staffroom.ui.languages import NAMES, offered
from tests.factories import documents as papers
from tests.factories import world as factory
from tests.shared.accounts.pages import text_of
from tools import messages

OTHERS = ("tt", "sah")
said = cache(messages.said)  # all modules and templates are read for it


@pytest.fixture
def world(db: Any, frozen: Any) -> factory.World:
    return factory.make_world()


def main_language(answer: Any) -> str:
    found = re.search(r'<html lang="(\w+)"', answer.content.decode())
    assert found
    return found[1]


@pytest.mark.parametrize("language", OTHERS)
def test_a_catalogue_holds_whole_translations_of_what_the_site_says(language: str) -> None:
    """Places of values are kept; nearly all of it is still said (the tool drops the rest)."""
    known = catalogue.entries(language)

    assert len(known) > 100
    assert all(messages.keeps_places(message, forms) for message, forms in known.items())
    assert sum(message in said() for message in known) > 0.9 * len(known)


def test_editors_of_catalogues_are_understood() -> None:
    """Long strings go on over lines; doubtful and empty ones are left out."""
    text = (
        'msgid ""\nmsgstr "Language: tt\\n"\n\n#: a.html:1\nmsgid ""\n"Как показывать "\n"страницы"\n'
        'msgstr ""\n"Битләрне ничек "\n"күрсәтергә"\n\n#, fuzzy\nmsgid "Да"\nmsgstr "Юк"\n\n'
        'msgid "Нет"\nmsgstr ""\n\nmsgid "%(n)s день"\nmsgid_plural "%(n)s дня"\nmsgstr[0] "%(n)s көн"\n'
    )
    assert catalogue.read(text, 1) == {
        ("Как показывать страницы", ""): ("Битләрне ничек күрсәтергә",),
        ("%(n)s день", "%(n)s дня"): ("%(n)s көн",),
    }


@pytest.mark.parametrize(
    ("language", "one", "many"),
    [("tt", "1 көн", "5 көн"), ("sah", "1 күн", "5 күн"), ("ru", "1 день", "5 дней")],
)
def test_plurals_follow_the_language_and_fall_back_to_russian(
    language: str, one: str, many: str
) -> None:
    with override(language):
        assert ngettext("%(n)s день", "%(n)s дня", 1) % {"n": 1} == one
        assert ngettext("%(n)s день", "%(n)s дня", 5) % {"n": 5} == many
        assert gettext("Слова, которых никто не переводил") == "Слова, которых никто не переводил"
        unknown = "Осталось %(n)s попытка", "Осталось %(n)s попытки"
        assert ngettext(*unknown, 2) == unknown[1]


def test_a_person_chooses_tatar_and_his_pages_are_in_it(
    client: Client, world: factory.World
) -> None:
    """Анна chooses in the settings; menus, greetings and dates follow, other readers keep theirs."""
    client.force_login(world.anna)
    assert "Язык и вид страниц" in text_of(client.get("/account/"))
    assert "Татарча" in text_of(client.get("/ui/looks/"))

    client.post("/ui/looks/", {"language": "tt", "next": "/home/"})
    answer = client.get("/home/")

    page = text_of(answer)
    assert main_language(answer) == "tt"
    assert "Баш бит" in page
    assert "Хәерле көн" in page
    assert "Главная" not in page
    assert get_language() == "ru"  # the process speaks Russian again
    other = Client()
    other.force_login(world.boris)
    again = other.get("/home/")
    assert main_language(again) == "ru"
    assert "Баш бит" not in text_of(again)
    client.post("/ui/looks/", {"version": "low-vision"})
    client.post("/ui/looks/", {"version": "ordinary"})
    assert main_language(client.get("/home/")) == "tt"


def test_kept_parts_of_a_page_are_kept_by_language(client: Client, world: factory.World) -> None:
    """One after another, the same topic in three languages and again in the first."""
    client.force_login(world.anna)
    address = f"/p/{world.topic.pid}-{world.topic.slug}/"
    words = {"ru": "Ответить", "tt": "Җавап бирү", "sah": "Хоруйдаа"}

    for language in ("ru", "tt", "sah", "ru", "tt"):
        client.post("/ui/looks/", {"language": language})
        page = text_of(client.get(address))
        assert [code for code, word in words.items() if word in page] == [language]


def test_a_district_speaks_its_language_to_those_who_chose_none(
    client: Client, world: factory.World
) -> None:
    """Дмитрий sets Sakha for the district: guests of its pages and members read it; who chose Russian keeps it."""
    client.force_login(world.dmitry)
    form = client.get("/berezovka/staff/district/")
    assert "Саха тыла" in text_of(form)
    world.district.language = "sah"
    world.district.save(update_fields=["language"])

    guest = Client().get("/berezovka/")
    topic = Client().get(f"/p/{world.open_topic.pid}-{world.open_topic.slug}/")
    member = client.get("/home/")
    client.post("/ui/looks/", {"language": "ru"})

    assert main_language(guest) == "sah"
    assert "Саайтан көрдөөһүн" in text_of(guest)
    assert main_language(topic) == "sah"
    assert main_language(member) == "sah"
    assert main_language(client.get("/home/")) == "ru"
    assert main_language(Client().get("/zarechye/")) == "ru"


def test_the_card_of_the_district_keeps_its_language(client: Client, world: factory.World) -> None:
    """The form offers what has a catalogue and nothing else."""
    client.force_login(world.dmitry)
    sent = {
        "name": "Берёзовский район", "short_name": "Берёзовский", "founder_kind": "other", "authority": "Отдел",
        "accent": "#1c6447", "time_zone": "Europe/Moscow",
    }  # fmt: skip

    refused = client.post("/berezovka/staff/district/", {**sent, "language": "fr"})
    taken = client.post("/berezovka/staff/district/", {**sent, "language": "tt"})

    assert refused.status_code == 422
    assert taken.status_code == 302
    world.district.refresh_from_db()
    assert world.district.language == "tt"


def test_only_languages_with_words_are_offered() -> None:
    assert offered() == tuple(NAMES)
    assert catalogue.read('msgid "Да"\nmsgstr ""\n', 1) == {}


@pytest.mark.clause("BT-O.3")
def test_the_letterhead_is_in_two_languages_and_the_interface_in_tatar_or_sakha(
    client: Client, world: factory.World
) -> None:
    """The order bears both names; the same person reads the site in Tatar, then in Sakha."""
    set_letterhead(
        organization=world.organization,
        fields={
            "names": "Школа № 1", "contacts": "", "second_language": "tt", "second_names": "1 нче мәктәп",
            "second_contacts": "", "place": "", "signer_position": "Директор", "signer_name": "Д. И. Примеров",
        },
        actor=SYSTEM,
    )  # fmt: skip
    made: Document = papers.order(world)
    client.force_login(world.dmitry)
    printed = client.get(f"/berezovka/documents/{made.pid}/draft.pdf").content

    from tests.overviews.clauses.test_papers import read_pdf  # noqa: PLC0415

    assert "Школа № 1" in read_pdf(printed)
    assert "1 нче мәктәп" in read_pdf(printed)
    assert "БОЕРЫК" in read_pdf(printed)
    for language, words in (("tt", "Документлар"), ("sah", "Докумуоннар")):
        client.post("/ui/looks/", {"language": language})
        answer = client.get("/berezovka/documents/")
        assert main_language(answer) == language
        assert words in text_of(answer)
