"""Topics of the department, and initiatives of members."""

from datetime import timedelta

import pytest

from staffroom.features.governance.models import Application, Interest, Supporter, Topic
from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.queries.rules import rules_of
from staffroom.shared.publications.models import Publication
from tests.conftest import MOMENT
from tests.factories import world as made
from tests.factories.people import person
from tests.features.governance.conftest import Browser, Cast, cast_of
from tests.queries import FEW, MANY, assert_queries_constant
from tests.shared.accounts.pages import text_of

QUERIES = 12  # of the first page: district, rules, three lists, names of authors
TOPIC = {"title": "Речь на уроке", "problem": "Дети мало говорят.", "result": "Банк приёмов"}


@pytest.mark.clause("BT-3.1.c")
def test_a_topic_gathers_interest_and_turns_into_an_application(cast: Cast, as_: Browser) -> None:
    dmitry, anna, boris = as_(cast.dmitry), as_(cast.anna), as_(cast.boris)
    assert anna.get(f"{cast.here}topics/new/").status_code == 404
    url = dmitry.post(f"{cast.here}topics/new/", TOPIC)["Location"]
    assert "Речь на уроке" in text_of(anna.get(cast.here))

    assert anna.post(f"{url}interest/", {"want": "1"})["Location"] == url
    as_(cast.vera).post(f"{url}interest/", {"want": "1"})  # of the same school
    page = text_of(anna.get(url))
    assert "Кому интересно 2 педагога" in page
    assert "Сейчас организаций: 1." in page
    assert not Application.objects.exists()
    as_(cast.vera).post(f"{url}interest/", {"want": ""})

    turned = boris.post(f"{url}interest/", {"want": "1"})

    application = Application.objects.get()
    assert turned["Location"] == f"{cast.here}{application.pid}/"
    page = text_of(boris.get(turned["Location"]))
    assert "Инициатор Управление образования" in page
    assert "Дети мало говорят." in page
    assert "Тема собрала участников" in text_of(dmitry.get("/home/"))
    assert Topic.objects.get().state == "turned"
    assert as_(cast.vera).post(f"{url}interest/", {"want": "1"}).status_code == 403

    at = turned["Location"]
    for client in (anna, boris):
        assert client.post(f"{at}consent/", {"answer": "agree"}).status_code == 302
    refused = dmitry.post(f"{at}submit/")
    assert "Не указано: срок работы." in text_of(refused)
    filled = {"kind": "problem_group", "name": TOPIC["title"], "problem": "П", "result": "Р"}
    dmitry.post(f"{at}edit/", {**filled, "ends_on": "2027-05-31"})
    dmitry.post(f"{at}people/{cast.anna.pid}/lead/")
    assert dmitry.post(f"{at}submit/").status_code == 302
    assert as_(cast.elena).post(f"{at}support/", {"control": "я"}).status_code == 302


def test_a_hundred_marks_do_not_push_the_button_away(cast: Cast, as_: Browser) -> None:
    """The first dozen stand before it, the rest in a fold, nobody is left out."""
    url = as_(cast.dmitry).post(f"{cast.here}topics/new/", TOPIC)["Location"]
    topic = Topic.objects.get()
    people = [person(f"Ольга Петрова{number}") for number in range(20)]
    Interest.objects.bulk_create(Interest(topic=topic, person=one, at=MOMENT) for one in people)

    page = as_(cast.anna).get(url).content.decode()

    fold = page.index("<details", page.index("Петрова0"))
    assert page.index("Петрова11") < fold < page.index("Петрова12") < page.index("Петрова19")
    assert "20 педагогов" in page


def test_a_topic_is_taken_off_by_who_offered_it_when_he_means_it(cast: Cast, as_: Browser) -> None:
    dmitry, anna = as_(cast.dmitry), as_(cast.anna)
    url = dmitry.post(f"{cast.here}topics/new/", TOPIC)["Location"]
    assert f"{url}close/" in dmitry.get(url).content.decode()
    assert f"{url}close/" not in anna.get(url).content.decode()
    assert "Снять тему?" in text_of(dmitry.get(f"{url}close/"))
    assert anna.get(f"{url}close/").status_code == 404
    assert Topic.objects.get().state == "open"
    assert dmitry.post(f"{url}close/")["Location"] == cast.here
    assert Topic.objects.get().state == "closed"


@pytest.mark.clause("BB-2.1.4", "OL-2.1.6")
@pytest.mark.parametrize(("profile", "state", "shown"), [
    ("berezniki", "supported", "Поддержана"), ("olekminsk", "declined", "Отклонена"),
])  # fmt: skip
@pytest.mark.usefixtures("db", "frozen")
def test_an_initiative_has_a_page_supporters_and_a_decision(
    as_: Browser, profile: str, state: str, shown: str
) -> None:
    cast = cast_of(profile)
    group = made.community(cast.district, "Молодые учителя")
    for who in (cast.anna, cast.boris, cast.vera):
        made.enrol(who, group)
    anna, boris, dmitry = as_(cast.anna), as_(cast.boris), as_(cast.dmitry)
    assert "Подать инициативу" in text_of(anna.get(cast.here))
    typed = {
        "title": "Клуб наставников",
        "body": "Давайте помогать новичкам.",
        "audience": "community",
    }
    answer = anna.post(f"/p/new/initiative/?in={group.pid}", typed)
    assert answer.status_code == 302, text_of(answer)
    page = Publication.objects.get(kind="initiative")
    url = f"/p/{page.pid}-{page.slug}/"
    assert "Поддержка инициативы 0 коллег" in text_of(anna.get(url))
    assert anna.post(f"/p/{page.pid}/support/", {"want": "1"}).status_code == 403

    for client in (boris, as_(cast.vera)):
        assert client.post(f"/p/{page.pid}/support/", {"want": "1"}).status_code == 302
    seen = text_of(dmitry.get(url))
    assert "Поддержка инициативы 2 коллеги" in seen
    assert "Борис Орлов, Вера Нечаева" in seen
    assert boris.get(f"/p/{page.pid}/support/decision/").status_code == 403
    silent = dmitry.post(f"/p/{page.pid}/support/decision/", {"state": state, "words": ""})
    assert silent.status_code == 422
    words = "Обсудим на совете в октябре."
    dmitry.post(f"/p/{page.pid}/support/decision/", {"state": state, "words": words})

    for client in (anna, boris):
        assert f"{shown} {words}" in text_of(client.get(url))
    assert shown.lower() in text_of(anna.get(cast.here))
    assert dmitry.get(f"/p/{page.pid}/support/decision/").status_code == 403


def test_many_support_an_initiative_and_the_last_may_still_step_back(
    cast: Cast, as_: Browser
) -> None:
    """The page names the first sixty, counts all, and knows the one who stands beyond them."""
    group = made.community(cast.district, "Молодые учителя")
    for who in (cast.anna, cast.boris):
        made.enrol_at_once(who, group)
    group.state = "active"
    group.save(update_fields=["state"])
    page = made.publication(cast.anna, group, "Клуб наставников", kind="initiative")
    for n in range(62):
        Supporter.objects.create(publication=page, person=person(f"Учитель {n}"), at=MOMENT)
    late = MOMENT + timedelta(hours=1)
    Supporter.objects.create(publication=page, person=cast.boris, at=late)
    url, boris = f"/p/{page.pid}-{page.slug}/", as_(cast.boris)
    seen = text_of(boris.get(url))
    assert "Поддержка инициативы 63 коллеги" in seen
    assert "и ещё 3" in seen
    assert "Больше не поддерживаю" in seen
    assert "поддержали: 63" in text_of(boris.get(cast.here))
    last = Supporter.objects.filter(publication=page).exclude(person=cast.boris).latest("pk")
    Person.objects.filter(pk=last.person_id).update(is_active=False)
    assert "поддержали: 62" in text_of(boris.get(cast.here)), "who has left supports nothing"
    assert boris.post(f"/p/{page.pid}/support/", {"want": ""}).status_code == 302
    assert "Поддержка инициативы 61 коллега" in text_of(boris.get(url))


def test_the_first_page_costs_the_same_and_leaves_nothing_out(cast: Cast, as_: Browser) -> None:
    def more(n: int) -> None:
        for number in range(n):
            Topic.objects.create(
                district=cast.district, title=f"Тема {number}", problem="П", offered_by=cast.dmitry,
                offered_at=MOMENT,
            )  # fmt: skip
            Application.objects.create(
                district=cast.district, rules_id=rules_of(cast.district).id, way="application",
                initiator_kind="person", author=cast.anna, kind="problem_group", name="Читаем",
                state="submitted", made_at=MOMENT, submitted_at=MOMENT,
            )  # fmt: skip

    assert_queries_constant(as_(cast.dmitry), cast.here, more, expected=QUERIES)

    more(FEW)
    told = [text_of(as_(cast.anna).get(f"{cast.here}?topics={page}")) for page in (1, 2)]
    assert [page.count("интересно:") for page in told] == [MANY, FEW]
