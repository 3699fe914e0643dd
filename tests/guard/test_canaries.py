"""Closed words reach nobody who may not read them, by no door (G-01, G-02, G-03, AT-02)."""

from collections.abc import Iterator
from typing import Any

from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import reverse
import pytest
import time_machine

from staffroom.config.routes import routes
from staffroom.core.live.bus import may_listen
from staffroom.features.collections.models import Recommendation
from staffroom.features.materials.models import Use
from staffroom.shared.accounts.actions.own_data import gather_archive
from staffroom.shared.accounts.models import OwnArchive, Person
from staffroom.shared.communities.queries.viewers import viewer_for
from staffroom.shared.notifications.models import MailSetting, NoticeRow
from staffroom.shared.notifications.queries.digests import digest
from staffroom.shared.notifications.queries.notices import shown
from staffroom.shared.search.queries.colleagues import suggestions
from tests.conftest import MOMENT
from tests.guard import walking
from tests.guard.canaries import DISTRICT, INSIDE, ROLES, Aviary, make_aviary

pytestmark = pytest.mark.django_db

OUTSIDE = [role for role in ROLES if role not in INSIDE]
FEWER = ("guest", "newcomer", "stranger", "neighbour", "technician", "member")
WALKED_TWICE = {"member"}  # on both databases: he meets most; the others on SQLite alone
AS_PARTS = {"guest"}  # who asks for each page as a part of it too
SEARCHES = (
    "/search/?q={}", "/search/?what=person&q={}", "/search/hints/?q={}", "/people/?q={}", "/people/suggest/?q={}",
)  # fmt: skip
UNKNOWN = "kanareikanevedomayaqz"  # a word of the same make that stands nowhere


@pytest.fixture
def _django_db_helper() -> None:
    """In place of a transaction for each test: all of them share one (see `aviary`)."""


@pytest.fixture(scope="module")
def aviary(django_db_setup: None, django_db_blocker: Any) -> Iterator[Aviary]:
    """One world with closed things of every kind."""
    with (
        time_machine.travel(MOMENT, tick=False),
        django_db_blocker.unblock(),
        transaction.atomic(),
    ):
        yield make_aviary()
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _undone(aviary: Aviary) -> Iterator[None]:
    """What a walk leaves (read marks, counts of views) is undone."""
    cache.clear()
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def walk(aviary: Aviary, role: str) -> tuple[dict[str, set[str]], list[str]]:
    """Canary → names of the routes that showed it to the role; addresses that broke."""
    met: dict[str, set[str]] = {}
    broken: list[str] = []
    client = walking.browser(aviary, role)
    client.post("/account/data/archive/")
    for archive in OwnArchive.objects.filter(ready_at=None):
        gather_archive(archive=archive, at=MOMENT)
    ground = walking.Ground()
    for route in ground.routes:
        for address in walking.addresses(route, ground):
            for headers in walking.WAYS[: 2 if role in AS_PARTS else 1]:
                for answer in walking.go(client, address, headers):
                    broken += [address] if answer.status_code >= 500 else []
                    words = walking.received(answer)
                    for word in aviary.words_in(words):
                        met.setdefault(word, set()).add(route.name)
                if answer.status_code != 200:
                    break  # a refusal has no parts
    return met, broken


@pytest.mark.slow
@pytest.mark.timeout(600)  # hundreds of pages: long on a busy machine
@pytest.mark.parametrize(
    "role",
    [pytest.param(role, marks=[] if role in WALKED_TWICE else pytest.mark.once) for role in ROLES],
)
def test_a_walk_over_every_address_meets_what_the_role_may_read_and_nothing_else(
    role: str, aviary: Aviary
) -> None:
    """Every route that answers GET, filled with everything that stands, as a page and as its part.

    A word that is met by none of those who may read it would prove nothing, so they must meet it.
    """
    met, broken = walk(aviary, role)
    if role == "author":  # the law gives a person everything that is kept of him
        for word in aviary.gone & met.keys():
            met[word] -= {"accounts:data-download"}
    leaks = [
        f"{word} at {where}"
        for word, where in met.items()
        if where and role not in aviary.may[word]
    ]
    assert "\n".join(leaks) == ""
    assert broken == []
    unmet = [word for word, may in aviary.may.items() if role in may and word not in met]
    assert "\n".join(unmet) == ""


@pytest.mark.parametrize("role", FEWER)
def test_the_search_answers_a_closed_word_as_a_word_that_stands_nowhere(
    role: str, aviary: Aviary
) -> None:
    """Results, counts, hints and tabs: the whole page is the same but for the word itself."""
    client = walking.browser(aviary, role)
    closed = [word for word, may in aviary.may.items() if role not in may]
    people = [aviary.known(what) for what in ("фамилия", "осебе", "почта", "связь", "заявка")]
    asked = [(place, closed if place == "/search/?q={}" else people) for place in SEARCHES]
    assert [
        (place, word)
        for place, words in asked
        for nothing in [_told(client, place)]
        for word in words
        if role not in aviary.may[word] and _told(client, place, word) != nothing
    ] == []


def _told(client: Client, place: str, word: str = UNKNOWN) -> tuple[int, str]:
    answer = client.get(place.format(word))
    return answer.status_code, walking.unchanging(answer).replace(word, UNKNOWN)


def test_the_search_does_find_closed_words_for_those_who_may_read_them(aviary: Aviary) -> None:
    """The twin of the test above: without it a search that finds nothing would pass."""
    member = walking.browser(aviary, "member")
    for what in (
        "закрытаяназвание",
        "закрытаяметка",
        "закрытаяправка",
        "ответправка",
        "строкаплана",
        "проект",
    ):
        assert _told(member, "/search/?q={}", aviary.known(what)) != _told(member, "/search/?q={}")
    neighbour, surname = walking.browser(aviary, "neighbour"), aviary.known("фамилия")
    for place in SEARCHES:
        assert _told(neighbour, place, surname) != _told(neighbour, place), place


@pytest.mark.parametrize(
    "role",
    [pytest.param(role, marks=[] if role in WALKED_TWICE else pytest.mark.once) for role in FEWER],
)
def test_forbidden_and_absent_look_alike(role: str, aviary: Aviary) -> None:
    """Reading and writing: the same status and the same bytes, so nothing tells that it exists."""
    client = walking.browser(aviary, role)
    closed = [pid for pid, may in aviary.pids.items() if role not in may][:2]
    told = []
    for name, address, method in _doors(aviary):
        absent = _answer(client, method, address(walking.ABSENT), walking.ABSENT)
        told += [
            (name, method, pid)
            for pid in closed
            if _answer(client, method, address(pid), pid) != absent
        ]
    assert told == []


def _doors(aviary: Aviary) -> Iterator[tuple[str, Any, str]]:
    """Every route under a publication, by its methods; a person in it is one who stands there."""
    named = {"person_pid": (aviary.cast["author"].pid,)}  # type: ignore[union-attr]  # no guest
    named["use_pid"] = (Use.objects.get().pid,)
    named["advice"] = (Recommendation.objects.get().pid,)
    named["step_pid"] = ("y" * len(walking.ABSENT),)  # of no work: only the publication differs
    for route in routes():
        names = walking.parameters(route)
        if "pid" not in names or not route.path.startswith("/p/"):
            continue
        known = {**walking.WORDS, **named}
        words = {
            name: known.get(f"{route.name}:{name}") or known[name]
            for name in names
            if name != "pid"
        }
        rest = {name: one[0] for name, one in words.items()}
        for method in route.methods:
            yield (
                route.name,
                lambda pid, route=route, rest=rest: reverse(
                    route.name, kwargs={"pid": pid, **rest}
                ),
                method,
            )


def _answer(client: Client, method: str, address: str, pid: str) -> tuple[int, str, str]:
    with transaction.atomic():
        answer = client.generic(method, address)
        transaction.set_rollback(True)
    where = answer.headers.get("Location", "")
    return answer.status_code, where.replace(pid, "…"), walking.unchanging(answer).replace(pid, "…")


@pytest.mark.parametrize("role", ROLES)
def test_open_pages_hear_nothing_of_closed_things(role: str, aviary: Aviary) -> None:
    viewer = viewer_for(aviary.cast[role], at=MOMENT)
    heard = {pid for pid in aviary.pids if may_listen(viewer, f"publication:{pid}")}
    assert heard == {pid for pid, may in aviary.pids.items() if role in may}
    others = [one for one in aviary.cast.values() if one and one.pid != viewer.pid]
    assert not any(may_listen(viewer, f"bell:{one.pid}") for one in others)
    assert not may_listen(viewer, "unknown:1")


@pytest.mark.parametrize("role", [role for role in ROLES if role != "guest"])
def test_letters_tell_only_what_their_reader_may_read(role: str, aviary: Aviary) -> None:
    """The digest, and the words of a notice of every closed thing, were it addressed to him."""
    person = aviary.cast[role]
    assert isinstance(person, Person)
    viewer = viewer_for(person, at=MOMENT)
    rows = [
        NoticeRow.objects.create(
            person=person, kind="publications.answer", publication_id=key, at=MOMENT,
            text="Ответ в {publication}: {reason}", mail=NoticeRow.Mail.DIGEST,
        )
        for key in aviary.keys
    ]  # fmt: skip
    told = digest(viewer, person, MailSetting(person=person), at=MOMENT)
    letter = " ".join(line.words + line.href for line in told.lines)
    letter += " ".join(one.words + one.outer_words + one.href for one in shown(viewer, rows))
    assert [word for word, may in aviary.may.items() if word in letter and role not in may] == []
    if role in INSIDE:
        assert aviary.known("закрытаяназвание") in letter


def test_names_are_suggested_inside_the_network_alone(aviary: Aviary) -> None:
    surname = aviary.known("фамилия")
    for role, person in aviary.cast.items():
        found = str(suggestions(viewer_for(person, at=MOMENT), surname.title())).lower()
        assert (surname in found) == (role in DISTRICT), role


def test_a_form_sent_again_by_somebody_else_does_not_lead_to_the_first_ones_thing(
    aviary: Aviary,
) -> None:
    """The key of a form belongs to its person: another gets his own thing, or his own refusal."""
    data = {"body": "Один и тот же ответ", "once": "one-key-for-both"}
    where = reverse("publications:comment", args=[aviary.world.topic.pid])
    mine = walking.browser(aviary, "member").post(where, data)
    again = walking.browser(aviary, "member").post(where, data)
    other = walking.browser(aviary, "author").post(where, data)
    stranger = walking.browser(aviary, "stranger").post(where, data)
    assert (mine.status_code, again["Location"]) == (302, mine["Location"])
    assert other["Location"] != mine["Location"]
    assert (stranger.status_code, "Location" in stranger.headers) == (404, False)
