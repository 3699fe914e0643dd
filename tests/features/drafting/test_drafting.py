"""A local document: draft, remarks of organisations, answers, approval by another, the published paper."""

from datetime import timedelta
from typing import Any

from django.core import mail
from django.test import Client
import pytest
import time_machine

from staffroom.core.jobs import run_once
from staffroom.core.viewer import SYSTEM
from staffroom.features.drafting.models import Asked, Draft
from staffroom.shared.accounts.models import Person
from staffroom.shared.documents.models import Document
from staffroom.shared.duties.models import Duty
from staffroom.shared.organizations.models import Organization
from staffroom.shared.regulations import actions as regulations
from staffroom.shared.regulations.models import Profile
from tests.conftest import MOMENT
from tests.factories import world as made
from tests.factories.people import sign_in
from tests.features.governance.conftest import Cast, cast_of
from tests.features.rosters.conftest import words_in
from tests.queries import assert_queries_constant
from tests.shared.accounts.pages import text_of

FIRST = "1. Группы собираются раз в месяц.\n2. Отчёт сдают в мае."
SECOND = "1. Группы собираются раз в четверть.\n2. Отчёт сдают в мае."


@pytest.fixture
def cast(db: Any, frozen: Any) -> Cast:
    """Балтаси: Дмитрий writes, Елена may approve; Борис answers for the second school."""
    found = cast_of("baltasi")
    for name, who in (("Школа № 1", found.anna), ("Школа № 2", found.boris)):
        represent(found, name, who)
    return found


def represent(cast: Cast, name: str, who: Person) -> None:
    Organization.objects.filter(district=cast.district, short_name=name).update(representative=who)


def school(cast: Cast, name: str) -> Organization:
    return Organization.objects.get(district=cast.district, short_name=name)


def as_(who: Person) -> Client:
    """A browser of a person's own."""
    return sign_in(Client(), who)


def begun(cast: Cast, kind: str = "regulation") -> str:
    """Дмитрий begins a draft; its address."""
    data = {"kind": kind, "heading": "О сетевых группах", "text": FIRST}
    answer = as_(cast.dmitry).post(f"/{cast.district.slug}/drafting/new/", data)
    assert answer.status_code == 302, text_of(answer)
    return str(answer["Location"])


def opened(cast: Cast, url: str) -> None:
    asked = [school(cast, name).pk for name in ("Школа № 1", "Школа № 2")]
    data = {"until_on": "2026-09-25", "organizations": asked}
    answer = as_(cast.dmitry).post(f"{url}open/", data)
    assert answer.status_code == 302, text_of(answer)


def spoken(cast: Cast, url: str) -> None:
    """Both organisations have spoken, so the discussion may end."""
    for name, who, text in (
        ("Школа № 1", cast.anna, "Раз в месяц часто."),
        ("Школа № 2", cast.boris, ""),
    ):
        answer = as_(who).post(f"{url}speak/", {"name": school(cast, name).pid, "text": text})
        assert answer.status_code == 302, text_of(answer)


def submitted(cast: Cast, url: str) -> None:
    """The remark is answered, the text revised and submitted."""
    dmitry = as_(cast.dmitry)
    answer = dmitry.post(f"{url}remarks/1/", {"verdict": "taken", "words": "Исправили."})
    assert answer.status_code == 302, text_of(answer)
    assert dmitry.post(f"{url}move/", {"act": "close"}).status_code == 302
    assert dmitry.post(f"{url}write/", {"text": SECOND, "words": "Реже встречи"}).status_code == 302
    assert dmitry.post(f"{url}move/", {"act": "submit"}).status_code == 302


def issued(cast: Cast, document: Document, number: str) -> Any:
    page = f"/{cast.district.slug}/documents/{document.pid}/issue/"
    return as_(cast.elena).post(page, {"dated_on": "2026-09-14", "number": number})


@pytest.mark.clause("BT-4.1.2")
def test_draft_comments_of_organisations_approval_and_the_published_version_all_dated(
    cast: Cast,
) -> None:
    url = begun(cast)
    dmitry, anna, boris, elena = (
        as_(one) for one in (cast.dmitry, cast.anna, cast.boris, cast.elena)
    )
    assert anna.get(url).status_code == 404, "nobody reads what is being written"
    opened(cast, url)
    run_once(at=MOMENT)
    assert {cast.anna.email, cast.boris.email} <= {letter.to[0] for letter in mail.outbox}
    assert "Выскажитесь о проекте: О сетевых группах" in text_of(anna.get("/home/duties/"))
    assert Duty.objects.get(owner=cast.anna, kind="drafting.opinion").clause == "п. 4.1"
    early = dmitry.post(f"{url}move/", {"act": "close"})
    assert early.status_code == 403

    spoken(cast, url)
    as_(cast.vera).post(f"{url}speak/", {"name": "", "text": "Добавьте детские сады."})
    page = text_of(elena.get(url))
    for words in ("Школа № 1", "Раз в месяц часто.", "Замечаний нет", "Добавьте детские сады."):
        assert words in page
    assert "Выскажитесь" not in text_of(boris.get("/home/duties/"))
    assert dmitry.post(f"{url}move/", {"act": "close"}).status_code == 302
    assert "Сначала ответьте на каждое замечание." in text_of(dmitry.get(url))
    assert dmitry.post(f"{url}remarks/3/", {"verdict": "declined", "words": ""}).status_code == 422
    dmitry.post(f"{url}remarks/3/", {"verdict": "declined", "words": "О садах другое положение."})
    dmitry.post(f"{url}remarks/1/", {"verdict": "taken", "words": ""})
    run_once(at=MOMENT)
    assert "Ваше замечание к проекту «О сетевых группах»: отклонено" in text_of(
        as_(cast.vera).get("/notices/")
    )

    assert dmitry.post(f"{url}write/", {"text": FIRST}).status_code == 422
    dmitry.post(f"{url}write/", {"text": SECOND, "words": "Реже встречи"})
    changed = elena.get(f"{url}editions/2/").content.decode()
    assert "<del>" in changed
    assert "четверть." in changed.partition("<ins>")[2].partition("</ins>")[0]
    dmitry.post(f"{url}move/", {"act": "submit"})
    assert "Рассмотрите проект документа" in text_of(elena.get("/home/duties/"))
    own = dmitry.post(f"{url}decide/", {"answer": "approve"})
    assert own.status_code == 403
    assert "Свой текст не утверждают" in text_of(own)
    assert anna.post(f"{url}decide/", {"answer": "approve"}).status_code == 403
    assert (
        elena.post(f"{url}decide/", {"answer": "approve", "words": "Согласна"}).status_code == 302
    )

    draft = Draft.objects.get()
    document = draft.document
    assert document is not None
    assert document.basis is not None
    assert "четверть" in document.text
    change = f"/{cast.district.slug}/documents/{document.pid}/edit/"
    assert elena.get(change).status_code == 403, "an approved text is not changed"
    assert issued(cast, document, "5").status_code == 422, "its order is not registered yet"
    assert issued(cast, document.basis, "215").status_code == 302
    assert issued(cast, document, "5").status_code == 302

    page = text_of(anna.get(url))
    assert "Действует" in page
    assert "Положение от 14.09.2026 № 5" in page
    steps = (
        "Начат",
        "Вынесен на обсуждение",
        "Обсуждение закончено",
        "Подан на утверждение",
        "Решение",
    )
    for step in steps:
        assert step in page, step
    assert "Елена Круглова: Согласна" in page
    run_once(at=MOMENT)
    assert "Документ, который вы обсуждали, действует" in text_of(boris.get("/notices/"))


def test_silence_is_no_consent_and_the_day_ends_the_remarks(cast: Cast) -> None:
    url = begun(cast)
    opened(cast, url)
    late = MOMENT + timedelta(days=13)
    with time_machine.travel(late, tick=False):
        refused = as_(cast.anna).post(
            f"{url}speak/", {"name": school(cast, "Школа № 1").pid, "text": "Поздно"}
        )
        assert refused.status_code == 403
        assert "Срок замечаний прошёл" in text_of(refused)
        dmitry = as_(cast.dmitry)
        assert dmitry.post(f"{url}move/", {"act": "close"}).status_code == 302
        assert text_of(dmitry.get(url)).count("Молчат: это не согласие") == 2
    assert not Asked.objects.exclude(answered_at=None).exists()
    assert not Duty.objects.filter(kind="drafting.opinion", closed_at=None).exists()


def test_a_text_is_returned_with_a_reason_and_taken_back_before_registration(cast: Cast) -> None:
    url = begun(cast, "order")
    opened(cast, url)
    spoken(cast, url)
    submitted(cast, url)
    elena, dmitry = as_(cast.elena), as_(cast.dmitry)
    assert elena.post(f"{url}decide/", {"answer": "return", "words": ""}).status_code == 422
    assert (
        elena.post(f"{url}decide/", {"answer": "return", "words": "Уточните срок"}).status_code
        == 302
    )
    assert "Уточните срок" in text_of(dmitry.get(url))
    dmitry.post(f"{url}move/", {"act": "submit"})
    elena.post(f"{url}decide/", {"answer": "approve"})
    assert Document.objects.filter(origin="drafting.paper").count() == 1
    assert dmitry.post(f"{url}move/", {"act": "take-back"}).status_code == 302
    assert not Document.objects.filter(origin="drafting.paper").exists()
    assert Draft.objects.get().state == "revised"


def test_nobody_speaks_in_anothers_name_and_a_draft_is_given_up_with_a_reason(cast: Cast) -> None:
    url = begun(cast)
    opened(cast, url)
    foreign = as_(cast.anna).post(
        f"{url}speak/", {"name": school(cast, "Школа № 2").pid, "text": "Да"}
    )
    assert foreign.status_code == 422
    assert as_(cast.vera).post(f"{url}speak/", {"name": "", "text": " "}).status_code == 422
    dmitry = as_(cast.dmitry)
    assert dmitry.post(f"{url}drop/", {"words": ""}).status_code == 422
    assert dmitry.post(f"{url}drop/", {"words": "Область приняла своё."}).status_code == 302
    assert "Снят" in text_of(as_(cast.anna).get(url))
    assert not Duty.objects.filter(kind__startswith="drafting.", closed_at=None).exists()


def test_the_page_asks_the_same_number_of_queries(cast: Cast) -> None:
    url = begun(cast)
    opened(cast, url)
    draft = Draft.objects.get()

    def more(count: int) -> None:
        have = draft.asked.count()
        for n in range(count):
            place = made.organization(cast.district, f"Сад № {have + n}")
            Asked.objects.create(draft=draft, organization=place)
            draft.remarks.create(
                edition_number=1, person=cast.vera, organization=place, text="Да", said_at=MOMENT
            )

    assert_queries_constant(as_(cast.anna), url, more, expected=11)


def test_the_list_of_drafts_asks_the_same_number_of_queries(cast: Cast) -> None:
    def more(count: int) -> None:
        for _ in range(count):
            opened(cast, begun(cast))

    url = f"/{cast.district.slug}/drafting/"
    assert_queries_constant(as_(cast.anna), url, more, expected=4)


@pytest.mark.clause("PD-T.1")
def test_where_the_council_adopts_minutes_come_first_then_the_order_then_the_document(
    db: Any, frozen: Any
) -> None:
    cast = cast_of("petrodvorets", "methodical_centre")
    profile = Profile.objects.get(district_profile__district=cast.district)
    changes = {"documents.drafting": True}
    regulations.change_keys(profile=profile, changes=changes, actor=SYSTEM, at=MOMENT)
    for name, who in (("Школа № 1", cast.anna), ("Школа № 2", cast.boris)):
        represent(cast, name, who)
    url = begun(cast)
    opened(cast, url)
    spoken(cast, url)
    submitted(cast, url)
    elena = as_(cast.elena)
    assert elena.post(f"{url}decide/", {"answer": "approve"}).status_code == 302

    document = Draft.objects.get().document
    assert document is not None
    order = document.basis
    assert order is not None
    minutes = order.basis
    assert minutes is not None
    assert (minutes.kind, order.kind, document.kind) == ("minutes", "order", "regulation")
    first = "Сначала зарегистрируйте: Рассмотрение проекта: О сетевых группах."
    assert first in text_of(issued(cast, order, "215"))
    refused = issued(cast, minutes, "4")
    assert refused.status_code == 422
    assert "В тексте остались незаполненные поля: «присутствовали», «голосование»." in text_of(
        refused
    )

    # the form offers both signatures with their names, and says what is left
    change = f"/{cast.district.slug}/documents/{minutes.pid}/edit/"
    form = elena.get(change).content.decode()
    for words in ('value="Председатель"', 'value="Секретарь"'):
        assert words in form
    typed = {
        "issuer": cast.department.pk, "heading": minutes.heading, "level": "municipal",
        "audience": "members", "signer_1_position": "Председатель", "signer_1_name": "В. А. Дворцова",
        "signer_2_position": "Секретарь",
        "text": minutes.text.replace("{присутствовали}", "17 из 19.").replace(
            "{голосование}", "«за» 17, «против» 0"
        ),
    }  # fmt: skip
    assert elena.post(change, typed).status_code == 302
    refused = issued(cast, minutes, "4")
    assert "Укажите, кто подписывает: председатель и секретарь." in text_of(refused)
    assert elena.post(change, {**typed, "signer_2_name": "А. П. Заливина"}).status_code == 302
    for paper, number in ((minutes, "4"), (order, "215"), (document, "5")):
        answer = issued(cast, paper, number)
        assert answer.status_code == 302, text_of(answer)
        paper.refresh_from_db()
    assert Draft.objects.get().state == "published"
    sheet = words_in(minutes)
    for words in (
        "17 из 19.",
        "О сетевых группах",
        "Председатель",
        "В. А. Дворцова",
        "А. П. Заливина",
    ):
        assert words in sheet, words
    assert "На основании протокола от 14.09.2026 № 4" in words_in(order)
    for words in ("ПРИНЯТО", "от 14.09.2026 № 4", "УТВЕРЖДЕНО", "от 14.09.2026 № 215"):
        assert words in words_in(document), words
    assert "раз в четверть" in words_in(document)
    assert "Действует" in text_of(as_(cast.anna).get(url))


def test_an_empty_list_of_drafts_tells_who_may_begin_what_to_press(cast: Cast) -> None:
    url = f"/{cast.district.slug}/drafting/"
    assert "Нажмите «Начать проект»" in text_of(sign_in(Client(), cast.dmitry).get(url))
    assert "Нажмите «Начать проект»" not in text_of(sign_in(Client(), cast.anna).get(url))
