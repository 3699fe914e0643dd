"""Keep the catalogue of plurals: `python -m tools.words` adds what the code says and the catalogue lacks.

The code says two forms (`ngettext("%(n)s ответ", "%(n)s ответа", n)`); the forms for two and
five are guessed here by the dictionary of word forms and must be read by a person in the diff.
"""

import ast
from collections.abc import Iterator
from pathlib import Path
import re
import sys

from jinja2 import Environment
from jinja2.ext import extract_from_ast
import pymorphy3

from staffroom.ui import catalogue

PACKAGE = Path(__file__).resolve().parent.parent / "staffroom"
PLURAL_CALLS = {"ngettext", "ngettext_lazy", "npgettext"}
CYRILLIC = re.compile(r"[а-яёА-ЯЁ]+")
FEW, MANY = 2, 5


def in_python(text: str) -> Iterator[catalogue.Plural]:
    """The plurals of a module."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and len(node.args) > 1:
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            said = [arg.value for arg in node.args[:2] if isinstance(arg, ast.Constant)]
            if name in PLURAL_CALLS and len(said) == 2 and all(isinstance(s, str) for s in said):
                yield str(said[0]), str(said[1])


def in_template(text: str, environment: Environment) -> Iterator[catalogue.Plural]:
    """The plurals of a template."""
    for _line, name, said in extract_from_ast(environment.parse(text), ("ngettext",)):
        if name == "ngettext" and isinstance(said, tuple) and said[0] and said[1]:
            yield said[0], said[1]


def said() -> dict[catalogue.Plural, str]:
    """Every plural of the code with the file that says it."""
    environment = Environment(extensions=["jinja2.ext.i18n", "jinja2.ext.do"], autoescape=True)
    found: dict[catalogue.Plural, str] = {}
    for path in sorted(PACKAGE.rglob("*")):
        if path.suffix == ".py":
            plurals = in_python(path.read_text(encoding="utf-8"))
        elif path.suffix in {".html", ".txt"} and "templates" in path.parts:
            plurals = in_template(path.read_text(encoding="utf-8"), environment)
        else:
            continue
        for plural in plurals:
            found.setdefault(plural, str(path.relative_to(PACKAGE)))
    return found


def guess(one: str, few: str, number: int) -> str:
    """The form for a number: words that differ between the two said forms take theirs for it."""
    morph = pymorphy3.MorphAnalyzer(lang="ru")
    singular, plural = CYRILLIC.findall(one), CYRILLIC.findall(few)
    if len(singular) != len(plural):
        return few
    forms = iter(
        _agreed(morph, first, second, number) if first != second else second
        for first, second in zip(singular, plural, strict=True)
    )
    return CYRILLIC.sub(lambda _found: next(forms), few)


OF_MANY = {"человек": "человек", "год": "лет"}  # not «людей» and «годов»


def _agreed(morph: pymorphy3.MorphAnalyzer, one: str, few: str, number: int) -> str:
    if number == MANY and one in OF_MANY:
        return OF_MANY[one]
    for parsed in morph.parse(one):
        form = parsed.make_agree_with_number(number)
        if form is not None and {"VERB", "PREP"}.isdisjoint({parsed.tag.POS}):
            word = str(form.word)
            return word.capitalize() if one[0].isupper() else word
    return few


def quoted(text: str) -> str:
    """A string as a .po file writes it."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def written(known: dict[catalogue.Plural, catalogue.Forms]) -> str:
    """The catalogue as text, in the order of its words."""
    head = (
        "# Plurals of the interface: kept by tools/words.py, the third form is read by a person.\n"
    )
    head += 'msgid ""\nmsgstr ""\n'
    head += "".join(f'{quoted(line)[:-1]}\\n"\n' for line in catalogue.HEADER.splitlines())
    blocks = [
        f"msgid {quoted(one)}\nmsgid_plural {quoted(few)}\n"
        + "".join(f"msgstr[{n}] {quoted(form)}\n" for n, form in enumerate(forms))
        for (one, few), forms in sorted(known.items())
    ]
    return "\n".join([head, *blocks])


def main() -> None:
    """Add what is missing, take out what nobody says any more, print what to read."""
    now = catalogue.entries() if catalogue.SOURCE.exists() else {}
    kept = {}
    for (one, few), where in said().items():
        forms = now.get((one, few))
        if forms is None:
            forms = (one, guess(one, few, FEW), guess(one, few, MANY))
            sys.stdout.write(f"{where}: {forms[0]} | {forms[1]} | {forms[2]}\n")
        kept[one, few] = forms
    catalogue.SOURCE.parent.mkdir(parents=True, exist_ok=True)
    catalogue.SOURCE.write_text(written(kept), encoding="utf-8")


if __name__ == "__main__":
    main()
