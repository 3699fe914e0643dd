"""Дмитрий brings a staff list: it is shown first, applied once, and bad files change nothing."""

from collections.abc import Mapping, Sequence
import csv
from datetime import date
import io
from typing import Any

from django.apps import apps
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
import openpyxl
import pytest

from staffroom.core.models import QueuedJob
from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.actions.counts import recount_members
from staffroom.shared.communities.models import Admission, Membership, RoleGrant
from staffroom.shared.journal.models import JournalRow
from staffroom.shared.organizations.actions import imports as actions
from staffroom.shared.organizations.jobs import apply_staff_list, send_invitation
from staffroom.shared.organizations.models import Affiliation, ImportDraft, Organization
from staffroom.shared.organizations.queries.columns import position_of, subjects_of
from tests.core.sandbox import bombs
from tests.factories import world as factory
from tests.factories.people import person

HERE = "/berezovka/staff/import/"
TOP = ("Фамилия", "Имя", "Отчество", "Почта", "Организация", "Должность", "Предметы", "Дата приёма")
INNA = (
    "Котова", "Инна", "Львовна", "Inna@school1.example", "школа № 1", "Учитель физики",
    "Математика; Магия", "01.09.2018",
)  # fmt: skip


@pytest.fixture
def world(db: Any) -> factory.World:
    """The small district."""
    return factory.make_world()


@pytest.fixture
def dmitry(client: Client, world: factory.World) -> Client:
    """The coordinator at his desk."""
    client.force_login(world.dmitry)
    return client


def text(response: Any) -> str:
    """The answer as the person reads it."""
    return str(response.content.decode())


def plain(response: Any) -> str:
    """The answer with usual spaces between the thousands."""
    return text(response).replace("\xa0", " ").replace("\u202f", " ")


def csv_of(*rows: Sequence[str], top: Sequence[str] = TOP) -> SimpleUploadedFile:
    """A CSV as Excel saves it in Russian."""
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows((top, *rows))
    return SimpleUploadedFile("список.csv", out.getvalue().encode("cp1251"))


def xlsx_of(*rows: Sequence[Any], top: Sequence[str] = TOP) -> SimpleUploadedFile:
    """An Excel workbook."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (top, *rows):
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return SimpleUploadedFile("список.xlsx", out.getvalue())


def bring(client: Client, file: SimpleUploadedFile) -> ImportDraft:
    """Upload a list that is taken."""
    answer = client.post(HERE, {"file": file})
    draft = ImportDraft.objects.order_by("-pk")[0]
    assert (answer.status_code, answer["Location"]) == (302, f"{HERE}{draft.pid}/")
    return draft


def counts() -> Mapping[str, int]:
    """How many rows each table has."""
    return {model.__name__: model._default_manager.count() for model in apps.get_models()}


def kinds(draft: ImportDraft) -> list[str]:
    """What each line would do."""
    return [row["kind"] for row in draft.plan]


def test_a_list_is_shown_first_and_applied_with_one_button(
    dmitry: Client, world: factory.World
) -> None:
    before = counts()
    draft = bring(dmitry, xlsx_of(INNA))
    after = counts()
    assert {name for name in after if after[name] != before[name]} <= {"ImportDraft", "FormKey"}
    page = text(dmitry.get(f"{HERE}{draft.pid}/"))
    assert "Новых: 1, изменится: 0, уже есть: 0, с ошибками: 0" in page
    assert "Предмет «Магия» не узнали и пропустим." in page

    assert dmitry.post(f"{HERE}{draft.pid}/apply/").status_code == 302
    inna = Person.objects.get(email="inna@school1.example")
    assert (inna.full_name, inna.position, inna.workplace) == (
        "Котова Инна Львовна", "subject_teacher", "Школа № 1",
    )  # fmt: skip
    assert set(inna.subjects.values_list("code", flat=True)) == {"math", "physics"}
    assert (inna.has_usable_password(), inna.email_confirmed_at) == (False, None)
    work = Affiliation.objects.get(person=inna)
    assert (work.organization, work.from_on, work.is_confirmed) == (
        world.organization, date(2018, 9, 1), True,
    )  # fmt: skip
    admission = Admission.objects.get(person=inna)
    assert (admission.state, admission.mode, admission.district, admission.decided_by) == (
        "admitted", "import", world.district, world.dmitry,
    )  # fmt: skip
    assert "Добавлено и изменено: 1." in text(dmitry.get(f"{HERE}{draft.pid}/"))
    fact = JournalRow.objects.get(event="organizations.staff.imported")
    assert (fact.actor_id, fact.subject_id) == (world.dmitry.pk, draft.pk)
    assert fact.data["added"] == 1


def test_a_newcomer_gets_one_letter_and_sets_a_password_by_it(
    dmitry: Client, world: factory.World
) -> None:
    draft = bring(dmitry, csv_of(INNA))
    dmitry.post(f"{HERE}{draft.pid}/apply/")
    inna = Person.objects.get(email="inna@school1.example")
    waiting = list(QueuedJob.objects.order_by("pk").values_list("name", flat=True))
    assert waiting.count("organizations.send_invitation") == 1
    assert "communities.send_admission_letter" not in waiting
    send_invitation(person_id=inna.pk, district_id=world.district.pk)
    (letter,) = mail.outbox
    assert letter.to == ["inna@school1.example"]
    assert "Вас добавили в «Учительскую»: Берёзовский район" in letter.subject
    assert "/account/" in letter.body or "reset" in letter.body


def test_a_second_press_and_a_second_file_change_nothing(
    dmitry: Client, world: factory.World
) -> None:
    draft = bring(dmitry, csv_of(INNA))
    dmitry.post(f"{HERE}{draft.pid}/apply/")
    before = counts()
    again = dmitry.post(f"{HERE}{draft.pid}/apply/")
    assert again.status_code == 403
    assert "Этот список уже загружен." in text(again)
    assert counts() == before
    second = bring(dmitry, csv_of(INNA))
    assert kinds(second) == ["same"]
    refused = dmitry.post(f"{HERE}{second.pid}/apply/")
    assert refused.status_code == 422
    assert "нечего загружать" in text(refused)


def test_who_stands_already_is_changed_but_never_renamed(
    dmitry: Client, world: factory.World
) -> None:
    lyceum = factory.organization(world.district, "Лицей № 2")
    row = ("Чужова", "Анна", "", world.anna.email, "Лицей № 2", "Методист", "Химия", "")
    draft = bring(dmitry, csv_of(row))
    assert kinds(draft) == ["change"]
    page = text(dmitry.get(f"{HERE}{draft.pid}/"))
    assert "Место работы станет «Лицей № 2»." in page
    assert "На сайте это Анна Соколова: имя не изменим." in page
    dmitry.post(f"{HERE}{draft.pid}/apply/")
    world.anna.refresh_from_db()
    assert (world.anna.name, world.anna.workplace, world.anna.position) == (
        "Анна Соколова", "Лицей № 2", "methodologist",
    )  # fmt: skip
    assert Affiliation.objects.get(person=world.anna, to_on=None).organization == lyceum
    assert Admission.objects.get(person=world.anna).organization == lyceum


def test_every_bad_line_says_what_is_wrong_and_the_good_ones_go_in(
    dmitry: Client, world: factory.World
) -> None:
    draft = bring(
        dmitry,
        csv_of(
            INNA,
            ("Котова", "Инна", "", "inna@school1.example", "Школа № 1", "Методист", "", ""),
            ("Пак", "Олег", "", "", "Школа № 1", "Методист", "", ""),
            ("Пак", "Олег", "", "oleg(at)x", "Школа № 1", "Методист", "", ""),
            ("Пак", "Олег", "", "o1@x.example", "Школа № 77", "Методист", "", ""),
            ("Пак", "Олег", "", "o2@x.example", "Школа № 1", "Космонавт", "", ""),
            ("Пак", "Олег", "", "o3@x.example", "Школа № 1", "Методист", "", "вчера"),
            ("=Пак(1)", "Олег", "", "o4@x.example", "Школа № 1", "Методист", "", ""),
            ("Нечаева", "Вера", "", world.vera.email, "Школа № 1", "Методист", "", ""),
            ("Соколова", "Анна", "", "other@x.example", "Школа № 1", "Методист", "", ""),
        ),
    )
    assert kinds(draft) == ["new", *["error"] * 8, "new"]
    page = text(dmitry.get(f"{HERE}{draft.pid}/"))
    for words in (
        "Эта почта уже стоит в строке 2.",
        "Нет почты: без неё человек не сможет войти.",
        "написана с ошибкой",
        "Организации «Школа № 77» нет в списке района",
        "Должность «Космонавт» не узнали.",
        "Дата приёма выглядит так: 01.09.2020.",
        "Фамилия: Только буквы, пробел, дефис и апостроф.",
        "пусть он сам подаст заявку",
        "уже есть Анна Соколова с другой почтой",
    ):
        assert words in page
    dmitry.post(f"{HERE}{draft.pid}/apply/")
    assert Person.objects.filter(email__endswith="x.example").count() == 1
    world.vera.refresh_from_db()
    assert Affiliation.objects.get(person=world.vera).organization.district == world.other_district


def test_roles_in_a_list_give_no_rights(dmitry: Client) -> None:
    top = (*TOP, "Роль")
    draft = bring(dmitry, csv_of((*INNA, "coordinator"), top=top))
    before = RoleGrant.objects.count()
    assert "Эти столбцы не читаем: Роль." in text(dmitry.get(f"{HERE}{draft.pid}/"))
    dmitry.post(f"{HERE}{draft.pid}/apply/")
    assert RoleGrant.objects.count() == before


def test_what_changed_meanwhile_is_shown_again(dmitry: Client, world: factory.World) -> None:
    draft = bring(dmitry, csv_of(INNA))
    Organization.objects.filter(pk=world.organization.pk).update(
        short_name="Гимназия", name="Гимназия"
    )
    answer = dmitry.post(f"{HERE}{draft.pid}/apply/")
    assert answer.status_code == 409
    assert "Мы проверили его заново" in text(answer)
    assert "нет в списке района" in text(answer)
    assert not Person.objects.filter(email="inna@school1.example").exists()


MANY, THOUSANDS = 3000, "3 000"
BROKEN = {
    "empty": (SimpleUploadedFile("a.csv", b""), "ноль байт"),
    "broken": (
        SimpleUploadedFile("a.xlsx", b"PK\x03\x04" + b"x" * 900),
        "Таблицу не удалось прочитать",
    ),
    "bomb": (SimpleUploadedFile("a.xlsx", bombs.workbook(sheet1=80)), "слишком большой объём"),
    "entities": (SimpleUploadedFile("a.xlsx", bombs.entity_workbook()), "не удалось прочитать"),
    "old excel": (SimpleUploadedFile("a.csv", b"\xd0\xcf\x11\xe0\0\0\0"), "не удалось прочитать"),
    "wrong type": (SimpleUploadedFile("a.pdf", b"%PDF-1.7"), "Нужна таблица"),
    "no headings": (
        SimpleUploadedFile("a.csv", "Раз;Два\n1;2".encode()),
        "Не нашли в файле строку",
    ),
    "no e-mail": (
        SimpleUploadedFile("a.csv", "Фамилия;Имя;Школа\nПак;Олег;1".encode()),
        "В файле нет столбцов: Почта, Должность.",
    ),
    "nobody": (csv_of(), "нет ни одной строки"),
    "too large": (SimpleUploadedFile("a.csv", b"a" * (5 * 1024 * 1024 + 1)), "больше 5 МБ"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_bad_file_is_refused_in_words_and_nothing_is_written(dmitry: Client, name: str) -> None:
    file, words = BROKEN[name]
    file.seek(0)
    before = counts()
    answer = dmitry.post(HERE, {"file": file, "once": "key"})
    assert answer.status_code == 422
    assert words in text(answer)
    assert counts() == before


@pytest.mark.once
@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.clause("BB-1.10")
def test_three_thousand_are_imported_and_their_lists_stay_short(
    dmitry: Client, world: factory.World
) -> None:
    """No cap anywhere: the list is shown in pages, applied in parts by a job, all of it; the people of
    the network, of the school and of a community are read by pages and found by name.
    """
    rows = [
        ("Иванова", "Ольга", "", f"p{n}@x.example", "Школа № 1", "Методист", "", "")
        for n in range(MANY - 1)
    ]
    last = ("Ящерицына", "Яна", "", "yana@x.example", "Школа № 1", "Учитель физики", "", "")
    draft = bring(dmitry, xlsx_of(*rows, last))
    page = plain(dmitry.get(f"{HERE}{draft.pid}/"))
    assert f"Новых: {THOUSANDS}, изменится: 0, уже есть: 0, с ошибками: 0" in page
    assert page.count('data-label="Почта"') == 100
    assert dmitry.post(f"{HERE}{draft.pid}/apply/").status_code == 302
    assert QueuedJob.objects.filter(name="organizations.apply_staff_list").count() == 1
    assert "Загружаем список" in plain(dmitry.get(f"{HERE}{draft.pid}/"))

    apply_staff_list(draft_id=draft.pk)

    assert f"Добавлено и изменено: {THOUSANDS}." in plain(dmitry.get(f"{HERE}{draft.pid}/"))
    assert Admission.objects.filter(district=world.district, mode="import").count() == MANY
    letters = QueuedJob.objects.filter(name="organizations.send_invitation")
    assert letters.count() == MANY
    staff = plain(dmitry.get(f"/berezovka/staff/organizations/{world.organization.pid}/"))
    assert staff.count("Ольга Иванова") == 48, "Ветрова and Гареев come first on a page of fifty"

    came = Admission.objects.filter(district=world.district, mode="import")
    Membership.objects.bulk_create(
        Membership(person_id=key, community=world.community, state="active", since=draft.made_at)
        for key in came.values_list("person_id", flat=True)
    )
    recount_members(world.community)
    newcomer = person("Олег Пак")
    factory.admit(newcomer, world.district)
    home = f"/berezovka/c/{world.community.pid}-{world.community.slug}/"
    oleg = Client()
    oleg.force_login(newcomer)
    assert oleg.post(f"{home}enter/", {"conduct": "1"}).status_code == 302

    members = plain(oleg.get(f"{home}people/"))
    assert f"{MANY + 3} человека" in members
    assert members.count("Ольга Иванова") <= 50
    assert "Яна Ящерицына" not in members
    assert "Яна Ящерицына" in plain(oleg.get(f"{home}people/?words=ящерицына"))
    network = plain(oleg.get("/people/"))
    assert (0 < network.count("Иванова") <= 40, "Ящерицына" in network) == (True, False)
    found = plain(oleg.get("/people/?q=ящерицына"))
    assert ("Ящерицына" in found, "Иванова" in found) == (True, False)


def test_a_job_cut_off_goes_on_and_repeats_nothing(dmitry: Client, at: Any) -> None:
    rows = [
        (*("Пак", "Олег", ""), f"p{n}@x.example", "Школа № 1", "Методист", "", "")
        for n in range(201)
    ]
    draft = bring(dmitry, csv_of(*rows))
    dmitry.post(f"{HERE}{draft.pid}/apply/")
    Person.objects.make(email="p150@x.example", first_name="О", last_name="П", joined_at=at).save()
    actor = factory.acting(Person.objects.get(pk=draft.owner_id))
    assert actions.apply_lines(draft=draft, most=100, actor=actor, at=at) is False
    apply_staff_list(draft_id=draft.pk)
    apply_staff_list(draft_id=draft.pk)
    draft.refresh_from_db()
    assert Person.objects.filter(email__endswith="x.example").count() == 201
    assert [number for number, _ in draft.failed] == ["152"]
    assert "Строка 152:" in text(dmitry.get(f"{HERE}{draft.pid}/"))


def test_a_list_is_its_owner_s_alone_and_goes_after_a_day(
    dmitry: Client, world: factory.World, at: Any
) -> None:
    draft = bring(dmitry, csv_of(INNA))
    factory.grant(
        world.boris, factory.ScopeKind.DISTRICT, world.district.pk, "c", factory.COORDINATION
    )
    other = Client()
    other.force_login(world.boris)
    assert other.get(f"{HERE}{draft.pid}/").status_code == 404
    assert other.post(f"{HERE}{draft.pid}/apply/").status_code == 404
    assert actions.drop_old(at=draft.made_at) == 0
    assert actions.drop_old(at=draft.made_at + actions.KEPT * 2) == 1


def test_a_list_that_is_not_wanted_is_forgotten(dmitry: Client) -> None:
    draft = bring(dmitry, csv_of(INNA))
    assert dmitry.post(f"{HERE}{draft.pid}/discard/").status_code == 302
    assert not ImportDraft.objects.exists()


def test_the_sample_is_a_list_that_is_understood(dmitry: Client, world: factory.World) -> None:
    factory.organization(world.district, "Школа № 5")
    sample = dmitry.get(f"{HERE}sample.csv")
    assert sample["Content-Disposition"] == 'attachment; filename="staff.csv"'
    draft = bring(dmitry, SimpleUploadedFile("образец.csv", sample.content))
    assert kinds(draft) == ["new", "new"]
    assert draft.ignored == []


def test_the_menu_offers_it_to_those_who_keep_people(dmitry: Client, world: factory.World) -> None:
    assert f'href="{HERE}"' in text(dmitry.get(HERE))
    other = Client()
    other.force_login(world.boris)
    assert HERE not in text(other.get("/berezovka/c/"))


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("Технология; ОБЖ", ["technology", "life_safety"]),
        ("Труд (технология), Основы безопасности и защиты Родины", ["technology", "life_safety"]),
        ("основы безопасности жизнедеятельности", ["life_safety"]),
        ("ОБЗР / труд", ["life_safety", "technology"]),
    ],
)
def test_subjects_are_known_by_their_names_of_now_and_of_before(
    words: str, codes: list[str]
) -> None:
    assert subjects_of(words) == (codes, [])


def test_a_teacher_is_known_by_the_former_name_of_his_subject() -> None:
    assert position_of("учитель технологии") == ("subject_teacher", ["technology"])
    assert position_of("Учитель труда (технологии)") == ("subject_teacher", ["technology"])
    assert position_of("учитель ОБЖ") == ("subject_teacher", ["life_safety"])
