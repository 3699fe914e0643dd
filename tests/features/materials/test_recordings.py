"""Sound and video of a material: told in words, size and length before it loads, captions, versions."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
import pytest

from staffroom.core.files import contents
from staffroom.core.files.models import FileContents, RecordingWords, StoredFile
from staffroom.shared.publications.registry import PUBLICATION_FILES
from tests.conftest import MOMENT
from tests.core.files import samples
from tests.factories.world import World
from tests.features.conftest import Browser
from tests.features.materials.pages import TYPED, address, put
from tests.shared.accounts.pages import text_of

pytestmark = pytest.mark.usefixtures("frozen")
CAPTIONS = "1\n00:00:01,000 --> 00:00:04,000\nСегодня степени\n"


def film() -> SimpleUploadedFile:
    return SimpleUploadedFile("урок.mp4", samples.video(seconds=125))


def sound() -> SimpleUploadedFile:
    return SimpleUploadedFile("диктант.wav", samples.sound(seconds=3))


def read_all() -> None:
    for row in FileContents.objects.filter(state="waiting"):
        contents.read_contents(contents_id=row.pk, at=MOMENT)


def told(client: Client, file: StoredFile, **typed: Any) -> Any:
    begun = {"about": "Учитель объясняет степени.", "transcript": "Сегодня степени."}
    return client.post(f"/files/{file.pid}/words/", {**begun, **typed})


@pytest.mark.clause("TV-2.2.1.f")
def test_video_and_sound_play_in_the_page_are_told_in_words_and_say_what_they_cost(
    world: World, browser: Browser
) -> None:
    anna, boris = browser(world.anna), browser(world.boris)
    mute = anna.post(
        address(world),
        {**TYPED, "body": "", "files": [film(), sound()], "children": "nobody", "adults": "nobody"},
    )
    assert mute.status_code == 422
    assert "Скажите в тексте, о чём запись" in text_of(mute)
    url = put(anna, world, files=[film(), sound()], children="nobody", adults="nobody")
    read_all()
    video = StoredFile.objects.get(attached_kind=PUBLICATION_FILES, kind="video")
    answer = told(anna, video, captions=SimpleUploadedFile("субтитры.srt", CAPTIONS.encode()))
    assert answer.status_code == 302

    page = boris.get(url)
    body, words = page.content.decode(), text_of(page)
    assert "Включить здесь (2 мин 5 с," in words
    assert "связь от" in words
    assert "Скачать (MP4," in words
    assert "Скачать (WAV," in words
    assert "Учитель объясняет степени." in words
    assert '<video controls preload="none"' in body
    assert '<audio controls preload="none"' in body
    assert "autoplay" not in body
    assert f'<track kind="captions" src="/files/{video.pid}/captions.vtt"' in body
    assert "media-src 'self'" in page["Content-Security-Policy"]
    whole = text_of(boris.get(f"/files/{video.pid}/"))
    assert "Расшифровка" in whole
    assert "Сегодня степени." in whole
    shown = boris.get(f"/files/{video.pid}/captions.vtt")
    assert shown["Content-Type"] == "text/vtt; charset=utf-8"
    assert shown.content.decode() == "WEBVTT\n\n00:00:01.000 --> 00:00:04.000\nСегодня степени\n"


def test_words_are_its_writers_and_as_closed_as_the_recording(
    world: World, browser: Browser
) -> None:
    anna, boris, vera = (browser(one) for one in (world.anna, world.boris, world.vera))
    put(anna, world, files=film(), children="nobody", adults="nobody")
    video = StoredFile.objects.get(attached_kind=PUBLICATION_FILES)
    assert told(boris, video).status_code == 404
    assert boris.get(f"/files/{video.pid}/words/").status_code == 404
    bad = told(anna, video, captions=SimpleUploadedFile("план.vtt", b"WEBVTT"))
    assert bad.status_code == 422
    assert "Это не субтитры" in text_of(bad)
    assert "Учитель объясняет степени." in text_of(bad)
    assert (
        told(anna, video, captions=SimpleUploadedFile("a.srt", CAPTIONS.encode())).status_code
        == 302
    )
    assert vera.get(f"/files/{video.pid}/captions.vtt").status_code == 404
    assert told(anna, video, transcript="").status_code == 302
    assert RecordingWords.objects.get(file=video).has_captions
    assert told(anna, video, drops="on").status_code == 302
    assert boris.get(f"/files/{video.pid}/captions.vtt").status_code == 404


def test_a_version_keeps_the_words_of_its_recordings(world: World, browser: Browser) -> None:
    anna = browser(world.anna)
    url = put(anna, world, files=film(), children="nobody", adults="nobody")
    video = StoredFile.objects.get(attached_kind=PUBLICATION_FILES)
    assert told(anna, video).status_code == 302
    edit = f"{url.split('-')[0]}/edit/"
    changed = anna.post(
        edit,
        {
            **TYPED,
            "body": "Новый план.",
            "files_kept": [video.pid],
            "children": "nobody",
            "adults": "nobody",
        },
    )
    assert changed.status_code == 302
    kept = StoredFile.objects.filter(attached_kind="materials.version").order_by("-pk")[0]
    assert RecordingWords.objects.get(file=kept).transcript == "Сегодня степени."
    assert "Сегодня степени." in text_of(browser(world.boris).get(f"/files/{kept.pid}/"))
    assert told(anna, kept, about="Другое").status_code == 404
