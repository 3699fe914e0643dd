"""Quotation marks inside quotation marks."""

from staffroom.ui.words import in_quotes


def test_inner_quotes_differ_from_the_outer_ones() -> None:
    assert in_quotes("Дроби") == "«Дроби»"
    assert in_quotes("Отказалась от «домиков»") == "«Отказалась от „домиков“»"
