"""A form that is not accepted at all loses no words: the session has ended, the place is gone."""

from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
import pytest

from staffroom.shared.publications.models import Comment, Publication
from tests.conftest import MOMENT
from tests.factories import world as made
from tests.factories.people import sign_in
from tests.factories.world import World

pytestmark = pytest.mark.django_db
OURS = {"Origin": "http://testserver"}
CAME = {**OURS, "Referer": "http://testserver/communities/"}
TYPED = {"body": "Мой длинный ответ, который жалко потерять", "once": "abc", "draft": "reply-x"}


@pytest.fixture
def world() -> World:
    return made.make_world()


@pytest.fixture
def address(world: World) -> str:
    return f"/p/{world.topic.pid}/comments/"


def test_what_was_typed_is_kept_until_the_person_has_signed_in(world: World, address: str) -> None:
    client = Client()
    page = client.post(address, TYPED, headers=OURS)
    words = page.content.decode()
    assert page.status_code == 403
    assert "Вы не вошли на сайт: войдите и отправьте ещё раз." in words
    assert f'name="body" value="{TYPED["body"]}"' in words
    assert f'href="{settings.LOGIN_URL}" target="_blank"' in words
    assert "saved" not in page.cookies, "the browser would forget its own copy"
    assert not Comment.objects.filter(plain=TYPED["body"]).exists()

    sign_in(client, world.boris)
    assert client.post(address, TYPED, headers=OURS).status_code == 302
    assert Comment.objects.filter(plain=TYPED["body"]).count() == 1


def test_who_pressed_a_button_comes_back_to_its_page(world: World) -> None:
    came = {**OURS, "Referer": f"http://testserver/p/{world.topic.pid}/?page=2"}
    answer = Client().post(f"/p/{world.topic.pid}/follow/", headers=came)
    assert answer["Location"] == f"{settings.LOGIN_URL}?next=%2Fp%2F{world.topic.pid}%2F"
    foreign = {**OURS, "Referer": "https://evil.example/p/x/"}
    answer = Client().post(f"/p/{world.topic.pid}/follow/", headers=foreign)
    assert answer["Location"] == settings.LOGIN_URL


def test_words_stay_when_a_file_was_sent_with_them(world: World, address: str) -> None:
    file = SimpleUploadedFile("план.txt", "Ход урока".encode())
    page = Client().post(address, {**TYPED, "files": file}, headers=OURS).content.decode()
    assert f'name="body" value="{TYPED["body"]}"' in page
    assert "Файлы нужно выбрать ещё раз" in page
    assert 'type="file" id="file-files" name="files"' in page
    assert 'enctype="multipart/form-data"' in page


def test_words_stay_when_the_place_is_gone_meanwhile(world: World) -> None:
    client = sign_in(Client(), world.boris)
    page = client.post("/p/yyyyyyyyyy/comments/", TYPED, headers=OURS)
    words = page.content.decode()
    assert page.status_code == 404
    assert f"readonly>{TYPED['body']}</textarea>" in words
    assert words.count("<textarea") == 1, "keys and names are no words"

    foreign = client.post(
        "/p/yyyyyyyyyy/comments/", TYPED, headers={"Origin": "https://evil.example"}
    )
    assert (foreign.status_code, TYPED["body"] in foreign.content.decode()) == (404, False)


def test_words_stay_when_a_topic_is_closed_meanwhile(world: World, address: str) -> None:
    client = sign_in(Client(), world.boris)
    Publication.objects.update(closed_at=MOMENT)
    page = client.post(address, TYPED, headers=CAME)
    words = page.content.decode()
    assert page.status_code == 403
    assert '<a class="btn" href="/communities/">Вернуться</a>' in words
    assert "Обсуждение закрыто: читать можно, ответить нельзя." in words
    assert f"readonly>{TYPED['body']}</textarea>" in words


@pytest.mark.parametrize("headers", [{"Origin": "https://evil.example"}, {}])
def test_a_form_of_another_site_is_not_repeated(address: str, headers: dict[str, str]) -> None:
    answer = Client().post(address, TYPED, headers=headers)
    assert (answer.status_code, answer["Location"]) == (302, settings.LOGIN_URL)


def test_a_password_is_never_written_into_a_page(world: World) -> None:
    secret: dict[str, Any] = {"old_password": "было", "new_password": "стало"}
    answer = Client().post(f"/p/{world.topic.pid}/comments/", secret, headers=OURS)
    assert (answer.status_code, answer["Location"]) == (302, settings.LOGIN_URL)


def test_scripts_get_words_and_leave_the_form_as_it_is(address: str) -> None:
    answer = Client().post(address, TYPED, headers={**OURS, "HX-Request": "true"})
    assert "Войдите в новой вкладке и нажмите ещё раз" in answer.content.decode()
    assert "HX-Redirect" not in answer
    assert "saved" not in answer.cookies


def test_an_address_for_forms_says_so(world: World, address: str) -> None:
    page = sign_in(Client(), world.boris).get(address)
    assert (page.status_code, page["Allow"]) == (405, "POST")
    assert "Эту страницу нельзя открыть: сюда только отправляют." in page.content.decode()
