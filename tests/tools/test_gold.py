"""The measuring tool writes the gold set as publications and asks the product's own search."""

from collections import defaultdict

import pytest

from staffroom.core import plugs
from tests.search.gold import documents as gold
from tests.search.gold.queries import Measure, Query
from tools.gold import card_of, lines, loaded, said, worst


def query(typed: str, code: str) -> Query:
    """A question that the documents of one core answer."""
    return Query(typed=typed, sort="topic", grades={one.code: 2 for one in gold.of_core(code)})


@pytest.mark.django_db
def test_documents_are_found_as_publications(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tool gives cards to the search and choices to its form: they are taken back after it."""
    givers = {kind: list(some) for kind, some in plugs.facet_givers.items()}
    monkeypatch.setattr(plugs, "facet_givers", defaultdict(list, givers))
    monkeypatch.setattr(plugs, "facets", dict(plugs.facets))
    ask = loaded([*gold.of_core("ph-ohm"), *gold.of_core("ge-africa")])
    good, bad = query("закон Ома", "ph-ohm"), query("закон Ома", "ge-africa")
    assert sorted(ask(good)) == sorted(good.grades)
    sheet = Query(typed="закон Ома", sort="filter", filters={"kind": "worksheet"}, grades={})
    assert ask(sheet) == [code for code in good.grades if code.endswith(".worksheet")]
    measures = [Measure(query=one, found=ask(one)) for one in (good, bad)]
    table = list(lines(measures))
    assert table[1].split() == ["all", "2", "0.500", "0.500", "0.500"]
    shown = "\n".join(worst(measures, 1))
    assert "закон Ома [topic]: 0.00, 0.00" in shown
    assert "not found: " in shown


def test_fields_are_said_in_words() -> None:
    (sheet,) = (one for one in gold.of_core("ge-water") if one.kind == "worksheet")
    card = card_of(sheet)
    assert card.words.split("\n")[:3] == ["Рабочий лист", "География", "6 класс"]
    assert card.values["grade"] == {"6": "6 класс"}
    assert said(sheet).endswith("Уровень: базовый. Кому: сельская школа.")
