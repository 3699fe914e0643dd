"""The demonstration districts: believable texts, whole districts, the real regulations on wish."""

from datetime import timedelta
from itertools import combinations
from pathlib import Path
import re
from zoneinfo import ZoneInfo

from django.core.management import CommandError, call_command
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.utils.timezone import localtime
import pytest

from staffroom.core.clock import now
from staffroom.core.jobs import run_once
from staffroom.demo import accounts, reading
from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.models import Admission, AdmissionState, Community
from staffroom.shared.notifications.models import NoticeRow
from staffroom.shared.organizations.models import District
from staffroom.shared.publications.models import Comment, Placement, Publication

REAL = Path(__file__).resolve().parents[3] / "shared" / "data" / "regulations"


def fives(words: str) -> set[tuple[str, ...]]:
    """Runs of five words, without case and punctuation."""
    line = re.findall(r"[\w-]+", words.lower())
    return set(zip(*(line[start:] for start in range(5)), strict=False))


def topics() -> list[tuple[str, set[tuple[str, ...]]]]:
    """Every topic of the five districts with the runs of all its words."""
    found = []
    for slug in accounts.DISTRICTS:
        for whole in reading.read(slug).communities:
            for topic in whole.get("topic", ()):
                words = [topic["body"], *(reply["body"] for reply in topic.get("reply", ()))]
                found.append((f"{slug}: {topic['title']}", fives("\n".join(words))))
    return found


def test_topics_do_not_share_sentences() -> None:
    """Two topics of the installation share less than 5 % of their five-word runs."""
    every = topics()
    assert len(every) == 200
    common = {
        (one, other): len(runs & others) / min(len(runs), len(others))
        for (one, runs), (other, others) in combinations(every, 2)
        if runs & others
    }
    assert {pair: share for pair, share in common.items() if share >= 0.05} == {}


def test_each_district_is_as_large_as_promised() -> None:
    """60 people, 15 organisations, 40 topics, each role once."""
    for slug in accounts.DISTRICTS:
        texts = reading.read(slug)
        roles = sorted(row["role"] for row in texts.people if row.get("role"))
        assert roles == sorted(accounts.ROLES), slug
        assert (len(texts.people), len(texts.organizations)) == (60, 15), slug
        assert sum(len(whole.get("topic", ())) for whole in texts.communities) == 40, slug


def test_who_waits_for_admission_has_not_written_or_joined_yet() -> None:
    """The newcomer of each district is named nowhere but among its people."""
    for slug in accounts.DISTRICTS:
        texts = reading.read(slug)
        (newcomer,) = (row["key"] for row in texts.people if row.get("role") == "newcomer")
        assert not [whole["key"] for whole in texts.communities if f"'{newcomer}'" in str(whole)]


@pytest.mark.once  # all districts are built by the same steps: one of them on either database
@pytest.mark.django_db
def test_tula_stands_whole_and_its_teacher_signs_in(client: Client) -> None:
    """The twelve groups of the regulation's annex, their talk, and the page of the regulation first."""
    call_command("demo", "--only", "tula")
    district = District.objects.get(slug="tula")
    assert Community.objects.filter(district=district).count() == 12
    first = Publication.objects.filter(district=district).order_by("pk")[0]
    assert (first.kind, first.audience) == ("page", "public")
    assert Publication.objects.filter(district=district).count() == 54
    assert Comment.objects.count() == 148
    together = Publication.objects.get(coauthor_n=1)
    assert together.title.startswith("Бутылка с водой")
    by_night = [
        one.created_at
        for one in Comment.objects.filter(created_at__lt=now() - timedelta(days=2))
        if not 7 <= localtime(one.created_at, ZoneInfo("Europe/Moscow")).hour < 22
    ]
    assert by_night == []
    for group in Community.objects.filter(district=district):
        assert (
            group.active_at
            == Placement.objects.filter(community=group).latest("bumped_at").bumped_at
        )
    waiting = Admission.objects.filter(district=district, state=AdmissionState.WAITING)
    assert [one.person.email for one in waiting] == ["newcomer@tula.example"]
    teacher = Person.objects.get(email="teacher@tula.example")
    client.force_login(teacher)
    assert client.get("/tula/c/").status_code == 200
    found = client.get("/search/", {"q": teacher.last_name, "what": "person"}).content.decode()
    assert f'href="/people/{teacher.pid}"' in found, "nobody waits for the night to be found"
    school = district.organizations.order_by("pk").last()
    found = client.get("/search/", {"q": school.short_name, "what": "organization"})
    assert f"/people/?organization={school.pid}" in found.content.decode()


@pytest.mark.django_db
def test_olekminsk_talks_of_acts_apart(client: Client) -> None:
    """The one permanent topic carries the texts; a reply was moved there and left a note."""
    call_command("demo", "--only", "olekminsk")
    apart = Publication.objects.get(kind="meta")
    assert apart.title.startswith("Специальная тема")
    assert apart.comment_n == 5
    note = Comment.objects.exclude(moved_to=None).select_related("publication").get()
    client.force_login(Person.objects.get(email="moderator@olekminsk.example"))
    page = client.get(f"/p/{note.publication.pid}-{note.publication.slug}/")
    assert "Модератор перенёс этот ответ" in page.content.decode()
    decided = Comment.objects.exclude(decided_at=None).select_related("publication").get()
    assert "консультации" in decided.publication.tags
    client.force_login(Person.objects.get(email="coordinator@olekminsk.example"))
    page = client.get("/olekminsk/appointments/").content.decode()
    for state in ("Готовится приказ", "Действует", "Окончено"):
        assert page.count(f">{state}<") == {"Действует": 2}.get(state, 1), state
    assert "Ульяна Бурцева" in page, "she stood in for the coordinator"
    run_once(at=now())  # told of by a worker that came to it today
    fresh = NoticeRow.objects.filter(at__gt=now() - timedelta(minutes=30))
    assert not fresh.exists(), "each notice bears the day of its fact"
    assert NoticeRow.objects.filter(kind="rosters.appointment").exists()


@pytest.mark.django_db
def test_tables_that_are_not_there_are_said_plainly() -> None:
    """A command before `migrate` ends in a sentence, not in a traceback."""
    MigrationRecorder.Migration.objects.filter(app="governance").delete()
    with pytest.raises(CommandError, match="сначала выполните staffroom migrate"):
        call_command("demo", "--only", "tula")


@pytest.mark.django_db
def test_a_second_loading_is_refused() -> None:
    """Loading over what stands would double it."""
    District.objects.create(
        slug="tula", name="Тула", short_name="Тула", opened_at="2026-09-01T00:00Z"
    )
    with pytest.raises(CommandError, match="уже загружены"):
        call_command("demo", "--only", "tula")


@pytest.mark.once  # all districts are built by the same steps: one of them on either database
@pytest.mark.django_db
def test_petrodvorets_stands_by_its_orders_and_word_for_word(client: Client) -> None:
    """A composition by order, a change of it on its way; `--regulations` loads the given text."""
    given = ["--regulations", str(REAL)] if REAL.exists() else []
    call_command("demo", "--only", "petrodvorets", *given)
    client.force_login(Person.objects.get(email="teacher@petrodvorets.example"))
    group = Community.objects.get(name__startswith="Банк заданий по читательской")
    page = client.get(f"/petrodvorets/c/{group.pid}-{group.slug}/roster/").content.decode()
    assert "без приказа о составе" not in page
    assert "Екатерина Пущина" not in page, "she left; the order follows"
    assert "Вас просят согласиться войти в состав" in client.get("/home/").content.decode()
    client.force_login(Person.objects.get(email="coordinator@petrodvorets.example"))
    page = client.get(f"/petrodvorets/c/{group.pid}-{group.slug}/roster/draft/").content.decode()
    for words in ("Исключить из состава", "Включить в состав", "Баженов Артур"):
        assert words in page, words
    if not given:
        return
    stands = Publication.objects.filter(kind="page").earliest("pk")
    real = (REAL / "petrodvorets.txt").read_text(encoding="utf-8")
    words = real.split()
    assert " ".join(words[:12]) in " ".join(stands.plain.split())
    assert " ".join(words[-6:]) in " ".join(stands.plain.split())


@pytest.mark.once  # all districts are built by the same steps: one of them on either database
@pytest.mark.django_db
def test_baltasi_has_a_term_that_is_near_and_a_result_that_waits(client: Client) -> None:
    """A group twenty days before its end, and one that handed in its product."""
    call_command("demo", "--only", "baltasi")
    client.force_login(Person.objects.get(email="coordinator@baltasi.example"))
    page = client.get("/baltasi/terms/").content.decode()
    assert "осталось 20 дней" in page.replace("\xa0", " ")
    assert "ждёт решения" in page
    group = Community.objects.get(name__contains="Индивидуальный проект без боли")
    page = client.get(f"/baltasi/c/{group.pid}-{group.slug}/term/").content.decode()
    assert "Памятка руководителю проекта" in page
