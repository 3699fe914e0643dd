"""Signing in: the right words open, wrong ones say nothing, guessing is hopeless (G-16…G-20)."""

from datetime import timedelta
import re
import statistics
import time

from django.contrib.auth.hashers import Argon2PasswordHasher, make_password
from django.core import mail
from django.test import Client, override_settings
import pytest

from staffroom.core.viewer import SYSTEM
from staffroom.shared.accounts.actions.consents import give_consent
from staffroom.shared.accounts.models import Attempt, Session
from staffroom.shared.accounts.queries.credentials import one_time_code
from tests.factories.people import PASSWORD, person, sign_in
from tests.shared.accounts.pages import letters_to, link_in, text_of

pytestmark = pytest.mark.django_db

SIGN_IN = "/account/sign-in/"
WRONG = "Почта или пароль не подходят"


@pytest.fixture
def anna(at):
    made = person("Анна Соколова", email="anna@test.example")
    give_consent(person=made, purpose="membership", actor=SYSTEM, at=at)
    return made


def enter(client: Client, email="anna@test.example", password=PASSWORD, **more):
    return client.post(SIGN_IN, {"email": email, "password": password, **more})


def test_anna_signs_in_and_out(client, anna):
    page = client.get(SIGN_IN)
    assert page.status_code == 200
    assert 'autocomplete="current-password"' in page.content.decode()
    answer = enter(client, email=" Anna@Test.Example ", next="/account/")
    assert (answer.status_code, answer["Location"]) == (302, "/account/")
    assert "Настройки аккаунта" in text_of(client.get("/account/"))
    client.post("/account/sign-out/")
    assert client.get("/account/").status_code == 302
    assert Session.objects.count() == 0


def test_a_wrong_password_and_an_unknown_address_answer_alike(client, anna):
    wrong = enter(client, password="совсем-не-тот")
    unknown = enter(Client(), email="nobody@test.example", password="совсем-не-тот")
    assert wrong.status_code == unknown.status_code == 422
    hide = re.compile(r'value="[^"]*"')
    mine = hide.sub("", wrong.content.decode()).replace("anna@test", "nobody@test")
    assert mine == hide.sub("", unknown.content.decode())
    assert WRONG in text_of(wrong)
    assert 'value="anna@test.example"' in wrong.content.decode()  # what was typed is kept


def test_a_page_of_another_site_is_no_place_to_go(client, anna):
    for elsewhere in ("https://evil.example/", "//evil.example", "/\\evil.example"):
        assert enter(Client(), next=elsewhere)["Location"] == "/"


def test_ten_tries_in_a_quarter_of_an_hour(client, anna, frozen):
    for _ in range(10):
        assert WRONG in text_of(enter(client, password="мимо-мимо"))
    refused = enter(client)
    assert refused.status_code == 422
    assert "Слишком много попыток подряд" in text_of(refused)
    unknown = [enter(client, email="no@test.example", password="x") for _ in range(11)][-1]
    assert "Слишком много попыток подряд" in text_of(unknown)
    frozen.shift(timedelta(minutes=15, seconds=1))
    assert enter(client).status_code == 302


def test_the_owner_signs_in_from_a_known_device_while_somebody_guesses(client, anna):
    enter(client)
    client.post("/account/sign-out/")
    stranger = Client()
    for _ in range(12):
        enter(stranger, password="мимо-мимо")
    assert "Слишком много" in text_of(enter(stranger))
    assert enter(client).status_code == 302


def test_one_address_tries_a_hundred_times_an_hour(client):
    for number in range(100):
        Attempt.objects.count()
        enter(client, email=f"n{number}@test.example", password="x")
    assert "С вашего адреса слишком много" in text_of(enter(client, email="n101@test.example"))


def test_a_blocked_person_gets_the_same_words(client, anna):
    anna.is_active = False
    anna.save(update_fields=["is_active"])
    assert WRONG in text_of(enter(client))


class LightArgon2(Argon2PasswordHasher):
    """The real hasher with less memory, so that a hundred sign-ins take seconds."""

    time_cost, memory_cost, parallelism = 2, 8192, 1


def cpu_of(work) -> float:
    """Processor time: what others do on the machine does not count."""
    began = time.process_time()
    work()
    return time.process_time() - began


@override_settings(PASSWORD_HASHERS=[f"{__name__}.LightArgon2"])
def test_time_does_not_tell_who_has_an_account():
    """G-18: the same work is done for nobody's address; without it the difference would show."""
    known = person(password="верный-пароль-анны")
    client, spent = Client(), {True: [], False: []}
    for number in range(120):
        Attempt.objects.all().delete()
        is_known = bool(number % 2)
        email = known.email if is_known else f"who{number}@test.example"
        typed = {"email": email, "password": "мимо-мимо"}
        spent[is_known].append(cpu_of(lambda typed=typed: client.post(SIGN_IN, typed)))
    hashing = statistics.median(cpu_of(lambda: make_password("мимо-мимо")) for _ in range(9))
    apart = abs(statistics.median(spent[True]) - statistics.median(spent[False]))
    assert apart < hashing / 3


def test_a_new_device_is_told_to_the_owner_and_a_known_one_is_not(client, anna):
    enter(client)
    (letter,) = letters_to("anna@test.example")
    assert letter.subject == "Вход с нового устройства"
    client.post("/account/sign-out/")
    enter(client)
    assert len(letters_to("anna@test.example")) == 1


def test_a_forgotten_password_by_letter(client, anna):
    other = Client()
    enter(other)
    answer = client.post("/account/password/reset/", {"email": "anna@test.example"})
    assert answer["Location"] == "/account/password/reset/sent/"
    assert "Проверьте почту" in text_of(client.get("/account/password/reset/sent/"))
    sent = {letter.subject: letter for letter in letters_to("anna@test.example")}
    path = link_in(sent["Новый пароль для «Учительской»"])
    assert client.get(path).status_code == 200
    weak = client.post(path, {"password": "1234567"})
    assert (weak.status_code, "не меньше 8 знаков" in text_of(weak)) == (422, True)
    assert client.post(path, {"password": "черёмуха у крыльца"}).status_code == 302
    assert other.get("/account/").status_code == 302  # every stay has ended
    assert client.get(path).status_code == 410  # the link is good once
    assert enter(Client(), password="черёмуха у крыльца").status_code == 302
    assert "Пароль изменён" in [letter.subject for letter in letters_to("anna@test.example")]


def test_asking_for_an_unknown_address_answers_the_same_and_sends_nothing(client, anna):
    known = client.post("/account/password/reset/", {"email": "anna@test.example"})
    unknown = Client().post("/account/password/reset/", {"email": "nobody@test.example"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert letters_to("nobody@test.example") == []
    assert len(mail.outbox) == 1


def test_nobodys_box_is_flooded(client, anna):
    answers = [client.post("/account/password/reset/", {"email": anna.email}) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [302] * 5 + [422]
    assert "уже отправили несколько писем" in text_of(answers[-1])


def test_a_reset_link_is_over_in_an_hour(client, anna, frozen):
    client.post("/account/password/reset/", {"email": anna.email})
    path = link_in(letters_to(anna.email)[-1])
    frozen.shift(timedelta(hours=1, minutes=1))
    assert client.get(path).status_code == 410


def test_a_changed_password_ends_other_stays_and_keeps_this_one(client, anna):
    here, there = Client(), Client()
    enter(here)
    enter(there)
    wrong = here.post("/account/password/", {"current": "не он", "password": "новая фраза тут"})
    assert "не ваш нынешний пароль" in text_of(wrong)
    before = here.cookies["session"].value
    done = here.post("/account/password/", {"current": PASSWORD, "password": "новая фраза тут"})
    assert done["Location"] == "/account/?done=password"
    assert "Пароль изменён" in text_of(here.get(done["Location"]))
    assert here.cookies["session"].value != before
    assert there.get("/account/").status_code == 302


def test_another_address_holds_once_its_letter_is_answered(client, anna):
    sign_in(client, anna)
    typed = {"email": "anna.new@test.example", "current": PASSWORD}
    assert client.post("/account/email/", typed).status_code == 302
    (old,) = letters_to("anna@test.example")
    assert old.subject == "Запрошена смена адреса почты"
    path = link_in(letters_to("anna.new@test.example")[-1])
    guest = Client()
    assert "Подтвердить адрес" in text_of(guest.get(path))
    anna.refresh_from_db()
    assert anna.email == "anna@test.example"  # opening the link changes nothing by itself
    guest.post(path)
    anna.refresh_from_db()
    assert anna.email == "anna.new@test.example"
    assert guest.get(path).status_code == 410


def test_a_taken_address_is_told_only_to_its_owner(client, anna):
    person("Борис Орлов", email="boris@test.example")
    sign_in(client, anna)
    free = client.post("/account/email/", {"email": "free@test.example", "current": PASSWORD})
    taken = client.post("/account/email/", {"email": "boris@test.example", "current": PASSWORD})
    assert (free.status_code, free["Location"]) == (taken.status_code, taken["Location"])
    assert letters_to("boris@test.example")[-1].subject == "Этот адрес уже есть в «Учительской»"


# ---- the second factor (AT-18) ----------------------------------------------------------------


def secret_on(page) -> str:
    shown = re.search(r"<code>([A-Z2-7 ]+)</code>", page.content.decode())
    return shown.group(1).replace(" ", "")


def switch_on(client: Client, moment: float) -> tuple[str, list[str]]:
    secret = secret_on(client.get("/account/second-factor/set-up/"))
    code = one_time_code(secret, int(moment // 30))
    page = client.post("/account/second-factor/set-up/", {"code": code})
    assert page.status_code == 200
    return secret, re.findall(r"<code>([0-9a-z]{5}-[0-9a-z]{5})</code>", page.content.decode())


def test_the_second_factor_from_switching_on_to_switching_off(client, anna, frozen):
    sign_in(client, anna)
    start = time.time()
    secret, codes = switch_on(client, start)
    assert len(set(codes)) == 10
    assert letters_to(anna.email)[-1].subject == "Вход по коду включён"
    used = one_time_code(secret, int(start // 30))

    other = Client()
    answer = enter(other, next="/account/")
    assert answer["Location"] == "/account/sign-in/code/?next=/account/"
    assert other.get("/account/").status_code == 302  # the password alone opens nothing
    again = other.post("/account/sign-in/code/", {"code": used, "next": "/account/"})
    assert "Код не подошёл" in text_of(again)  # a code is good once
    frozen.shift(30)
    fresh = one_time_code(secret, int(time.time() // 30))
    opened = other.post("/account/sign-in/code/", {"code": fresh, "next": "/account/"})
    assert opened["Location"] == "/account/"
    assert Session.objects.filter(person=anna, is_strong=True).count() == 2  # here and there

    third = Client()
    enter(third)
    assert third.post("/account/sign-in/code/", {"code": codes[0].upper()}).status_code == 302
    fourth = Client()
    enter(fourth)
    spent = fourth.post("/account/sign-in/code/", {"code": codes[0]})
    assert "Код не подошёл" in text_of(spent)

    kept = other.post("/account/second-factor/remove/", {"current": "не тот"})
    assert kept.status_code == 422
    off = other.post("/account/second-factor/remove/", {"current": PASSWORD})
    assert off.status_code == 302
    assert enter(Client())["Location"] == "/"


def test_codes_cannot_be_guessed(client, anna, frozen):
    sign_in(client, anna)
    switch_on(client, time.time())
    guesser = Client()
    enter(guesser)
    for _ in range(10):
        guesser.post("/account/sign-in/code/", {"code": "000000"})
    assert "Слишком много неверных кодов" in text_of(
        guesser.post("/account/sign-in/code/", {"code": "000000"})
    )


def test_the_half_way_stay_is_over_in_ten_minutes(client, anna, frozen):
    sign_in(client, anna)
    switch_on(client, time.time())
    slow = Client()
    enter(slow)
    frozen.shift(timedelta(minutes=11))
    assert slow.get("/account/sign-in/code/")["Location"] == SIGN_IN


def test_new_recovery_codes_spoil_the_old_ones(client, anna, frozen):
    sign_in(client, anna)
    _, old = switch_on(client, time.time())
    page = client.post("/account/second-factor/codes/", {"current": PASSWORD})
    new = re.findall(r"<code>([0-9a-z]{5}-[0-9a-z]{5})</code>", page.content.decode())
    assert len(new) == 10
    assert not set(new) & set(old)
    other = Client()
    enter(other)
    assert other.post("/account/sign-in/code/", {"code": old[0]}).status_code == 422
    assert other.post("/account/sign-in/code/", {"code": new[0]}).status_code == 302


# ---- «Где вы вошли» (AT-19) ---------------------------------------------------------------------


def test_anna_ends_one_stay_and_then_all_others(client, anna, django_assert_num_queries):
    agents = ("Firefox/140 Windows", "Chrome/140 Android", "")
    clients = [Client(headers={"user-agent": agent}) for agent in agents]
    for one in clients:
        enter(one)
    here = clients[0]
    page = text_of(here.get("/account/sessions/"))
    assert "Firefox, Windows вы здесь" in page
    assert "Chrome, Android" in page
    phone = Session.objects.get(device="Chrome, Android")
    here.post("/account/sessions/end/", {"session": phone.pk})
    assert clients[1].get("/account/").status_code == 302
    assert clients[2].get("/account/").status_code == 200
    here.post("/account/sessions/end/", {"session": "others"})
    assert clients[2].get("/account/").status_code == 302
    assert here.get("/account/").status_code == 200


def test_nobody_ends_a_strangers_stay(client, anna):
    enter(client)
    vera = sign_in(Client(), person("Вера Нечаева"))
    theirs = Session.objects.get(person=anna)
    vera.post("/account/sessions/end/", {"session": theirs.pk})
    assert client.get("/account/").status_code == 200
