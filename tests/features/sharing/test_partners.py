"""Organisations seek common interests: a page with themes, a proposal by form, an answer in term (OL-3.7.a)."""

from typing import Any

from django.test import Client
from django.urls import reverse

from staffroom.core.jobs import run_once
from staffroom.core.sorting import sort_key
from staffroom.features.sharing.models import PartnerCard, Proposal
from staffroom.overviews.site.models import Inquiry
from staffroom.shared.duties.models import Duty
from staffroom.shared.organizations.models import Organization
from tests.conftest import MOMENT
from tests.features.governance.conftest import Cast
from tests.features.sharing.conftest import Browser, school
from tests.queries import assert_queries_constant
from tests.shared.accounts.pages import text_of

HERE = "/balta/sharing/partners/"


def page_of(cast: Cast, name: str) -> str:
    """The address of an organisation's page."""
    return f"{HERE}{school(cast, name).pid}/"


def described(cast: Cast, as_: Browser) -> None:
    """Both schools have said what they seek; they have robots in common."""
    for who, name, themes in (
        (cast.anna, "Школа № 1", "Робототехника\nКраеведение\nробототехника"),
        (cast.boris, "Школа № 2", "робототехника"),
    ):
        data = {"about": "Сельская школа у реки", "more": themes, "seeks": "Ищем пару для смены"}
        answer = as_(who).post(f"{page_of(cast, name)}describe/", data)
        assert answer.status_code == 302, text_of(answer)


def proposed(cast: Cast, as_: Browser, **more: Any) -> str:
    """Борис proposes cooperation to the school of Анна; the address of the proposal."""
    data = {
        "proposer": school(cast, "Школа № 2").pid, "themes": ["Робототехника"],
        "words": "Проведём общую смену в июне", **more,
    }  # fmt: skip
    answer = as_(cast.boris).post(f"{page_of(cast, 'Школа № 1')}propose/", data)
    assert answer.status_code == 302, text_of(answer)
    return str(answer["Location"])


def test_organisations_find_a_common_theme_and_one_proposes_cooperation_to_the_other(
    cast: Cast, as_: Browser
) -> None:
    anna, boris, vera = as_(cast.anna), as_(cast.boris), as_(cast.vera)
    assert vera.get(f"{page_of(cast, 'Школа № 1')}describe/").status_code == 403
    described(cast, as_)
    listed = text_of(boris.get(HERE))
    assert "Школа № 1 Сельская школа у реки Общее с вами: Робототехника ; Краеведение" in listed
    assert "Школа № 2 Сельская школа у реки робототехника" in listed, "one's own page"
    page = text_of(boris.get(page_of(cast, "Школа № 1")))
    assert "Ищем пару для смены" in page
    assert "Общее с вами Робототехника" in page
    narrowed = text_of(boris.get(f"{HERE}?theme=Краеведение"))
    assert "Школа № 1 Сельская школа" in narrowed
    assert "Школа № 2 Сельская школа" not in narrowed

    url = proposed(cast, as_)
    run_once(at=MOMENT)
    told = text_of(anna.get("/notices/"))
    assert "Школа № 2 предлагает сотрудничество. Проведём общую смену в июне" in told
    assert "Школа № 2 предлагает сотрудничество" in text_of(anna.get("/home/duties/"))
    assert str(Duty.objects.get(kind="sharing.proposal").due_on) == "2026-09-21"
    assert vera.get(url).status_code == 404, "she neither proposes nor answers"
    assert boris.post(f"{url}answer/", {"answer": "accept"}).status_code == 403
    again = boris.post(
        f"{page_of(cast, 'Школа № 1')}propose/",
        {"proposer": school(cast, "Школа № 2").pid, "words": "И ещё раз"},
    )
    assert "прежнее предложение ещё ждёт ответа" in text_of(again)

    silent = anna.post(f"{url}answer/", {"answer": "decline", "words": " "})
    assert silent.status_code == 422
    assert "Объясните отказ" in text_of(silent)
    assert anna.post(f"{url}answer/", {"answer": "accept", "words": "Да!"}).status_code == 302
    run_once(at=MOMENT)
    assert "Школа № 1 принимает ваше предложение. Да!" in text_of(boris.get("/notices/"))
    assert "Подготовить договор" in text_of(boris.get(url))
    assert not Duty.objects.filter(closed_at=None, kind="sharing.proposal").exists()
    assert boris.post(f"{url}withdraw/", {"words": "Передумали"}).status_code == 403


def test_a_partner_without_people_is_answered_for_by_those_who_keep_the_list(
    cast: Cast, as_: Browser
) -> None:
    partner = Organization.objects.get(district=cast.district, kind="partner")
    data = {"proposer": school(cast, "Школа № 2").pid, "words": "Экскурсия для пятых классов"}
    answer = as_(cast.boris).post(f"{HERE}{partner.pid}/propose/", data)
    url = str(answer["Location"])
    assert "предлагает сотрудничество: Технопарк" in text_of(as_(cast.dmitry).get("/home/duties/"))
    taken = as_(cast.boris).post(f"{url}withdraw/", {"words": "Нашли автобус в другой день"})
    assert taken.status_code == 302
    found = Proposal.objects.get()
    assert (found.state, found.answer) == ("withdrawn", "Нашли автобус в другой день")
    assert not Duty.objects.filter(closed_at=None, kind="sharing.proposal").exists()


def test_somebody_else_who_speaks_for_the_school_owes_the_answer(cast: Cast, as_: Browser) -> None:
    proposed(cast, as_, themes=[])
    first = school(cast, "Школа № 1")
    assert Duty.objects.get(kind="sharing.proposal", closed_at=None).owner_id == cast.anna.pk
    answer = as_(cast.dmitry).post(
        f"/balta/staff/organizations/{first.pid}/change/",
        {"kind": "school", "name": first.name, "short_name": first.short_name, "staff_n": "0",
         "representative": cast.vera.email},
    )  # fmt: skip
    assert answer.status_code == 302, text_of(answer)
    assert Duty.objects.get(kind="sharing.proposal", closed_at=None).owner_id == cast.vera.pk


def test_an_outer_organisation_reads_the_page_and_proposes_by_the_form_of_the_site(
    cast: Cast, as_: Browser, client: Client
) -> None:
    described(cast, as_)
    assert "Школа № 1" in text_of(client.get(HERE))
    assert "Партнёры" in text_of(client.get("/balta/"))
    page = client.get(page_of(cast, "Школа № 1"))
    way = f"{reverse('site:ask', args=['balta'])}?partner={school(cast, 'Школа № 1').pid}"
    assert way in page.content.decode()
    assert "Предлагаем сотрудничество: Школа № 1." in client.get(way).content.decode()
    client.post(
        way,
        {"name": "Ольга", "email": "o@museum.example", "words": "Предлагаем: музей", "agrees": "1"},
    )
    assert Inquiry.objects.get().words == "Предлагаем: музей"


def test_the_list_asks_as_much_for_thirty_partners_as_for_one(cast: Cast, as_: Browser) -> None:
    def more(count: int) -> None:
        for n in range(count):
            name = f"Школа {PartnerCard.objects.count()} {n}"
            place = Organization.objects.create(
                district=cast.district, kind="school", name=name, short_name=name,
                sort_key=name.encode(),
            )  # fmt: skip
            PartnerCard.objects.create(
                organization=place, about="Школа", themes=["чтение"], changed_at=MOMENT
            )

    assert_queries_constant(as_(cast.boris), HERE, more, expected=9)


def test_the_list_of_partners_and_their_proposals_go_on_on_another_page(
    cast: Cast, as_: Browser
) -> None:
    described(cast, as_)
    url = proposed(cast, as_)
    first = Proposal.objects.get()
    for n in range(31):
        name = f"Школа № {100 + n}"
        other = Organization.objects.create(
            district=cast.district,
            kind="school",
            name=name,
            short_name=name,
            sort_key=sort_key(name),
        )
        PartnerCard.objects.create(
            organization=other, about="Ищем друзей", themes=["Хор"], changed_at=MOMENT
        )
    answered = [
        Proposal(
            organization=first.organization, proposer=first.proposer, person=first.person,
            words=f"Предложение {n}", made_at=MOMENT, due_at=MOMENT, state="accepted",
            answered_at=MOMENT, rules_id=first.rules_id,
        )
        for n in range(30)
    ]  # fmt: skip
    Proposal.objects.bulk_create(answered)
    boris = as_(cast.boris)
    page, rest = boris.get(HERE).content.decode(), boris.get(f"{HERE}?page=2").content.decode()
    assert "Школа № 130" not in page
    assert '<a href="?page=2"' in page
    assert "Школа № 130" in rest
    assert '<a href="?proposals=2"' in page
    assert "Предложение 0" not in page
    assert "Предложение 0" in boris.get(f"{HERE}?proposals=2").content.decode()
    assert url in page, "what waits stands first"
    narrowed = boris.get(f"{HERE}?theme=Хор").content.decode()
    assert 'page=2"' in narrowed
