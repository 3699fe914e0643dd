"""A form whose token is old keeps what was typed; a form of another site gets nowhere."""

from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path
import pytest

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]

ADDRESS = "/topic/new/"
TYPED = {"email": "anna@tula.example", "note": "«Длинный» <текст>"}


def view(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("made")


urlpatterns = [path("topic/new/", view), path("", include("staffroom.config.urls"))]


def send(origin: str) -> str:
    answer = Client(enforce_csrf_checks=True).post(ADDRESS, TYPED, headers={"Origin": origin})
    assert answer.status_code == 403
    return answer.content.decode()


def test_an_old_form_of_ours_can_be_sent_again() -> None:
    page = send("http://testserver")
    assert "Страница устарела: отправьте форму ещё раз." in page
    assert 'name="note" value="«Длинный» &lt;текст&gt;"' in page
    assert 'name="csrfmiddlewaretoken"' in page


def test_a_form_of_another_site_is_refused_and_not_repeated() -> None:
    page = send("https://evil.example")
    assert "Форма не принята" in page
    assert "Длинный" not in page
