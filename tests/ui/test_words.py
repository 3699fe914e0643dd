"""Dates, sizes and numbers as people say them."""

from datetime import UTC, date, datetime, timedelta

import pytest

from staffroom.ui import words

NOW = datetime(2026, 9, 14, 9, 30, tzinfo=UTC)  # Monday, 12:30 in Moscow
TODAY = date(2026, 9, 14)


@pytest.mark.parametrize(
    ("ago", "said"),
    [
        (timedelta(seconds=20), "только что"),
        (timedelta(minutes=1), "1 минуту назад"),
        (timedelta(minutes=2), "2 минуты назад"),
        (timedelta(minutes=25), "25 минут назад"),
        (timedelta(hours=3), "сегодня в 9:30"),
        (timedelta(hours=13), "вчера в 23:30"),
        (timedelta(days=4), "10\u00a0сентября"),
        (timedelta(days=400), "10\u00a0августа 2025"),
        (timedelta(minutes=-90), "сегодня в 14:00"),
        (timedelta(days=-1), "завтра в 12:30"),
        (timedelta(days=-3), "17\u00a0сентября в 12:30"),
    ],
)
def test_moment(ago: timedelta, said: str) -> None:
    assert words.moment_words(NOW - ago, NOW) == said


def test_moment_carries_the_full_date_in_the_readers_zone() -> None:
    html = str(words.moment(NOW - timedelta(days=4), NOW))
    assert 'datetime="2026-09-10T12:30:00+03:00"' in html
    assert 'title="10\u00a0сентября 2026\u00a0г., 12:30"' in html


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (-1, "просрочено на 1 день"),
        (-5, "просрочено на 5 дней"),
        (0, "последний день сегодня"),
        (1, "до завтра, 1 день"),
        (4, "до пятницы, 4 дня"),
        (5, "до субботы, 5 дней"),
        (21, "до 5\u00a0октября, 21 день"),
    ],
)
def test_term(days: int, said: str) -> None:
    assert words.term(TODAY + timedelta(days=days), TODAY) == said


@pytest.mark.parametrize(
    ("of_bytes", "said"),
    [
        (0, "0\u00a0Б"),
        (1023, "1023\u00a0Б"),
        (49152, "48\u00a0КБ"),
        (1258291, "1,2\u00a0МБ"),
        (20 * 1024**2, "20\u00a0МБ"),
        (3 * 1024**4, "3\u00a0ТБ"),
    ],
)
def test_size(of_bytes: int, said: str) -> None:
    assert words.size(of_bytes) == said


@pytest.mark.parametrize(
    ("value", "said"), [(7, "7"), (12480, "12\u202f480"), (0.5, "0,5"), (3.0, "3")]
)
def test_number(value: float, said: str) -> None:
    assert words.number(value) == said


@pytest.mark.parametrize(
    ("n", "form"),
    [(1, "тема"), (2, "темы"), (5, "тем"), (11, "тем"), (14, "тем"), (21, "тема"), (112, "тем")],
)
def test_plural(n: int, form: str) -> None:
    assert words.plural(n, "тема", "темы", "тем") == form


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Анна Соколова", "АС"), ("Математика", "М"), ("«Смысловое чтение»", "СЧ"), ("", "•")],
)
def test_initials(name: str, letters: str) -> None:
    assert words.initials(name) == letters


def test_hue_is_always_the_same_for_a_key_and_uses_every_colour() -> None:
    assert words.hue("ab12cd34ef") == words.hue("ab12cd34ef")
    assert {words.hue(key) for key in range(100)} == {1, 2, 3, 4, 5}


@pytest.mark.parametrize(
    ("filled", "machine"),
    [("14.09.2026", "2026-09-14"), (TODAY, "2026-09-14"), ("когда-нибудь", "когда-нибудь")],
)
def test_day_of_a_form_as_the_browser_wants_it(filled: object, machine: str) -> None:
    assert words.machine_date(filled) == machine


def test_lines_keep_breaks_and_nothing_else() -> None:
    assert str(words.lines("раз\n<b>два</b>")) == "раз<br>&lt;b&gt;два&lt;/b&gt;"
