"""Questions of visitors: asked without an account, answered by e-mail, shown without personal data."""

from datetime import timedelta
from typing import Any

from django.test import Client
import pytest
import time_machine

from staffroom.overviews.site.jobs import forget_visitors
from staffroom.overviews.site.models import Inquiry
from staffroom.shared.duties.models import Duty
from tests.factories import world as factory
from tests.shared.accounts.pages import letters_to, text_of

ASK = "/berezovka/questions/new/"
TYPED = {
    "name": "Ольга Родина",
    "email": "olga@visitor.example",
    "words": "Когда школа ждёт будущих первоклассников?",
    "agrees": "on",
}


@pytest.fixture
def world(db: Any, frozen: Any) -> factory.World:
    """The small district at the usual hour."""
    return factory.make_world()


@pytest.mark.clause("OL-2.1.1.b")
def test_a_parent_reads_news_and_asks_without_an_account(
    client: Client, world: factory.World
) -> None:
    """News and its text are open; the question waits for staff with a term; the answer is a letter."""
    news = factory.publication(
        world.galina, world.community, "Собрание родителей", audience="parents", kind="news"
    )
    client.force_login(world.galina)
    client.post(f"/p/{news.pid}/site/", {"site": "1"})
    client.logout()
    assert "Собрание родителей" in text_of(client.get("/berezovka/news/?for=parents"))
    assert "с чего начать?" in text_of(client.get(f"/p/{news.pid}-{news.slug}/"))
    assert "Входить на сайт не нужно" in text_of(client.get(ASK))

    answer = client.post(ASK, TYPED)

    assert answer["Location"] == "/berezovka/questions/sent/"
    assert "не позже чем через 5 рабочих дней" in text_of(client.get(answer["Location"]))
    asked = Inquiry.objects.get()
    client.force_login(world.dmitry)
    home = text_of(client.get("/home/"))
    assert "Вопрос посетителя сайта" in home
    assert "21 сентября" in home
    page = f"/berezovka/staff/questions/{asked.pid}/"
    words = text_of(client.get(page))
    assert "Когда школа ждёт будущих первоклассников?" in words
    assert "olga@visitor.example" not in words
    client.post(page, {"answer": "Запись открыта с 1 апреля."})
    assert not Duty.objects.filter(subject_kind="inquiry", closed_at=None).exists()
    letter = letters_to("olga@visitor.example")[-1]
    assert "Запись открыта с 1 апреля." in letter.body
    assert "Когда школа ждёт" in letter.body


@pytest.mark.clause("OL-2.1.1.b")
def test_an_answer_is_shown_to_all_without_personal_data(
    client: Client, world: factory.World
) -> None:
    """The words for everybody are written anew; the asker's name is refused in them."""
    client.post(ASK, TYPED)
    asked = Inquiry.objects.get()
    client.force_login(world.dmitry)
    page = f"/berezovka/staff/questions/{asked.pid}/"
    client.post(page, {"answer": "Запись открыта с 1 апреля."})
    named = client.post(f"{page}show/", {"question": "Ольга Родина спросила о записи"})
    assert named.status_code == 422
    assert "осталось имя или адрес" in text_of(named)
    client.post(f"{page}show/", {"question": "Когда запись в первый класс?"})
    client.logout()
    public = text_of(client.get("/berezovka/questions/"))
    assert "Когда запись в первый класс?" in public
    assert "Запись открыта с 1 апреля." in public
    assert "Родина" not in public
    client.force_login(world.dmitry)
    client.post(f"{page}show/", {"act": "withdraw"})
    client.logout()
    assert "Когда запись" not in text_of(client.get("/berezovka/questions/"))


@pytest.mark.clause("TV-4.1.c")
def test_a_group_without_a_public_telephone_is_reached_by_a_form(
    client: Client, world: factory.World
) -> None:
    """The directory gives name, page, category, administrator, duty contact; the form reaches Галина."""
    world.district.contacts = {"phone": "+7 000 000-00-09", "email": "duty@tula.example"}
    world.district.save(update_fields=["contacts"])
    world.community.audience_words = "учителя математики 5-9 классов"
    world.community.save(update_fields=["audience_words"])
    world.galina.phone, world.galina.is_public_name = "+7 000 000-00-01", True
    world.galina.save(update_fields=["phone", "is_public_name"])
    answer = client.get("/berezovka/groups/")
    page = text_of(answer)
    assert "Учителя математики" in page
    assert "учителя математики 5-9 классов" in page
    assert "Галина Ветрова" in page
    assert "Дежурный контакт" in page
    assert "+7 000 000-00-09" in page
    assert "000-00-01" not in page
    form = f"{ASK}?to={world.community.pid}"
    assert f'href="{form}"' in answer.content.decode()
    written = client.get(form).content.decode()
    assert "Написать тем, кто ведёт «Учителя математики»" in written
    assert world.galina.email not in written

    client.post(form, TYPED)

    client.force_login(world.galina)
    assert "Вопрос с сайта: «Учителя математики»" in text_of(client.get("/home/duties/"))
    assert "Когда школа ждёт" in text_of(client.get("/berezovka/staff/questions/"))
    told = letters_to(world.galina.email)[-1]
    assert "/berezovka/staff/questions/" in told.body
    assert "Когда школа ждёт" not in told.body
    assert "вопрос посетителя сайта" in text_of(client.get("/notices/"))
    client.force_login(world.boris)
    assert client.get("/berezovka/staff/questions/").status_code == 404


def test_what_a_machine_fills_in_is_not_kept(client: Client, world: factory.World) -> None:
    """The hidden field answers as if all were well."""
    assert client.post(ASK, {**TYPED, "site": "http://x.example"}).status_code == 302
    assert not Inquiry.objects.exists()


def test_without_consent_nothing_is_kept(client: Client, world: factory.World) -> None:
    """152-ФЗ: no consent, no question; what was typed stays in the form."""
    answer = client.post(ASK, {name: typed for name, typed in TYPED.items() if name != "agrees"})
    assert answer.status_code == 422
    assert "Без согласия мы не можем принять вопрос." in text_of(answer)
    assert "будущих первоклассников" in answer.content.decode()
    assert not Inquiry.objects.exists()


def test_nobody_floods_the_queue(client: Client, world: factory.World) -> None:
    """The sixth question of an hour from one mailbox is refused in words."""
    for n in range(5):
        assert client.post(ASK, {**TYPED, "words": f"Вопрос {n}"}).status_code == 302
    refused = client.post(ASK, {**TYPED, "words": "Ещё один"})
    assert refused.status_code == 422
    assert "Мы уже отправили несколько" in text_of(refused)
    assert Inquiry.objects.count() == 5


def test_a_form_sent_twice_asks_once(client: Client, world: factory.World) -> None:
    """A double click makes one question."""
    for _press in range(2):
        client.post(ASK, {**TYPED, "once": "k1"})
    assert Inquiry.objects.count() == 1


def test_a_question_without_sense_is_closed_and_forgotten(
    client: Client, world: factory.World
) -> None:
    """No letter goes; nothing personal stays; it cannot be answered after."""
    client.post(ASK, TYPED)
    asked = Inquiry.objects.get()
    client.force_login(world.dmitry)
    page = f"/berezovka/staff/questions/{asked.pid}/"
    assert f'href="{page}decline/"' in client.get(page).content.decode()
    assert "сотрутся сразу" in client.get(f"{page}decline/").content.decode()
    asked.refresh_from_db()
    assert asked.state == "waiting"
    client.post(f"{page}decline/")
    asked.refresh_from_db()
    assert (asked.name, asked.email, asked.words) == ("", "", "")
    assert client.post(page, {"answer": "Поздно"}).status_code == 422
    assert letters_to("olga@visitor.example") == []
    assert not Duty.objects.filter(subject_kind="inquiry", closed_at=None).exists()


def test_who_asked_is_forgotten_a_month_after_the_answer(
    client: Client, world: factory.World, at: Any
) -> None:
    """The answer on the site stays, the personal data go."""
    client.post(ASK, TYPED)
    asked = Inquiry.objects.get()
    client.force_login(world.dmitry)
    page = f"/berezovka/staff/questions/{asked.pid}/"
    client.post(page, {"answer": "С 1 апреля."})
    client.post(f"{page}show/", {"question": "Когда запись?"})
    with time_machine.travel(at + timedelta(days=29), tick=False):
        forget_visitors()
    assert Inquiry.objects.get().email == "olga@visitor.example"
    with time_machine.travel(at + timedelta(days=31), tick=False):
        forget_visitors()
    kept = Inquiry.objects.get()
    assert (kept.name, kept.email, kept.words) == ("", "", "")
    client.logout()
    assert "С 1 апреля." in text_of(client.get("/berezovka/questions/"))


@pytest.mark.parametrize("rows", [1, 20])
def test_queries_of_the_desk_do_not_grow(
    client: Client, world: factory.World, rows: int, django_assert_num_queries: Any
) -> None:
    """Session with person, rights, district, what waits, what is done."""
    for n in range(rows):
        Inquiry.objects.create(
            district=world.district, name="Ольга", email="o@visitor.example", words=f"Вопрос {n}",
            consent_version=1, asked_at=factory.THEN, due_at=factory.THEN, community=world.community,
        )  # fmt: skip
        Inquiry.objects.create(
            district=world.district, answer="Да", state="answered", consent_version=1,
            public_question=f"Можно {n}?", is_published=True, asked_at=factory.THEN,
            due_at=factory.THEN, answered_at=factory.THEN, answered_by=world.dmitry,
        )  # fmt: skip
    client.force_login(world.dmitry)
    client.get("/berezovka/staff/questions/")
    with django_assert_num_queries(5):
        client.get("/berezovka/staff/questions/")
    client.logout()
    with django_assert_num_queries(4):  # district, rules and menu above the answers
        client.get("/berezovka/questions/")
