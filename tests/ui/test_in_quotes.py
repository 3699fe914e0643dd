"""Quotation marks inside quotation marks."""

from pathlib import Path
import re

import staffroom
from staffroom.ui.words import in_quotes

SOURCE = Path(staffroom.__file__).parent


def test_inner_quotes_differ_from_the_outer_ones() -> None:
    assert in_quotes("Дроби") == "«Дроби»"
    assert in_quotes("Отказалась от «домиков»") == "«Отказалась от „домиков“»"


def test_no_title_of_a_person_is_put_into_bare_quotes() -> None:
    """Templates ask `in_quotes` for a title, so that its own quotation marks become the inner ones."""
    bare = re.compile(r"«\{\{ *[a-z_.]+\.(title|name|heading) *\}\}»")
    found = [
        f"{path.relative_to(SOURCE)}: {match.group()}"
        for path in sorted([*SOURCE.rglob("*.html"), *SOURCE.rglob("*.txt")])
        for match in bare.finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == []
