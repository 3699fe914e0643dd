"""A person asks to be erased; another one, who answers for the data, does it by the day."""

from datetime import UTC, datetime, timedelta
import io
import json
import zipfile

from django.apps import apps
from django.core import serializers
from django.test import Client
import pytest
import time_machine

from staffroom.core.clock import now
from staffroom.core.jobs import run_once
from staffroom.core.richtext import clean
from staffroom.shared.accounts.models import DataRequest, Person
from staffroom.shared.accounts.registry import Power
from staffroom.shared.communities.actions.erasure import fulfil_erasure
from staffroom.shared.communities.jobs.erasure import erase_overdue
from staffroom.shared.communities.models import Membership, ScopeKind
from staffroom.shared.duties.models import Duty
from staffroom.shared.publications.actions.comments import add_comment, edit_comment
from tests.factories.people import PASSWORD, sign_in
from tests.factories.world import acting, comment, grant, make_world
from tests.shared.accounts.pages import text_of

pytestmark = pytest.mark.django_db

WORDS = ("Соколова", "anna.sokolova@test.example", "+7 900 123-45-67", "робототехники")


@pytest.fixture
def world():
    made = make_world()
    anna = made.anna
    anna.last_name, anna.email, anna.phone, anna.about = WORDS
    anna.save()
    client = sign_in(Client(), anna)
    client.post("/account/data/erase/", {"current": PASSWORD, "words": "Ухожу: Соколова"})
    return made


def everything_kept() -> str:
    """All rows of all tables as one text."""
    rows = []
    for model in apps.get_models():
        if model._meta.app_label not in {"contenttypes", "auth"}:
            rows.append(
                serializers.serialize("json", model._default_manager.all(), ensure_ascii=False)
            )
    return json.dumps(rows, ensure_ascii=False)


def test_the_one_who_answers_for_the_data_erases_and_nothing_of_the_person_is_left(world):
    desk = sign_in(Client(), world.dmitry)
    page = desk.get(f"/{world.district.slug}/staff/data-requests/")
    assert "Соколова" in text_of(page)
    assert "30 дней" in text_of(page)
    asked = DataRequest.objects.get()
    address = f"/{world.district.slug}/staff/data-requests/{asked.pid}/"
    assert "Вернуть данные нельзя" in text_of(desk.get(address))
    desk.post(address)
    for word in WORDS:
        assert word not in everything_kept()
    anna = Person.objects.get(pk=world.anna.pk)
    assert (anna.name, anna.is_active) == ("Бывший участник", False)
    assert not Membership.objects.filter(person=anna, state="active").exists()
    world.topic.refresh_from_db()
    assert world.topic.author_id == anna.pk  # the talk keeps its shape
    world.community.refresh_from_db()
    assert world.community.member_n == Membership.objects.filter(state="active").count()
    typed = {"email": WORDS[1], "password": PASSWORD}
    assert Client().post("/account/sign-in/", typed).status_code == 422
    assert desk.get(address).status_code == 404


def test_the_name_goes_out_of_the_words_of_others_too(world):
    named = (
        f'<p>Спросите <a class="mention" data-mention="{world.anna.pid}" href="/people/'
        f'{world.anna.pid}">@Анна Соколова</a>, она знает <b>точно</b>.</p>'
    )
    boris, at = acting(world.boris), now()
    reply = add_comment(publication=world.topic, text=clean(named), actor=boris, at=at)
    edit_comment(comment=reply, text=clean(named + "<p>И ещё.</p>"), actor=boris, at=at)
    assert "Соколова" in everything_kept()
    fulfil_erasure(request=DataRequest.objects.get(), actor=acting(world.dmitry), at=now())
    run_once()
    assert "Соколова" not in everything_kept()
    page = sign_in(Client(), world.boris).get(f"/p/{world.topic.pid}-{world.topic.slug}/")
    assert "Спросите @Бывший участник, она знает" in text_of(page)
    found = sign_in(Client(), world.boris).get("/search/?q=точно")
    assert "@Бывший участник" in text_of(found)


def test_nobody_erases_himself_by_his_own_power(world):
    grant(world.anna, ScopeKind.DISTRICT, world.district.pk, "second", Power.MANAGE_PEOPLE)
    client = sign_in(Client(), world.anna)
    asked = DataRequest.objects.get()
    address = f"/{world.district.slug}/staff/data-requests/{asked.pid}/"
    assert client.post(address).status_code == 403
    assert Person.objects.get(pk=world.anna.pk).is_active


def test_another_districts_coordinator_sees_no_request(world):
    grant(
        world.vera, ScopeKind.DISTRICT, world.other_district.pk, "coordinator", Power.MANAGE_PEOPLE
    )
    client = sign_in(Client(), world.vera)
    asked = DataRequest.objects.get()
    own = client.get(f"/{world.other_district.slug}/staff/data-requests/")
    assert "Соколова" not in text_of(own)
    for slug in (world.district.slug, world.other_district.slug):
        assert client.post(f"/{slug}/staff/data-requests/{asked.pid}/").status_code == 404


def test_the_request_is_a_duty_with_the_day_of_the_law_and_ends_with_the_erasing(world):
    desk = sign_in(Client(), world.dmitry)
    duty = Duty.objects.get(kind="accounts.erasure")
    asked = DataRequest.objects.get()
    assert duty.due_on == asked.due_on
    assert duty.clause == "152-ФЗ, статья 21"
    assert "просит удалить аккаунт" in text_of(desk.get("/home/"))
    desk.post(duty.url)
    duty.refresh_from_db()
    assert duty.outcome == "done"


def test_who_thinks_better_of_it_ends_the_duty(world):
    sign_in(Client(), world.anna).post("/account/data/erase/withdraw/")
    assert Duty.objects.get(kind="accounts.erasure").outcome == "gone"


def test_what_nobody_has_looked_at_is_erased_on_the_last_day(world):
    asked = DataRequest.objects.get()
    with time_machine.travel(
        datetime(*asked.due_on.timetuple()[:3], 14, tzinfo=UTC) - timedelta(days=1)
    ):
        erase_overdue()
        assert Person.objects.get(pk=world.anna.pk).is_active
    with time_machine.travel(datetime(*asked.due_on.timetuple()[:3], 14, tzinfo=UTC)):
        erase_overdue()
    anna = Person.objects.get(pk=world.anna.pk)
    assert (anna.name, anna.is_active) == ("Бывший участник", False)
    assert "Соколова" not in everything_kept()
    page = sign_in(Client(), world.boris).get(f"/p/{world.topic.pid}-{world.topic.slug}/")
    assert "Бывший участник" in text_of(page)
    assert "Анна Соколова" not in text_of(page)


def test_the_archive_holds_what_the_person_wrote_and_brought(world):
    comment(world.anna, world.topic, "Моё слово о дробях")
    client = sign_in(Client(), world.anna)
    client.post("/account/data/archive/")
    run_once()
    answer = client.get("/account/data/download/")
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as packed:
        whole = json.loads(packed.read("moi-dannye.json"))
        brought = [packed.read(name) for name in packed.namelist() if name.startswith("faily/")]
    titles = {row["Название"] for row in whole["publications"]}
    assert titles == {"Как объяснить дроби", "Неделя математики", "Ещё не дописано"}
    assert [row["Текст"] for row in whole["comments"]] == ["Моё слово о дробях"]
    assert [row["Название"] for row in whole["files"]] == ["план.txt"]
    assert len(brought) == 1
    assert {"card", "consents", "sessions", "memberships", "notices", "marks"} <= set(whole)
