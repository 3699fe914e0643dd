"""Files of publications and replies: brought with the words, as secret as the words."""

from datetime import datetime
from io import BytesIO
import re
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
import pytest

from staffroom.core.files import files_of
from staffroom.core.files.models import StoredFile
from staffroom.core.richtext import from_text
from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.queries.viewers import viewer_of
from staffroom.shared.publications.actions import comments, moderation, publishing
from staffroom.shared.publications.models import (
    Coauthor,
    CoauthorState,
    Comment,
    Publication,
    PublicationStatus,
)
from staffroom.shared.publications.registry import COMMENT_FILES, PUBLICATION_FILES
from tests.factories import world as made
from tests.factories.people import sign_in
from tests.queries import assert_queries_constant

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("data_dir")]


@pytest.fixture
def data_dir(settings: Any, tmp_path: Any) -> None:
    settings.DATA_DIR = tmp_path / "data"
    settings.KEEP_FREE = 0


@pytest.fixture
def world() -> made.World:
    return made.make_world()


def as_(who: Person) -> Client:
    """A browser in which the person has signed in."""
    return sign_in(Client(), who)


def paper(name: str = "план.txt", words: str = "План урока") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, words.encode())


def picture(name: str = "доска.png") -> SimpleUploadedFile:
    drawn = BytesIO()
    Image.new("RGB", (400, 300), "green").save(drawn, "PNG")
    return SimpleUploadedFile(name, drawn.getvalue())


def topic_form(title: str, **more: Any) -> dict[str, Any]:
    return {
        "title": title, "body": "С чего начать?", "audience": "community", "tags": "", "act": "publish",
        **more,
    }  # fmt: skip


def status(browser: Client, url: str) -> int:
    """What a file's address answers; its bytes are read and let go."""
    answer = browser.get(url)
    if answer.streaming:
        assert answer.getvalue()
    for (
        release
    ) in answer._resource_closers:  # `close()` itself would end the connection of PostgreSQL
        release()
    return int(answer.status_code)


def url_of(kind: str, key: int) -> str:
    [row] = files_of(kind, [key])[key]
    return row.url


def reply(who: Person, under: Publication, **form: Any) -> Any:
    return as_(who).post(f"/p/{under.pid}/comments/", {"body": "", **form})


@pytest.mark.clause("BB-1.7.1")
def test_a_topic_a_reply_with_a_quote_and_a_file_and_both_in_the_list(
    world: made.World, at: datetime
) -> None:
    anna, boris = as_(world.anna), as_(world.boris)
    answer = anna.post(
        f"/p/new/topic/?in={world.community.pid}",
        topic_form("Неделя без двоек", files=[paper("план недели.txt")]),
    )
    assert answer.status_code == 302
    topic = Publication.objects.get(title="Неделя без двоек")
    assert topic.file_n == 1

    answer = boris.post(
        f"/p/{topic.pid}/comments/",
        {"body": "> С чего начать?\n\nС таблицы.", "files": [paper("таблица.csv", "а;б\n1;2\n")]},
    )
    assert answer.status_code == 302
    said = Comment.objects.get(publication=topic)
    assert (said.file_n, "<blockquote>" in said.html) == (1, True)

    for browser in (anna, boris):
        page = browser.get(f"/p/{topic.pid}-{topic.slug}/").content.decode()
        assert "план недели.txt" in page
        assert "таблица.csv" in page
        assert "<blockquote>" in page
        listed = browser.get(f"/berezovka/c/{world.community.pid}-{world.community.slug}/")
        entry = _entry(listed.content.decode(), "Неделя без двоек")
        assert "1\xa0ответ" in entry or "1 ответ" in entry
        assert "1\xa0файл" in entry or "1 файл" in entry

    vera, guest = as_(world.vera), Client()
    for url in (url_of(PUBLICATION_FILES, topic.pk), url_of(COMMENT_FILES, said.pk)):
        assert (status(anna, url), status(boris, url)) == (200, 200)
        assert (status(vera, url), status(guest, url)) == (404, 404)

    galina = viewer_of(world.galina, at=at)[0]
    moderation.hide(publication=topic, reason="Не о том", actor=galina)
    for url in (url_of(PUBLICATION_FILES, topic.pk), url_of(COMMENT_FILES, said.pk)):
        assert status(boris, url) == 404
        assert (status(anna, url), status(as_(world.galina), url)) == (200, 200)


def _entry(page: str, title: str) -> str:
    return next(
        part for part in re.findall(r"<article.*?</article>", page, re.DOTALL) if title in part
    )


def test_a_file_without_words_is_an_answer_and_nothing_is_not(world: made.World) -> None:
    answer = reply(world.boris, world.topic, files=[paper()])
    assert answer.status_code == 302
    said = Comment.objects.latest("pk")
    assert (said.html, said.file_n) == ("", 1)
    answer = reply(world.boris, world.topic)
    assert answer.status_code == 422
    assert "Напишите ответ или приложите файл." in answer.content.decode()
    assert Comment.objects.latest("pk") == said


def test_somebody_elses_file_is_not_taken_and_makes_no_answer(world: made.World) -> None:
    before = Comment.objects.count()
    assert reply(world.boris, world.topic, files_kept=[world.file.pid]).status_code == 422
    assert (
        reply(world.boris, world.topic, body="Вот", files_kept=[world.file.pid]).status_code == 302
    )
    assert Comment.objects.count() == before + 1
    assert Comment.objects.latest("pk").file_n == 0
    world.file.refresh_from_db()
    assert world.file.attached_kind == ""


def test_a_file_brought_in_parts_is_named_by_the_form(world: made.World) -> None:
    assert reply(world.anna, world.topic, files_kept=[world.file.pid]).status_code == 302
    world.file.refresh_from_db()
    said = Comment.objects.latest("pk")
    assert (world.file.attached_kind, world.file.attached_key) == (COMMENT_FILES, said.pk)


def test_a_refused_file_is_told_and_the_rest_is_held(world: made.World) -> None:
    answer = reply(
        world.boris, world.topic, body="Смотрите",
        files=[paper(), SimpleUploadedFile("игра.txt", b"MZ" + bytes(9))],
    )  # fmt: skip
    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.count("Это программа") >= 1
    held = StoredFile.objects.exclude(pk=world.file.pk).get()
    assert f'name="files_kept" value="{held.pid}" checked' in page
    assert "Смотрите" in page
    assert (
        reply(world.boris, world.topic, body="Смотрите", files_kept=[held.pid]).status_code == 302
    )
    assert Comment.objects.latest("pk").file_n == 1
    assert StoredFile.objects.exclude(pk=world.file.pk).count() == 1


def test_a_file_larger_than_one_may_be_is_refused_with_the_figures(
    world: made.World, settings: Any
) -> None:
    settings.LARGEST_FILE = 2048
    answer = reply(world.boris, world.topic, body="Вот", files=[paper(words="a" * 3000)])
    assert answer.status_code == 422
    assert "можно до 2\xa0КБ" in answer.content.decode()


def test_who_runs_a_community_may_bring_larger_files(world: made.World, settings: Any) -> None:
    settings.LARGEST_FILE = 2048
    recording = {"body": "Запись", "files": [paper(words="a" * 3000)]}
    assert reply(world.galina, world.topic, **recording).status_code == 302
    settings.LARGEST_FILE_OF_STAFF = 2500
    answer = reply(world.galina, world.topic, body="Ещё", files=[paper(words="b" * 3000)])
    assert answer.status_code == 422
    assert "можно до 2,4\xa0КБ" in answer.content.decode()


def test_a_picture_of_the_text_is_attached_and_shown_once(world: made.World) -> None:
    assert reply(world.boris, world.topic, files=[picture()]).status_code == 302
    shown = StoredFile.objects.latest("pk")
    page = as_(world.anna).get(f"/p/{world.topic.pid}-{world.topic.slug}/").content.decode()
    assert f'src="/files/{shown.pid}/thumb-320.webp"' in page

    boris, at = viewer_of(world.boris, at=made.THEN)[0], made.THEN
    said = Comment.objects.latest("pk")
    inside = from_text(f"Вот доска:\n\n/files/{shown.pid}/доска.png")
    assert inside.files == (shown.pid,)
    comments.edit_comment(comment=said, text=inside, actor=boris, at=at)
    page = as_(world.anna).get(f"/p/{world.topic.pid}-{world.topic.slug}/").content.decode()
    assert (page.count(f'src="/files/{shown.pid}/'), said.file_n) == (1, 1)
    assert "thumb-320" not in page
    comments.edit_comment(comment=said, text=from_text("Без доски"), actor=boris, at=at)
    shown.refresh_from_db()
    assert (said.file_n, shown.attached_kind) == (0, "")
    assert status(as_(world.anna), f"/files/{shown.pid}/доска.png") == 404


def test_editing_keeps_the_files_left_marked_and_takes_off_the_others(world: made.World) -> None:
    reply(world.boris, world.topic, files=[paper("а.txt"), paper("б.txt")])
    said = Comment.objects.latest("pk")
    first, second = (row.pid for row in files_of(COMMENT_FILES, [said.pk])[said.pk])
    boris, edit = as_(world.boris), f"/p/{world.topic.pid}/comments/{said.seq}/edit/"
    page = boris.get(edit).content.decode()
    assert page.count('type="checkbox" name="files_kept"') == 2
    answer = boris.post(edit, {"body": "", "files_kept": [second], "files": [paper("в.txt")]})
    assert answer.status_code == 302
    said.refresh_from_db()
    names = [row.name for row in files_of(COMMENT_FILES, [said.pk])[said.pk]]
    assert (names, said.file_n) == (["б.txt", "в.txt"], 2)
    assert status(as_(world.anna), f"/files/{first}/а.txt") == 404
    assert boris.post(edit, {"body": ""}).status_code == 422
    said.refresh_from_db()
    assert said.file_n == 2


def test_a_failed_edit_leaves_the_files_and_shows_them_again(world: made.World) -> None:
    draft = world.draft
    edit = f"/p/{draft.pid}/edit/"
    anna = as_(world.anna)
    form = topic_form("Ещё не дописано", act="draft", files=[paper()])
    assert anna.post(edit, form).status_code == 302
    [row] = files_of(PUBLICATION_FILES, [draft.pk])[draft.pk]
    answer = anna.post(edit, topic_form("", files_kept=[row.pid]))
    assert answer.status_code == 422
    assert f'value="{row.pid}" checked' in answer.content.decode()
    autosaved = anna.post(f"/p/{draft.pid}/autosave/", topic_form("Почти дописано"))
    assert autosaved.json()["saved"]
    draft.refresh_from_db()
    assert (draft.title, draft.file_n) == ("Почти дописано", 1)


def test_a_dropped_draft_lets_its_files_go(world: made.World, at: datetime) -> None:
    anna = viewer_of(world.anna, at=at)[0]
    content = publishing.Content(title="Набросок", text=from_text("…"))
    draft = publishing.write_draft(
        kind="topic", content=content, actor=anna, at=at, home=world.community,
        files=[world.file.pid],
    )  # fmt: skip
    assert (draft.file_n, draft.status) == (1, PublicationStatus.DRAFT)
    assert status(as_(world.boris), url_of(PUBLICATION_FILES, draft.pk)) == 404
    publishing.remove_publication(publication=draft, actor=anna, at=at)
    world.file.refresh_from_db()
    assert (world.file.attached_kind, world.file.attached_key) == ("", None)


def test_files_of_a_hidden_reply_are_for_its_author_and_moderators_of_a_removed_one_for_nobody_else(
    world: made.World, at: datetime
) -> None:
    reply(world.boris, world.topic, files=[paper()])
    said = Comment.objects.latest("pk")
    url = url_of(COMMENT_FILES, said.pk)
    cast = [world.boris, world.galina, world.dmitry, world.anna, world.vera]

    def answers() -> list[int]:
        return [status(as_(who), url) for who in cast]

    assert answers() == [200, 200, 200, 200, 404]
    galina = viewer_of(world.galina, at=at)[0]
    comments.hide_comment(comment=said, reason="Не о том", actor=galina, at=at)
    assert answers() == [200, 200, 200, 404, 404]
    page = as_(world.anna).get(f"/p/{world.topic.pid}-{world.topic.slug}/").content.decode()
    assert "план.txt" not in page
    comments.restore_comment(comment=said, actor=galina)
    comments.remove_comment(comment=said, actor=viewer_of(world.boris, at=at)[0], at=at)
    assert answers() == [200, 404, 404, 404, 404]  # loose again: its owner's for a week
    page = as_(world.galina).get(f"/p/{world.topic.pid}-{world.topic.slug}/").content.decode()
    assert "план.txt" not in page


def test_a_topic_costs_the_same_with_one_file_and_with_thirty(world: made.World) -> None:
    boris = as_(world.boris)
    topic = made.publication(world.anna, world.community, "С файлами")
    StoredFile.objects.filter(pk=made.stored_file(world.anna).pk).update(
        attached_kind=PUBLICATION_FILES, attached_key=topic.pk
    )
    Publication.objects.filter(pk=topic.pk).update(file_n=1)

    def more(n: int) -> None:
        for _ in range(n):
            topic.refresh_from_db()
            comments.add_comment(
                publication=topic, text=from_text("Вот"), actor=made.acting(world.anna),
                at=topic.bumped_at, files=[made.stored_file(world.anna).pid],
            )  # fmt: skip

    assert_queries_constant(boris, f"/p/{topic.pid}-{topic.slug}/", more, expected=6)


def test_the_author_sees_how_often_colleagues_took_the_file(world: made.World) -> None:
    """Own visits, guests, thumbnails, revalidations and what a page shows by itself are not counted."""
    anna, boris, guest = as_(world.anna), as_(world.boris), Client()
    typed = topic_form("Листы", audience="public", files=[paper(), picture()])
    url = anna.post(f"/p/new/topic/?in={world.community.pid}", typed)["Location"]
    shown = Publication.objects.get(title="Листы")
    sheet, drawn = StoredFile.objects.filter(attached_key=shown.pk).order_by("pk")

    def take(client: Client, file: StoredFile, name: str = "", **headers: str) -> str:
        return released(client.get(f"/files/{file.pid}/{name or file.name}", headers=headers))

    def released(answer: Any) -> str:
        for release in answer._resource_closers:
            release()
        answer._resource_closers.clear()
        return str(answer.get("ETag", ""))

    take(anna, sheet)
    take(guest, sheet)
    take(boris, drawn)  # an old browser that draws the page
    take(boris, drawn, **{"Sec-Fetch-Dest": "image"})
    released(boris.head(f"/files/{sheet.pid}/{sheet.name}"))
    released(boris.get(f"/files/{sheet.pid}/"))
    assert Publication.objects.get(pk=shown.pk).download_n == 0
    etag = take(boris, sheet)
    take(boris, sheet, **{"If-None-Match": etag})
    take(boris, drawn, **{"Sec-Fetch-Dest": "empty"})  # «Скачать»
    take(as_(world.galina), sheet, Range="bytes=100-")
    assert Publication.objects.get(pk=shown.pk).download_n == 2
    galina = as_(world.galina)
    Coauthor.objects.create(
        publication=shown, person=world.galina, state=CoauthorState.ACCEPTED, invited_at=made.THEN
    )
    take(galina, sheet)  # what she wrote herself with Анна
    galina.get(url)
    assert "скачивания" not in boris.get(url).content.decode()
    own = anna.get(url).content.decode()
    assert "2 скачивания" in own
    assert "1 просмотр<" in own
