"""Words as the search keeps them."""

import pytest

from staffroom.shared.search.registry import typing
from staffroom.shared.search.registry.asking import asked, switched, without_one
from staffroom.shared.search.registry.synonyms import line_of
from staffroom.shared.search.registry.words import (
    MOST_WORDS,
    is_name,
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
    marks = marks_of(["урок", "химия"], ["класс"], ["опыт", "вода"])
    for mark in (
        title_mark("урок"),
        title_mark("класс"),
        pair("урок", "химия"),
        pair("опыт", "вода"),
    ):
        assert mark in marks
    for mark in (title_mark("опыт"), pair("химия", "опыт"), pair("вода", "опыт")):
        assert mark not in marks


def test_an_abbreviation_is_also_what_it_stands_for_and_the_other_way_round() -> None:
    at_length = line_of("ограниченные возможности здоровья")
    (short,) = asked("ОВЗ").words
    assert short[0] == "овз"
    assert " ".join(at_length) in short
    (long,) = asked("ограниченными возможностями здоровья").words
    assert set(long[0].split("+")) >= {"возможность", "здоровье"}
    assert "овз" in long


def test_a_part_of_an_expression_is_no_expression() -> None:
    assert asked("возможности здоровья").words == (("возможность",), ("здоровье",))


def test_what_is_wider_is_found_by_what_is_narrower_and_not_the_other_way_round() -> None:
    assert "растение" in asked("ботаника").words[0]
    assert asked("растение").words == (("растение",),)


def test_a_question_to_a_colleague_is_asked_by_its_theme() -> None:
    assert asked("как объяснить дроби").words == (lemmas("дроби"),)
    assert asked("с чего начать").words != ()
    assert asked("объяснить дроби").words == (("объяснить",), lemmas("дроби"))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("переодический", "периодический"), ("климотограмма", "климатограмма"), ("будлинг", "буллинг"),
     ("востановительные", "восстановительные"), ("дискриминат", "дискриминант"), ("дорби", "дроби")],
)  # fmt: skip
def test_a_slip_of_the_pen_is_near_to_what_was_meant(typed: str, meant: str) -> None:
    others = ["климатический", "перископ", "бульдог", "дробь", "дискриминация", "восстание"]
    assert typing.nearest(typed, [meant, *others])[0] == meant


def test_other_words_are_not_near() -> None:
    assert typing.nearest("барометр", ["анероид", "термометр", "баритон"]) == []


def test_a_slip_leaves_one_end_of_the_sound_whole() -> None:
    for typed, meant in (("шекспер", "шекспир"), ("фразиологизм", "фразеологизм")):
        one, other = typing.ends(typed), typing.ends(meant)
        assert one[0] == other[0] or one[1] == other[1]


@pytest.mark.parametrize(("word", "told"), [("соколова", True), ("марина", True), ("дробь", False)])
def test_names_are_known(word: str, told: bool) -> None:
    assert is_name(word) is told
