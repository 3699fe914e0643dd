"""The quick way of the bench writes into the index what the product writes."""

from staffroom.shared.search.actions import index
from tools.bench_search import Prepared

KNOWN = ["урок", "стали", "онлайн-доска", "и", "белая", "роза", "пять-шесть", "в", "дети"]


def test_prepared_words_are_those_of_the_product() -> None:
    made = Prepared(KNOWN)
    title, text = "белая роза", "дети и урок в стали онлайн-доска пять-шесть роза белая"
    own, quick = index._said(title, "", text, ""), made.said(title, "", text, "")
    assert quick.title == own.title
    assert sorted(quick.body) == sorted(own.body)
    assert quick.marks == own.marks
    assert made.said(title, "", text, "урок").body == [*quick.body, "урок"]
