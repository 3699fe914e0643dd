"""A practice as a short video or a live stream: announced, going on, over, with its recording in the group."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine

from staffroom.core.jobs import run_once
from staffroom.features.materials.models import Material, Recording
from tests.conftest import MOMENT
from tests.factories.world import World
from tests.features.conftest import Browser
from tests.features.materials.pages import TYPED, address, put
from tests.features.materials.test_recordings import film
from tests.queries import assert_queries_constant
from tests.shared.accounts.pages import text_of

STREAM = "https://live.example/urok"
PRACTICE = {
    **TYPED, "material_kind": "practices", "essence": "Считаем в лифте.", "children": "nobody",
    "adults": "nobody",
}  # fmt: skip
LIVE = {**PRACTICE, "live_link": STREAM, "starts_at": "2026-09-16T15:00", "planned": "40"}
STARTS = MOMENT.replace(day=16, hour=12, minute=0)  # 15:00 in Moscow


@pytest.mark.clause("TV-1.1.c")
def test_a_practice_is_a_short_video_in_the_group(
    world: World,
    browser: Browser,
    home: str,
    frozen: time_machine.Traveller,
    adopt: Callable[[str], None],
) -> None:
    adopt("tula")
    anna, boris = browser(world.anna), browser(world.boris)
    put(anna, world, **{**PRACTICE, "title": "Практика без видео"})
    url = put(anna, world, **PRACTICE, files=film())
    listed = text_of(boris.get(f"{home}materials/?watch=video"))
    assert "Квест «Степени на складе»" in listed
    assert "Практика без видео" not in listed
    assert "Видео и эфиры" in text_of(boris.get(f"{home}materials/"))
    page = boris.get(url)
    assert '<video controls preload="none"' in page.content.decode()
    assert "Считаем в лифте." in text_of(page)


@pytest.mark.clause("TV-1.1.c")
def test_a_live_stream_is_announced_goes_on_and_leaves_its_recording_in_the_group(
    world: World,
    browser: Browser,
    home: str,
    frozen: time_machine.Traveller,
    adopt: Callable[[str], None],
) -> None:
    adopt("tula")
    anna, boris = browser(world.anna), browser(world.boris)
    assert "Если будет прямой эфир" in text_of(anna.get(address(world)))
    for typed, told in (
        ({**LIVE, "starts_at": ""}, "Напишите, когда начнётся эфир."),
        ({**LIVE, "live_link": ""}, "Поставьте ссылку, по которой смотреть эфир."),
        ({**LIVE, "adults": ""}, "показаны ли на видео другие взрослые"),
    ):
        answer = anna.post(address(world), typed)
        assert answer.status_code == 422
        assert told in text_of(answer)
    url = put(anna, world, **LIVE)
    assert Recording.objects.get().starts_at == STARTS
    run_once()
    assert "Прямой эфир 16 сентября 2026 в 15:00" in text_of(boris.get("/notices/"))
    page = boris.get(url)
    words = text_of(page)
    assert "Начнётся 16 сентября 2026 в 15:00. Продлится 40 минут." in words
    assert (
        f'href="{STREAM}" target="_blank" rel="nofollow ugc noopener noreferrer"'
        in page.content.decode()
    )
    here = f"{home}materials/?watch=live"
    assert "Эфир 16 сентября 2026 в 15:00" in text_of(boris.get(here))
    pid = Material.objects.get().publication.pid
    assert boris.post(f"/p/{pid}/follow/", {"follow": "1"}).status_code == 302

    frozen.move_to(STARTS + timedelta(minutes=1))
    run_once()
    run_once()
    assert text_of(boris.get("/notices/")).count("Эфир начался") == 1
    assert "Идёт сейчас" in text_of(boris.get(url))
    assert "Эфир идёт сейчас" in text_of(boris.get(here))

    frozen.move_to(STARTS + timedelta(hours=1))
    over = text_of(boris.get(url))
    assert "Эфир начался 16 сентября 2026 в 15:00 и закончился. Записи пока нет." in over
    assert STREAM not in boris.get(url).content.decode()
    assert "Добавить запись" in text_of(anna.get(url))
    edit = anna.get(f"/p/{pid}/edit/").content.decode()
    assert 'value="2026-09-16T15:00"' in edit

    link = {"link": "https://rutube.ru/video/urok/", "minutes": "38"}
    assert anna.post(f"/p/{pid}/edit/", {**LIVE, **link}).status_code == 302
    run_once()
    assert "Есть запись эфира" in text_of(boris.get("/notices/"))
    recorded = text_of(boris.get(url))
    assert "Запись эфира" in recorded
    assert "Смотреть: RUTUBE" in recorded
    assert "Записи пока нет" not in recorded
    assert "Запись эфира" in text_of(boris.get(here))
    assert browser(world.vera).get(url).status_code == 404


def test_a_stream_that_is_moved_or_called_off_is_told_of_and_does_not_begin(
    world: World, browser: Browser, frozen: time_machine.Traveller
) -> None:
    anna, boris = browser(world.anna), browser(world.boris)
    put(anna, world, **LIVE)
    edit = f"/p/{Material.objects.get().publication.pid}/edit/"
    assert anna.post(edit, {**LIVE, "starts_at": "2026-09-17T10:30"}).status_code == 302
    run_once()
    assert "Прямой эфир 17 сентября 2026 в 10:30" in text_of(boris.get("/notices/"))
    assert anna.post(edit, {**LIVE, "starts_at": "", "live_link": ""}).status_code == 302
    run_once()
    assert "Эфир 17 сентября 2026 в 10:30 отменён" in text_of(boris.get("/notices/"))
    frozen.move_to(STARTS + timedelta(days=2))
    run_once()
    assert "Эфир начался" not in text_of(boris.get("/notices/"))


def test_the_hour_of_a_stream_is_the_districts_own(
    world: World, browser: Browser, frozen: time_machine.Traveller
) -> None:
    world.district.time_zone = "Asia/Yakutsk"
    world.district.save(update_fields=["time_zone"])
    anna = browser(world.anna)
    url = put(anna, world, **LIVE)
    assert Recording.objects.get().starts_at == STARTS - timedelta(hours=6)
    assert "Начнётся 16 сентября 2026 в 15:00" in text_of(browser(world.boris).get(url))
    edit = f"/p/{Material.objects.get().publication.pid}/edit/"
    assert 'value="2026-09-16T15:00"' in anna.get(edit).content.decode()


def test_the_list_of_videos_asks_the_same_number_of_queries(
    world: World, browser: Browser, frozen: time_machine.Traveller
) -> None:
    def more(n: int) -> None:
        for one in range(n):
            put(browser(world.anna), world, **{**LIVE, "title": f"Эфир {n}-{one}"})

    here = f"/{world.district.slug}/materials/?watch=live"
    assert_queries_constant(browser(world.boris), here, more, expected=5)
