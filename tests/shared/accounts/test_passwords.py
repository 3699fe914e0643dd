"""Which passwords are refused, and with what words (G-16)."""

from django.conf import settings
from django.test import override_settings
import pytest

from staffroom.config import settings as real
from staffroom.shared.accounts.policies import passwords
from tests.factories.people import person


@pytest.mark.parametrize(
    "password",
    [
        "password1",
        "Пароль123",
        "gfhjkm2024!",
        "qwertyuiop",
        "йцукенгшщз",
        "учитель2026",
        "ghbdtn123",
        "12345678",
        "aaaaaaaaaaaa",
        "sunshine!",
    ],
)
def test_common_passwords_are_refused(password):
    assert "самых частых" in passwords.password_problem(password, floor=8)


@pytest.mark.parametrize(
    "password",
    ["сирень-цветёт-в-мае", "correct horse battery", "t9#Kq2!x", "я" * 3 + "вхожу в класс " * 5],
)
def test_good_ones_pass_and_long_ones_too(password):
    assert passwords.password_problem(password, floor=8) == ""


def test_the_floor_is_said_in_words():
    said = passwords.password_problem("короче", floor=8)
    assert said == "Пароль короткий: нужно не меньше 8 знаков. Подойдёт и целая фраза."
    assert "не меньше 12" in passwords.password_problem("одиннадцать", floor=12)


def test_the_own_name_is_no_password():
    said = passwords.password_problem("Сокольская1", floor=8, words=("s@x.ru", "Сокольская"))
    assert "повторяет ваше имя" in said


def test_sixty_four_and_more_signs_are_allowed():
    assert passwords.password_problem("Окно-" * 13, floor=12) == ""


def test_the_list_is_long_enough():
    words = {f"{root}{number}" for root in passwords.ROOTS for number in range(10)}
    assert len(passwords._list() | words) >= 20_000
    assert all(passwords.is_common(word) for word in list(words)[:200])


@pytest.mark.django_db
def test_stored_with_argon2id():
    with override_settings(PASSWORD_HASHERS=real.PASSWORD_HASHERS):
        assert person(password="не для всех паролей").password.startswith("argon2$argon2id$")
    assert settings.PASSWORD_HASHERS != real.PASSWORD_HASHERS
