"""What looks like personal data in typed words, and what does not."""

import time

import pytest

from staffroom.core.personal import Found, found_in


@pytest.mark.parametrize(
    ("text", "label", "words"),
    [
        ("Звоните: +7 (912) 345-67-89.", "телефон", "+7 (912) 345-67-89"),
        ("мой номер 89123456789, Анна", "телефон", "89123456789"),
        ("8-912-345-67-89", "телефон", "8-912-345-67-89"),
        ("Тел. 2-34-56", "телефон", "2-34-56"),
        ("телефон школы: (48435) 2-34-56", "телефон", "(48435) 2-34-56"),
        ("Пишите на anna.s@school.example, отвечу", "электронная почта", "anna.s@school.example"),
        ("Он живёт на ул. Ленина, д. 5, кв. 12", "адрес", "ул. Ленина, д. 5, кв. 12"),
        ("улица Карла Маркса 14", "адрес", "улица Карла Маркса 14"),
        ("проспект Мира, 12а", "адрес", "проспект Мира, 12а"),
        ("ул. 8 Марта, 3", "адрес", "ул. 8 Марта, 3"),
        ("дом 7, кв. 15", "адрес", "дом 7, кв. 15"),
        ("СНИЛС 112-233-445 95", "СНИЛС", "112-233-445 95"),
        ("паспорт серии 4510 123456", "паспорт", "4510 123456"),
    ],
)
def test_seen(text: str, label: str, words: str) -> None:
    assert found_in(text) == (Found(label, words),)


@pytest.mark.parametrize(
    "text",
    [
        "Урок 8 класса: 12 задач, 45 минут, 2026 год.",
        "Вычислите 123456789 · 987654321 и 89123456789012.",
        "Площадь 12 см², улица перед школой, в доме 3 подъезда.",
        "@Орлов Борис, посмотрите § 12 на с. 345-350.",
        "Рейс 8 (912) и 345 — это не номер.",
        "На улице Пушкин встретил 5 друзей.",
        "ФГОС 2021, приказ № 287 от 31.05.2021.",
        "",
    ],
)
def test_not_seen(text: str) -> None:
    assert found_in(text) == ()


def test_each_is_told_once_and_five_are_enough() -> None:
    many = " ".join(f"a{n}@school.example a{n}@school.example" for n in range(9))
    assert [one.words for one in found_in(many)] == [f"a{n}@school.example" for n in range(5)]


@pytest.mark.parametrize("sign", ["ул. А", "+7 ", "тел. 1 ", "a.", "д. 1,", "паспорт ", "А а"])
def test_no_text_takes_long(sign: str) -> None:
    began = time.process_time()
    found_in(sign * (100_000 // len(sign)))
    assert time.process_time() - began < 5
