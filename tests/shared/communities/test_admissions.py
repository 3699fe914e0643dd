"""Registration in a district's network, mode by mode, as people do it in a browser without scripts."""

from datetime import timedelta

from django.core import mail
from django.test import Client
import pytest

from staffroom.core.clock import now
from staffroom.core.jobs import run_once
from staffroom.core.viewer import SYSTEM
from staffroom.shared.accounts.models import Consent, Person
from staffroom.shared.accounts.registry import Power
from staffroom.shared.communities.actions.admissions import ask_admission
from staffroom.shared.communities.models import (
    Admission,
    AdmissionState,
    Membership,
    Registration,
    ScopeKind,
)
from staffroom.shared.communities.queries.viewers import viewer_for
from staffroom.shared.organizations.models import Affiliation, Organization
from staffroom.shared.publications.models import Audience
from staffroom.shared.publications.policies import visible_publications
from tests.factories.people import PASSWORD, person, sign_in
from tests.factories.world import community, district, grant, organization, publication
from tests.shared.accounts.pages import letters_to, link_in, text_of

pytestmark = pytest.mark.django_db

NEWCOMER = {
    "last_name": "Соколова",
    "first_name": "Анна",
    "patronymic": "Петровна",
    "position": "subject_teacher",
    "subjects": ["chemistry"],
    "functions": ["homeroom_teacher"],
    "organization_words": "",
    "email": "anna@test.example",
    "password": PASSWORD,
}


class Network:
    """A district under one of the regulations, its school and its coordinator Дмитрий."""

    def __init__(self, profile: str, slug: str = "berezovka") -> None:
        self.district = district(slug, "Берёзовский район", profile=profile)
        self.school = organization(self.district)
        self.dmitry = person("Дмитрий Лаптев", email=f"dmitry@{slug}.example")
        Admission.objects.create(
            person=self.dmitry,
            district=self.district,
            state=AdmissionState.ADMITTED,
            asked_at=now(),
        )
        grant(self.dmitry, ScopeKind.DISTRICT, self.district.pk, "coordinator", Power.ADMIT)
        self.desk = f"/{slug}/staff/admissions/"
        self.door = f"/registration/{slug}/"

    def at_desk(self) -> Client:
        return sign_in(Client(), self.dmitry)

    def form(self, client: Client, **typed):
        """Agree, then send the form; gives its answer."""
        agreed = client.post(self.door, {"answer": "yes"})
        consent = agreed["Location"].partition("consent=")[2].replace("%3A", ":")
        sent = {**NEWCOMER, "organization": self.school.pid, "consent": consent, **typed}
        return client.post(f"{self.door}form/", sent)

    def register(self, client: Client, **typed):
        """Register to the end: the form, the letter, its button."""
        assert self.form(client, **typed)["Location"] == "/registration/sent/"
        letter = letters_to(typed.get("email", NEWCOMER["email"]))[-1]
        assert "Подтвердить и войти" in text_of(client.get(link_in(letter)))
        return client.post(link_in(letter))

    def waiting(self, name: str, *, days: int = 0, **fields) -> Admission:
        """Somebody who asked so many days ago."""
        who = person(name, position="subject_teacher")
        made = ask_admission(
            person=who,
            district=self.district,
            position=fields.pop("position", "subject_teacher"),
            organization=fields.pop("organization", self.school),
            actor=SYSTEM,
            at=now() - timedelta(days=days),
            **fields,
        )
        run_once()
        return made

    def act(self, client: Client, act: str, *chosen: Admission, words: str = "", **more):
        return client.post(
            f"{self.desk}decide/",
            {"act": act, "chosen": [row.pid for row in chosen], "words": words, **more},
        )


@pytest.fixture
def tula():
    return Network("tula")


@pytest.fixture
def olekminsk():
    return Network("olekminsk")


# ---- the form ----------------------------------------------------------------------------------


def test_the_consent_is_a_screen_of_its_own_and_comes_first(client, tula):
    screen = client.get(tula.door)
    assert "Я даю согласие оператору" in text_of(screen)
    assert 'type="checkbox"' not in screen.content.decode()
    refused = client.post(tula.door, {"answer": "no"})
    assert "Ничего не записано" in text_of(refused)
    assert client.get(f"{tula.door}form/")["Location"] == tula.door  # no way round it
    assert client.post(f"{tula.door}form/", NEWCOMER)["Location"] == tula.door
    assert Registration.objects.count() == Person.objects.filter(email="anna@test.example").count()


def test_nothing_stands_before_the_letter_is_answered(client, tula):
    answer = tula.form(client)
    assert answer["Location"] == "/registration/sent/"
    assert not Person.objects.filter(email="anna@test.example").exists()
    letter = letters_to("anna@test.example")[-1]
    client.get(link_in(letter))
    assert not Person.objects.filter(email="anna@test.example").exists()  # a scanner opened it
    client.post(link_in(letter))
    anna = Person.objects.get(email="anna@test.example")
    assert anna.name == "Анна Соколова"
    assert [row.code for row in anna.subjects.all()] == ["chemistry"]
    consent = Consent.objects.get(person=anna)
    assert (consent.purpose, consent.text_version, consent.address) == (
        "membership",
        1,
        "127.0.0.1",
    )
    assert client.post(link_in(letter)).status_code == 410  # once


def test_a_taken_address_answers_the_same_and_tells_only_its_owner(client, tula):
    boris = person("Борис Орлов", email="boris@test.example")
    free = tula.form(client)
    taken = tula.form(Client(), email="boris@test.example")
    assert (free.status_code, free["Location"]) == (taken.status_code, taken["Location"])
    assert free.content == taken.content
    letter = letters_to(boris.email)[-1]
    assert letter.subject == "У вас уже есть аккаунт в «Учительской»"
    assert Person.objects.filter(email=boris.email).count() == 1


def test_mistakes_are_said_and_everything_typed_is_kept(client, tula):
    answer = tula.form(
        client, password="короче", organization="not-listed", email="не почта", last_name="Сок0лова"
    )
    assert answer.status_code == 422
    page, html = text_of(answer), answer.content.decode()
    assert "Адрес почты выглядит так" in page
    assert "Напишите название организации." in page
    assert "Только буквы" in page
    assert 'value="Анна"' in html
    assert 'value="chemistry"' in html
    assert "короче" not in html
    assert Registration.objects.count() == 0
    weak = tula.form(client, password="короче")
    assert "Пароль короткий: нужно не меньше 8 знаков" in text_of(weak)
    assert Registration.objects.count() == 0


def test_a_form_sent_twice_makes_one_account(client, tula):
    tula.form(client)
    tula.form(client)
    letters = letters_to("anna@test.example")
    client.post(link_in(letters[0]))
    assert client.post(link_in(letters[1])).status_code == 410
    assert Person.objects.filter(email="anna@test.example").count() == 1


def test_a_form_without_an_answer_is_erased_in_three_days(client, tula, frozen):
    tula.form(client)
    letter = letters_to("anna@test.example")[-1]
    frozen.shift(timedelta(days=3, minutes=1))
    assert client.get(link_in(letter)).status_code == 410
    frozen.shift(timedelta(days=1))
    run_once()
    assert Registration.objects.count() == 0


def test_choosing_a_district(client, tula):
    assert client.get("/registration/")["Location"] == tula.door
    Network("olekminsk", slug="lena")
    page = text_of(client.get("/registration/"))
    assert "Где вы работаете?" in page


# ---- modes (registration.mode) ----------------------------------------------------------------------


@pytest.mark.clause("BB-1.8.a")
def test_the_profiles_positions_are_offered_and_another_leads_to_a_decision(client):
    place = Network("berezniki")
    agreed = client.post(place.door, {"answer": "yes"})
    form = client.get(agreed["Location"])
    html = form.content.decode()
    named, others = (
        html.index("Должности участников"),
        html.index("Другие: решение примут отдельно"),
    )
    assert named < html.index("Учитель-предметник") < others
    assert named < html.index("Воспитатель") < others
    assert others < html.index("Педагог-психолог")
    answer = place.register(client, position="school_psychologist")
    assert answer["Location"] == f"{place.door}mine/"
    assert "Ждёт решения" in text_of(client.get(answer["Location"]))
    teacher = Client()
    answer = place.register(teacher, email="t@test.example")
    assert answer["Location"] == f"{place.door}welcome/"


def test_self_admits_at_once(client, tula):
    answer = tula.register(client)
    assert answer["Location"] == "/registration/berezovka/welcome/"
    assert "Добро пожаловать, Анна!" in text_of(client.get(answer["Location"]))
    row = Admission.objects.get(person__email="anna@test.example")
    assert (row.state, row.mode, row.decided_by) == ("admitted", "self", None)
    assert row.rules_id is not None
    assert letters_to("anna@test.example")[-1].subject == "Вы участник: Берёзовский район"


def test_self_checked_admits_at_once_and_the_organisation_is_confirmed_later(client):
    place = Network("berezniki")
    place.register(client)
    anna = Person.objects.get(email="anna@test.example")
    assert anna.workplace == "Школа № 1"
    assert not Affiliation.objects.get(person=anna).is_confirmed
    desk = place.at_desk()
    tab = f"{place.desk}?tab=unconfirmed"
    assert "Соколова Анна Петровна" in text_of(desk.get(tab))
    row = Admission.objects.get(person=anna)
    done = place.act(desk, "confirm", row, tab="unconfirmed")
    assert done.status_code == 302
    assert Affiliation.objects.get(person=anna).is_confirmed
    assert "Соколова" not in text_of(desk.get(tab))


def test_self_checked_with_an_unlisted_organisation_waits(client):
    place = Network("berezniki")
    answer = place.register(client, organization="not-listed", organization_words="Школа в Усолье")
    assert answer["Location"].endswith("/mine/")
    page = text_of(place.at_desk().get(place.desk))
    assert "Школа в Усолье" in page
    assert "нет в списке организаций" in page


def test_outsiders_are_offered_guest_not_member(client):
    """BB-1.1.b: who works in another district is a guest."""
    place = Network("berezniki")
    answer = place.register(client, organization="elsewhere", organization_words="Пермь, школа 7")
    page = text_of(client.get(answer["Location"]))
    assert "Вы гость этой сети" in page
    row = Admission.objects.get(person__email="anna@test.example")
    assert (row.state, row.is_outsider) == ("guest", True)
    assert not Affiliation.objects.filter(person=row.person).exists()
    assert client.get(f"{place.door}welcome/")["Location"] == f"{place.door}mine/"


def test_somebody_from_the_next_district_applies_as_a_guest(tula):
    other = Network("olekminsk", slug="lena")
    vera = person("Вера Нечаева", position="subject_teacher", workplace="Лицей № 7")
    lyceum = organization(tula.district, "Лицей № 7")
    Affiliation.objects.create(person=vera, organization=lyceum, position="subject_teacher")
    client = sign_in(Client(), vera)
    page = client.get("/registration/lena/apply/")
    assert "сюда вас примут гостем" in text_of(page)
    assert 'value="elsewhere" selected' in page.content.decode()
    typed = {"organization": "elsewhere", "organization_words": "Лицей № 7", "position": "head"}
    assert client.post("/registration/lena/apply/", typed).status_code == 302
    row = Admission.objects.get(person=vera)
    assert (row.state, row.is_outsider) == ("waiting", True)
    other.act(other.at_desk(), "admit", row)
    row.refresh_from_db()
    assert row.state == "guest"


@pytest.mark.clause("OL-1.4.a")
def test_until_admitted_a_person_sees_public_pages_only(client, olekminsk):
    group = community(olekminsk.district)
    hidden = publication(olekminsk.dmitry, group, "Только для своих")
    answer = olekminsk.register(client)
    assert answer["Location"] == "/registration/berezovka/mine/"
    page = text_of(client.get(answer["Location"]))
    assert "Ждёт решения" in page
    assert "Заявку решает координатор сети." in page
    viewer = client.get(f"/people/{olekminsk.dmitry.pid}")
    assert viewer.status_code == 404
    anna = Person.objects.get(email="anna@test.example")
    assert not readable(anna, hidden.pk)
    row = Admission.objects.get(person=anna)
    olekminsk.act(olekminsk.at_desk(), "admit", row)
    assert client.get(f"/people/{olekminsk.dmitry.pid}").status_code == 200


def readable(who: Person, publication_id: int) -> bool:
    return visible_publications(viewer_for(who, at=now())).filter(pk=publication_id).exists()


def test_by_organization_its_representative_decides_for_his_own_only(client):
    place = Network("baltasi")
    irina, outsider = person("Ирина Директорова", email="irina@test.example"), person("Олег Другой")
    place.school.representative = irina
    place.school.save(update_fields=["representative"])
    lyceum = organization(place.district, "Лицей № 7")
    ours, theirs = place.waiting("Анна Соколова"), place.waiting("Борис Орлов", organization=lyceum)
    assert ours.state == "waiting"
    desk = sign_in(Client(), irina)
    page = text_of(desk.get(place.desk))
    assert "Соколова Анна" in page
    assert "Орлов Борис" not in page
    place.act(desk, "admit", ours)
    ours.refresh_from_db()
    assert (ours.state, ours.decided_by) == ("admitted", irina)
    assert Affiliation.objects.get(person=ours.person).is_confirmed
    assert place.act(desk, "admit", theirs).status_code == 422
    theirs.refresh_from_db()
    assert theirs.state == "waiting"
    assert sign_in(Client(), outsider).get(place.desk).status_code == 404


def test_by_centre_waits_and_says_so(client):
    place = Network("petrodvorets")
    answer = place.register(client)
    assert "Заявку решает методический центр." in text_of(client.get(answer["Location"]))


@pytest.mark.clause("PD-4.2")
def test_an_administrator_joins_with_the_rights_of_a_teacher():
    place = Network("petrodvorets")
    rights = []
    for position in ("subject_teacher", "head"):
        row = place.waiting(f"Имя {position.title().replace('_', '')}", position=position)
        place.act(place.at_desk(), "admit", row)
        row.refresh_from_db()
        client = sign_in(Client(), row.person)
        group = community(place.district, f"Сообщество {position}")
        colleague = client.get(f"/people/{place.dmitry.pid}").status_code
        rights.append((row.state, colleague, reads_of(row.person, place, group)))
    assert rights[0] == rights[1]
    assert rights[0][:2] == ("admitted", 200)


def reads_of(who: Person, place: Network, group) -> bool:
    shown = publication(place.dmitry, group, "Для района", audience=Audience.DISTRICT)
    return readable(who, shown.pk)


# ---- the queue (OL-3.2.4.b) -----------------------------------------------------------------------


@pytest.mark.clause("OL-3.2.4.b")
def test_the_coordinator_admits_refuses_with_a_reason_and_asks_again(client, olekminsk):
    olekminsk.register(client)
    anna = Admission.objects.get(person__email="anna@test.example")
    boris = olekminsk.waiting("Борис Орлов", days=5)
    galina = olekminsk.waiting("Галина Ветрова", days=2)
    desk = olekminsk.at_desk()
    page = text_of(desk.get(olekminsk.desk))
    order = [page.index(name) for name in ("Орлов Борис", "Ветрова Галина", "Соколова Анна")]
    assert order == sorted(order)  # oldest first
    assert "5 дней" in page
    assert "2 дня" in page
    assert "Школа № 1" in page
    assert "Учитель-предметник" in page

    empty = olekminsk.act(desk, "refuse", boris)
    assert empty.status_code == 422
    assert "Напишите причину отказа" in text_of(empty)
    assert f'value="{boris.pid}" checked' in empty.content.decode()

    olekminsk.act(desk, "refuse", boris, words="Вы не работаете в районе.")
    letter = letters_to(boris.person.email)[-1]
    assert "Вы не работаете в районе." in letter.body
    own = sign_in(Client(), boris.person).get("/registration/berezovka/mine/")
    assert "Вы не работаете в районе." in text_of(own)

    olekminsk.act(desk, "ask", anna, words="В какой группе вы работаете?")
    assert "В какой группе вы работаете?" in letters_to("anna@test.example")[-1].body
    mine = client.get("/registration/berezovka/mine/")
    assert "В какой группе вы работаете?" in text_of(mine)
    client.post("/registration/berezovka/mine/", {"words": "В старшей группе."})
    assert "Ответ: В старшей группе." in text_of(desk.get(olekminsk.desk))

    done = olekminsk.act(desk, "admit", anna, galina)
    assert "Приняты 2 заявки." in text_of(desk.get(done["Location"]))
    assert letters_to("anna@test.example")[-1].subject == "Вы участник: Берёзовский район"
    states = Admission.objects.filter(pk__in=[anna.pk, boris.pk, galina.pk]).order_by("pk")
    assert [row.state for row in states] == ["admitted", "refused", "admitted"]


def test_those_who_decide_get_one_letter_for_all_that_came(olekminsk, frozen):
    olekminsk.waiting("Анна Соколова")
    olekminsk.waiting("Борис Орлов")
    assert [letter for letter in mail.outbox if letter.to == ["dmitry@berezovka.example"]] == []
    frozen.shift(timedelta(minutes=11))
    (letter,) = letters_to("dmitry@berezovka.example")
    assert letter.subject == "Заявки на участие ждут решения: Берёзовский район"
    assert "2 заявки" in letter.body


def test_nobody_decides_his_own(olekminsk):
    olekminsk.waiting("Анна Соколова")
    Admission.objects.filter(person=olekminsk.dmitry).update(state="waiting")
    own = Admission.objects.get(person=olekminsk.dmitry)
    desk = olekminsk.at_desk()
    page = desk.get(olekminsk.desk)
    assert f'value="{own.pid}"' not in page.content.decode()
    refused = olekminsk.act(desk, "admit", own)
    assert refused.status_code == 422
    assert "Свою заявку решает кто-то другой." in text_of(refused)
    own.refresh_from_db()
    assert own.state == "waiting"


def test_a_decision_is_made_once(olekminsk):
    anna = olekminsk.waiting("Анна Соколова")
    desk = olekminsk.at_desk()
    olekminsk.act(desk, "admit", anna)
    again = olekminsk.act(desk, "refuse", anna, words="Передумали")
    assert "Ничего не изменилось: решение по этим заявкам уже приняли." in text_of(
        desk.get(again["Location"])
    )
    anna.refresh_from_db()
    assert anna.state == "admitted"
    run_once()
    assert [letter.subject for letter in mail.outbox if letter.to == [anna.person.email]] == [
        "Вы участник: Берёзовский район"
    ]


def test_a_coordinator_of_another_district_sees_and_decides_nothing(olekminsk):
    anna = olekminsk.waiting("Анна Соколова")
    other = Network("tula", slug="lena")
    stranger = other.at_desk()
    assert stranger.get(olekminsk.desk).status_code == 404
    assert olekminsk.act(stranger, "admit", anna).status_code == 404
    assert other.act(stranger, "admit", anna).status_code == 422  # through his own queue
    anna.refresh_from_db()
    assert anna.state == "waiting"


def test_the_applicant_takes_it_back_and_asks_again(client, olekminsk):
    olekminsk.register(client)
    client.post("/registration/berezovka/mine/withdraw/")
    assert "Заявка забрана" in text_of(client.get("/registration/berezovka/mine/"))
    assert "Соколова" not in text_of(olekminsk.at_desk().get(olekminsk.desk))
    typed = {"organization": olekminsk.school.pid, "position": "head"}
    for _ in range(2):
        client.post("/registration/berezovka/apply/", typed)
    row = Admission.objects.get(person__email="anna@test.example")
    assert (row.state, row.position) == ("waiting", "head")


def test_filters_and_search(olekminsk):
    lyceum = organization(olekminsk.district, "Лицей № 7")
    olekminsk.waiting("Анна Соколова")
    olekminsk.waiting("Борис Орлов", organization=lyceum)
    desk = olekminsk.at_desk()
    page = text_of(desk.get(olekminsk.desk, {"organization": lyceum.pid}))
    assert "Орлов" in page
    assert "Соколова" not in page
    page = text_of(desk.get(olekminsk.desk, {"q": "сок"}))
    assert "Соколова" in page
    assert "Орлов" not in page


def test_the_queue_is_paged_and_the_next_page_goes_on(olekminsk):
    for number in range(32):
        olekminsk.waiting(f"Имя Фамилия{chr(1072 + number % 32)}", days=40 - number)
    desk = olekminsk.at_desk()
    first = desk.get(olekminsk.desk)
    html = first.content.decode()
    assert html.count('name="chosen"') == 30
    more = (
        html.partition('id="more"><a class="btn" href="')[2].partition('"')[0].replace("&amp;", "&")
    )
    second = desk.get(f"{olekminsk.desk}{more}").content.decode()
    assert second.count('name="chosen"') == 2


def test_what_is_decided_stands_newest_first_with_nothing_to_tick(olekminsk):
    for number in range(32):
        olekminsk.waiting(f"Имя Фамилия{chr(1072 + number % 32)}", days=40 - number)
    Admission.objects.filter(state="waiting").update(state="admitted", decided_at=now())
    desk = olekminsk.at_desk()
    first = desk.get(olekminsk.desk, {"tab": "decided"}).content.decode()
    assert 'name="chosen"' not in first
    assert "Решено" in first
    assert first.index("Фамилияя") < first.index("Фамилияю")
    more = (
        first.partition('id="more"><a class="btn" href="')[2]
        .partition('"')[0]
        .replace("&amp;", "&")
    )
    second = text_of(desk.get(f"{olekminsk.desk}{more}"))
    assert "Фамилияа" in second
    assert "Фамилияя" not in second


@pytest.mark.parametrize("rows", [1, 30])
def test_the_queue_costs_the_same_for_one_and_for_many(rows, olekminsk, django_assert_num_queries):
    for number in range(rows):
        olekminsk.waiting(f"Имя Фамилия{chr(1072 + number)}")
    desk = olekminsk.at_desk()
    desk.get(olekminsk.desk)
    with django_assert_num_queries(QUEUE_QUERIES):
        desk.get(olekminsk.desk)


QUEUE_QUERIES = 10


# ---- after admission -------------------------------------------------------------------------------


@pytest.mark.clause("TV-A.2")
def test_a_chemistry_teacher_is_offered_the_natural_science_group_and_may_choose_another(
    client, tula
):
    science = community(
        tula.district, "Учителя естественных наук", subjects=["chemistry", "biology"],
        positions=["subject_teacher"],
    )  # fmt: skip
    music = community(tula.district, "Учителя музыки", subjects=["music"])
    answer = tula.register(client)
    page = text_of(client.get(answer["Location"]))
    assert science.name in page
    assert music.name not in page
    assert "Все сообщества" in page
    html = client.get(answer["Location"]).content.decode()
    assert f'action="/berezovka/c/{science.pid}-{science.slug}/enter/"' in html


def test_the_first_sign_in_leads_to_communities_and_the_next_ones_do_not(client, tula):
    tula.register(client)
    client.post("/account/sign-out/")
    entered = {"email": "anna@test.example", "password": PASSWORD}
    assert (
        client.post("/account/sign-in/", entered)["Location"] == "/registration/berezovka/welcome/"
    )
    anna = Person.objects.get(email="anna@test.example")
    group = community(tula.district)
    Membership.objects.create(person=anna, community=group, state="active", since=now())
    client.post("/account/sign-out/")
    assert client.post("/account/sign-in/", entered)["Location"] == "/"


def test_who_waits_comes_to_his_application(client, olekminsk):
    olekminsk.register(client)
    client.post("/account/sign-out/")
    entered = {"email": "anna@test.example", "password": PASSWORD}
    assert client.post("/account/sign-in/", entered)["Location"] == "/registration/berezovka/mine/"


@pytest.mark.clause("TV-1.1.a")
def test_a_teacher_who_changes_school_keeps_account_and_record(client, tula):
    tula.register(client)
    anna = Person.objects.get(email="anna@test.example")
    group = community(tula.district)
    written = publication(anna, group, "Опыты без реактивов")
    lena = Network("tula", slug="lena")
    lena_school = Organization.objects.get(district=lena.district)
    typed = {"organization": lena_school.pid, "position": "primary_teacher"}
    answer = client.post("/registration/lena/apply/", typed)
    assert answer["Location"] == "/registration/lena/welcome/"  # communities are offered anew
    anna.refresh_from_db()
    assert (anna.workplace, anna.position) == ("Школа № 1", "primary_teacher")
    places = Affiliation.objects.filter(person=anna).order_by("pk")
    assert [(row.organization, row.to_on is None) for row in places] == [
        (tula.school, False),
        (lena_school, True),
    ]
    assert Person.objects.filter(email="anna@test.example").count() == 1
    written.refresh_from_db()
    assert written.author_id == anna.pk
    assert Admission.objects.filter(person=anna, state="admitted").count() == 2
