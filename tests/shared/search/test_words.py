"""Words as the search keeps them."""

import pytest

from staffroom.shared.search.registry.asking import asked, switched, without_one
from staffroom.shared.search.registry.words import (
    MOST_WORDS,
    lemmas,
    marks_of,
    pair,
    title_mark,
    words_of,
)


@pytest.mark.parametrize(
    ("word", "form"),
    [
        ("дробей", "дробь"),
        ("дробями", "дробь"),
        ("людьми", "человек"),
        ("детей", "ребенок"),
        ("шел", "идти"),
        ("решенные", "решить"),
        ("соколовой", "соколов"),
    ],
)
def test_a_word_form_becomes_its_dictionary_form(word: str, form: str) -> None:
    assert lemmas(word)[0] == form


def test_unknown_words_lose_their_endings() -> None:
    assert lemmas("айталиной") == lemmas("айталина") == ("айталин",)


@pytest.mark.parametrize("word", ["гөлнара", "уһуйаан", "webinar", "2026", "7а", "²"])
def test_words_of_other_alphabets_and_numbers_stay_whole(word: str) -> None:
    assert lemmas(word) == (word,)


def test_yo_is_e() -> None:
    assert words_of("Ёлка, ещё ёж") == words_of("елка еще еж") == ["елка", "еж"]


def test_words_that_say_nothing_are_left_out() -> None:
    assert words_of("и не на как что") == []


def test_hyphenated_words_are_kept_in_parts_and_whole() -> None:
    assert words_of("онлайн-урок химии") == ["онлайн", "урок", "химия", "онлайнурок"]
    assert words_of("5-9 классы") == ["5", "9", "класс"]


def test_both_readings_of_an_ambiguous_form_are_kept() -> None:
    assert {"стекло", "стечь"} & set(words_of("стекла"))
    assert words_of("лучше") == ["хороший", "лучше"]


def test_a_very_long_text_is_cut() -> None:
    assert len(words_of("урок " * (MOST_WORDS * 2))) <= MOST_WORDS + 1000


def test_a_question_is_words_and_phrases() -> None:
    question = asked("  «классный час» о Дробях и дробях ")
    assert question.phrases == (("классный", "час"),)
    assert question.words == (("дробь",),)
    assert question.forms == {"классный", "час", "дробь"}


def test_a_long_question_is_cut() -> None:
    assert len(asked(" ".join(f"слово{n}" for n in range(40))).words) == 12


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("ghbdtn", "привет"), ("lhj,b", "дроби"), ("цщквфкв", "wordard"), ("Xf;lsq", "Чаждый")],
)
def test_the_other_layout_of_the_keyboard(typed: str, meant: str) -> None:
    assert switched(typed) == meant


def test_numbers_have_no_other_layout() -> None:
    assert switched("2026") == ""


def test_shorter_questions_to_offer() -> None:
    assert without_one("дроби шестой класс") == ["шестой класс", "дроби класс", "дроби шестой"]
    assert without_one("дроби") == []


def test_marks_tell_words_of_the_title_and_words_together() -> None:
    marks = marks_of(["урок", "химия"], ["опыт", "вода"])
    for mark in (title_mark("урок"), pair("урок", "химия"), pair("опыт", "вода")):
        assert mark in marks
    for mark in (title_mark("опыт"), pair("химия", "опыт"), pair("вода", "опыт")):
        assert mark not in marks
