"""A lesson's video: its own file or a link, consent of those who are shown, a slow line, taking it back."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document
import pytest

from staffroom.core.files.models import StoredFile
from staffroom.core.jobs import run_once
from staffroom.core.outside import Answer, Heard
from staffroom.core.viewer import SYSTEM
from staffroom.features.materials.models import Material, Recording
from staffroom.shared.publications.actions.links import record_answer, stop_site
from staffroom.shared.publications.models import OuterAddress, OuterLink, Publication
from staffroom.shared.publications.registry import PUBLICATION_FILES
from tests.conftest import MOMENT
from tests.core.files import samples
from tests.core.files.corpus import picture
from tests.factories.world import World, acting
from tests.features.conftest import Browser
from tests.features.materials.pages import TYPED, address, put
from tests.features.materials.test_materials import bytes_of
from tests.features.materials.test_recordings import film, read_all, sound
from tests.queries import assert_queries_constant
from tests.shared.accounts.pages import text_of

pytestmark = pytest.mark.usefixtures("frozen")
LINK = "https://rutube.ru/video/stepeni/"
SHOWN = {"children": "nobody", "adults": "nobody"}
LESSON = {**TYPED, "material_kind": "lesson_video", "terms": "community"}


@pytest.mark.clause("BT-1.5.b")
def test_a_lesson_video_is_uploaded_asks_about_everybody_shown_and_plays_on_a_slow_line(
    world: World, browser: Browser, adopt: Callable[[str], None]
) -> None:
    adopt("baltasi")
    anna, boris = browser(world.anna), browser(world.boris)
    here = f"/{world.district.slug}/c/{world.community.pid}-{world.community.slug}/materials/"
    assert "Добавить видео" in text_of(anna.get(here))
    begun = anna.get(f"{address(world)}&as=lesson_video").content.decode()
    assert '<option value="lesson_video" selected>' in begun
    assert begun.count('<details class="narrow" open>') == 2

    def refused(**typed: object) -> str:
        answer = anna.post(address(world), {**LESSON, **typed})
        assert answer.status_code == 422
        return text_of(answer)

    assert "Скажите, есть ли на видео дети." in refused(files=film())
    assert "Видео пока нет: загрузите файл записи" in refused(**SHOWN)
    assert "показаны ли на видео другие взрослые" in refused(files=film(), children="nobody")
    adults = {"children": "nobody", "adults": "shown", "people": "Завуч на задней парте"}
    assert "Напишите, кто из взрослых" in refused(files=film(), **{**adults, "people": ""})
    assert "с письменного согласия каждого" in refused(files=film(), **adults)

    url = put(
        anna, world, **{**LESSON, **adults, "agreed": "on", "has_light": "on", "spoken": "Здравствуйте."},
        files=[film(), sound(), SimpleUploadedFile("доска.png", picture())],
    )  # fmt: skip
    StoredFile.objects.filter(name="урок.mp4").update(size=45_000_000)
    read_all()
    page = boris.get(url)
    body, words = page.content.decode(), text_of(page)
    video = StoredFile.objects.get(attached_kind=PUBLICATION_FILES, kind="video")
    poster = StoredFile.objects.get(attached_kind=PUBLICATION_FILES, kind="image")
    assert f'<video controls preload="none" src="/files/{video.pid}/' in body
    assert f'poster="/files/{poster.pid}/' in body
    assert "2 мин 5 с, 42,9 МБ" in words
    assert "На слабой линии (1 Мбит/с) загрузится за 6 минут." in words
    assert "Вариант для слабой линии (WAV," in words
    assert "Здравствуйте." in words
    assert "Взрослые показаны с их письменного согласия." in words
    assert "Завуч на задней парте" not in words
    sent = boris.get(f"/files/{video.pid}/{video.name}")  # in ranges: tests/config/test_server.py
    assert bytes_of(sent) == samples.video(seconds=125)
    assert browser(world.vera).get(url).status_code == 404
    assert browser(world.vera).get(f"/files/{video.pid}/{video.name}").status_code == 404


@pytest.mark.clause("BT-1.5.b")
def test_a_linked_video_opens_on_its_own_site_and_nothing_of_it_is_loaded_here(
    world: World, browser: Browser, adopt: Callable[[str], None]
) -> None:
    adopt("baltasi")
    anna = browser(world.anna)
    typed = {
        **LESSON,
        **SHOWN,
        "link": "rutube.ru/video/stepeni/",
        "minutes": "38",
        "megabytes": "220",
    }
    url = put(anna, world, **typed)
    page = browser(world.boris).get(url)
    body, words = page.content.decode(), text_of(page)
    opens = f'href="{LINK}" target="_blank" rel="nofollow ugc noopener noreferrer"'
    assert opens in body
    # The link, and its address in words: it stands on paper too.
    assert body.count("rutube.ru") == 2
    assert "<video" not in body
    assert "<iframe" not in body
    assert "Смотреть: RUTUBE" in words
    assert f"в новой вкладке: {LINK}. Со слов автора: 38 мин, 220 МБ." in words
    assert "загрузится за 31 минуту." in words
    assert "rutube" not in page["Content-Security-Policy"]
    row = Material.objects.get()
    kept = text_of(anna.get(f"/p/{row.publication.pid}/versions/1/"))
    assert f"RUTUBE: {LINK}" in kept


def test_a_video_that_does_not_open_any_more_is_marked_and_its_author_told(
    world: World, browser: Browser
) -> None:
    anna, boris = browser(world.anna), browser(world.boris)
    url = put(anna, world, **SHOWN, link=LINK)
    row = OuterAddress.objects.get()
    assert (row.address, row.due_at) == (LINK, MOMENT)
    for days in (0, 1):
        record_answer(
            address_id=row.pk, answer=Answer(Heard.GONE, 404), actor=SYSTEM, at=MOMENT + timedelta(days=days)
        )  # fmt: skip
    assert "не открывается с 14 сентября" in text_of(boris.get(url))
    run_once()
    assert "ваша ссылка на другой сайт больше не открывается" in text_of(anna.get("/notices/"))
    staff = text_of(browser(world.dmitry).get(f"/{world.district.slug}/staff/links/"))
    assert LINK in staff
    record_answer(address_id=row.pk, answer=Answer(Heard.ALIVE, 200), actor=SYSTEM, at=MOMENT)
    assert "не открывается" not in text_of(boris.get(url))
    typed = {**TYPED, **SHOWN, "link": LINK.replace("stepeni", "korni")}
    assert (
        anna.post(f"/p/{Publication.objects.get(kind='material').pid}/edit/", typed).status_code
        == 302
    )
    assert OuterLink.objects.get().address.address == LINK.replace("stepeni", "korni")


def test_a_link_must_lead_to_a_site_that_the_district_takes(world: World, browser: Browser) -> None:
    anna = browser(world.anna)
    for link in ("https://кто@rutube.ru/", "https://localhost/video", "ftp://rutube.ru/video"):
        answer = anna.post(address(world), {**TYPED, **SHOWN, "link": link})
        assert answer.status_code == 422, link
    stop_site(
        district=world.district, site="rutube.ru", reason="Реклама в записях.", actor=acting(world.dmitry), at=MOMENT
    )  # fmt: skip
    answer = anna.post(address(world), {**TYPED, **SHOWN, "link": LINK})
    assert answer.status_code == 422
    assert "На сайт rutube.ru в сети района не ссылаются: Реклама в записях." in text_of(answer)
    assert Publication.objects.filter(kind="material").count() == 0


def test_other_adults_than_those_who_agreed_are_asked_again_and_the_moderator_reads_who(
    world: World, browser: Browser
) -> None:
    anna = browser(world.anna)
    shown = {
        "link": LINK,
        "children": "nobody",
        "adults": "shown",
        "people": "Завуч",
        "agreed": "on",
    }
    url = put(anna, world, **shown)
    row = Recording.objects.get()
    assert (row.agreed_at, row.agreed_by) == (MOMENT, world.anna)
    seen = text_of(browser(world.galina).get(url))
    assert f"Показаны взрослые: Завуч. Согласие каждого подтвердил автор: {world.anna.name}" in seen
    assert "Завуч" not in text_of(browser(world.boris).get(url))
    Recording.objects.update(agreed_at=MOMENT - timedelta(days=9))
    edit = f"/p/{row.material.publication.pid}/edit/"
    assert anna.post(edit, {**TYPED, **shown}).status_code == 302
    assert Recording.objects.get().agreed_at == MOMENT - timedelta(days=9)
    assert anna.post(edit, {**TYPED, **shown, "people": "Завуч и психолог"}).status_code == 302
    assert Recording.objects.get().agreed_at == MOMENT
    silent = anna.post(edit, {**TYPED, **shown, "agreed": ""})
    assert "с письменного согласия каждого" in text_of(silent)


@pytest.mark.clause("BT-1.5.b")
def test_who_is_shown_without_consent_takes_the_video_away_at_once(
    world: World, browser: Browser
) -> None:
    url = put(browser(world.anna), world, link=LINK, **SHOWN)
    boris, galina = browser(world.boris), browser(world.galina)
    assert "показали без согласия" not in text_of(browser(world.anna).get(url))
    report = f"/p/{Material.objects.get().publication.pid}/report/?ground=shown_without_consent"
    assert f'href="{report}"' in boris.get(url).content.decode()
    asked = boris.get(report).content.decode()
    assert 'value="shown_without_consent"' in asked
    assert boris.post(report, {"ground": "shown_without_consent"}).status_code == 200
    assert boris.get(url).status_code == 404
    assert "До решения модератора: тот, кто показан" in text_of(browser(world.anna).get(url))
    queue = text_of(galina.get(f"/{world.district.slug}/staff/reports/"))
    assert "Меня или моего ребёнка показали без согласия" in queue
    assert "скрыто до решения" in queue


def test_a_guest_who_is_shown_writes_to_those_who_run_the_community(
    world: World, browser: Browser
) -> None:
    url = put(browser(world.anna), world, link=LINK, audience="public", **SHOWN)
    guest = browser(None)
    pid = Material.objects.get().publication.pid
    way = f"/{world.district.slug}/questions/new/?to={world.community.pid}&shown={pid}"
    assert way in guest.get(url).content.decode().replace("&amp;", "&")
    asked = text_of(guest.get(way))
    assert "показали без согласия: «Квест „Степени на складе“», http" in asked
    assert guest.get(way.replace(pid, "0123456789")).status_code == 404


def test_a_talk_has_no_such_ground(world: World, browser: Browser) -> None:
    page = f"/p/{world.topic.pid}/report/"
    assert "показали без согласия" not in text_of(browser(world.boris).get(page))
    sent = browser(world.boris).post(page, {"ground": "shown_without_consent"})
    assert sent.status_code == 422


@pytest.mark.clause("BT-1.5.b")
def test_blanks_of_consent_say_what_where_how_long_and_how_it_is_taken_back(
    world: World, browser: Browser
) -> None:
    anna = browser(world.anna)
    here = f"/{world.district.slug}/materials/consent/"
    assert f'href="{here}"' in anna.get(address(world)).content.decode()
    page = text_of(anna.get(here))
    assert "Для родителей" in page
    assert "Для взрослых" in page
    sent = anna.get(f"{here}parents.docx")
    words = "\n".join(one.text for one in Document(BytesIO(sent.content)).paragraphs)
    for said in ("Что показывают", "Где показывают", "Как долго", "Как забрать согласие назад"):
        assert said in words
    assert world.district.name in words
    assert "родитель или другой законный представитель" in words
    assert "законный представитель" not in "\n".join(
        one.text for one in Document(BytesIO(anna.get(f"{here}adults.docx").content)).paragraphs
    )
    assert anna.get(f"{here}parents.pdf").content.startswith(b"%PDF")
    assert anna.get(f"{here}pupils.pdf").status_code == 404
    assert anna.get(f"{here}parents.exe").status_code == 404


def test_the_page_of_a_video_asks_one_more_query_however_many_files(
    world: World, browser: Browser
) -> None:
    url = put(browser(world.anna), world, files=film(), **SHOWN)

    def more(n: int) -> None:
        for _one in range(n):
            row = StoredFile.objects.get(name="урок.mp4", attached_kind=PUBLICATION_FILES)
            row.pk, row.pid, row.name = None, f"f{n}{_one}".ljust(10, "x"), "ещё.mp4"
            row.save(force_insert=True)

    assert_queries_constant(browser(world.boris), url, more, expected=10)
