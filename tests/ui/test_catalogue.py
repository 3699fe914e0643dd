"""The words of templates are marked, and every plural has its three Russian forms."""

import gettext
import io
from pathlib import Path
import re

from django.utils.translation import ngettext
from jinja2 import nodes
import pytest

from staffroom.ui import catalogue
from staffroom.ui.templating import environment
from tools import words

PACKAGE = Path(catalogue.__file__).resolve().parents[1]
CYRILLIC = re.compile(r"[а-яёА-ЯЁ]")
MARKS = {"_", "gettext", "ngettext"}
# Samples of what people write are data, not words of the interface.
SAMPLES = {"ui/living.html"}
TEMPLATES = sorted(
    path
    for path in PACKAGE.glob("**/templates/**/*.html")
    if str(path).rsplit("/templates/", 1)[1] not in SAMPLES
)


def unmarked(text: str) -> list[str]:
    """Russian words of a template that gettext would not see."""
    tree = environment().parse(text)
    marked = {
        id(part)
        for call in tree.find_all(nodes.Call)
        if isinstance(call.node, nodes.Name) and call.node.name in MARKS
        for part in call.find_all(nodes.Const)
    }
    found = [
        data.data.strip()
        for data in tree.find_all(nodes.TemplateData)
        if CYRILLIC.search(data.data)
    ]
    found += [
        const.value
        for const in tree.find_all(nodes.Const)
        if isinstance(const.value, str) and CYRILLIC.search(const.value) and id(const) not in marked
    ]
    return found


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_every_word_of_a_template_is_marked(path: Path) -> None:
    assert unmarked(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("<p>{{ _('Да') }}</p>", []),
        ("<p>Да</p>", ["<p>Да</p>"]),
        ("{{ button('Да') }}", ["Да"]),
        ("{{ ngettext('%(n)s день', '%(n)s дня', n) }}{# Да #}", []),
    ],
)
def test_the_rule_itself_sees_what_it_must(text: str, found: list[str]) -> None:
    assert unmarked(text) == found


def test_every_plural_of_the_code_has_its_three_forms() -> None:
    known = catalogue.entries()
    missing = [
        f"{where}: {one}" for (one, few), where in words.said().items() if (one, few) not in known
    ]
    assert missing == [], "run `python -m tools.words` and read the third forms it writes"
    assert all(all(forms) for forms in known.values())


def test_every_form_keeps_the_places_of_its_values() -> None:
    place = re.compile(r"%\(\w+\)s")
    for (one, few), forms in catalogue.entries().items():
        expected = set(place.findall(few))
        assert {frozenset(place.findall(form)) for form in forms} == {frozenset(expected)}, one


def test_the_compiled_catalogue_is_what_gettext_reads() -> None:
    entries = {("%(n)s ответ", "%(n)s ответа"): ("%(n)s ответ", "%(n)s ответа", "%(n)s ответов")}
    read = gettext.GNUTranslations(io.BytesIO(catalogue.compiled(entries)))
    said = [read.ngettext("%(n)s ответ", "%(n)s ответа", n) % {"n": n} for n in (1, 2, 5, 11, 21)]
    assert said == ["1 ответ", "2 ответа", "5 ответов", "11 ответов", "21 ответ"]


def test_django_says_the_three_forms() -> None:
    one, few = next(iter(catalogue.entries()))
    forms = catalogue.entries()[one, few]
    assert (ngettext(one, few, 1), ngettext(one, few, 3), ngettext(one, few, 7)) == forms
