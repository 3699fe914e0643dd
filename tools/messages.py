"""Catalogues of other languages, without gettext's programs.

    python -m tools.messages            what is translated and what is not, by language
    python -m tools.messages tt         write build/messages/tt.po: everything the site says, for a translator
    python -m tools.messages tt FILE    take a translated file into staffroom/ui/locale/tt

Only whole translations of what the site still says are taken; the places of values must be kept.
The site compiles the catalogue itself when it starts.
"""

import ast
from collections.abc import Iterator
from pathlib import Path
import re
import sys

from jinja2 import Environment
from jinja2.ext import extract_from_ast

from staffroom.ui import catalogue
from tools.words import PACKAGE, quoted

CALLS = {"_", "gettext", "gettext_lazy", "gettext_noop", "said", "ngettext", "ngettext_lazy"}
PLURALS = {"ngettext", "ngettext_lazy"}
LATER = {"label", "short_label", "title"}  # words that a page says by `said` or `_`
PLACE = re.compile(r"%\(\w+\)[sd]")
BUILD = Path(__file__).resolve().parent.parent / "build" / "messages"
REVIEW = "# Not yet read by a native speaker: see docs/how-to/languages.md.\n"


def in_python(text: str) -> Iterator[catalogue.Said]:
    """Messages of a module; words in capital-named tables may be said later, by `said` or `_`."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call):
            yield from _called(node)
        elif isinstance(node, ast.keyword) and node.arg in LATER:
            yield from _words(node.value, is_deep=False)
        elif isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            if isinstance(target, ast.Name) and target.id.isupper():
                yield from _words(node.value)


def _called(node: ast.Call) -> Iterator[catalogue.Said]:
    name = getattr(node.func, "id", getattr(node.func, "attr", ""))
    words = [one.value for one in node.args[:2] if isinstance(one, ast.Constant)]
    if name in CALLS and words and isinstance(words[0], str):
        yield words[0], str(words[1]) if name in PLURALS and len(words) > 1 else ""


def _words(node: ast.AST, *, is_deep: bool = True) -> Iterator[catalogue.Said]:
    for one in ast.walk(node) if is_deep else (node,):
        if isinstance(one, ast.Constant) and isinstance(one.value, str):
            yield one.value, ""


def in_template(text: str, environment: Environment) -> Iterator[catalogue.Said]:
    """Messages of a template."""
    found = extract_from_ast(environment.parse(text), ("_", "gettext", "ngettext"))
    for _line, name, words in found:
        said_words = words if isinstance(words, tuple) else (words,)
        if said_words[0]:
            second = said_words[1] if name == "ngettext" else ""
            yield str(said_words[0]), str(second)


def said() -> dict[catalogue.Said, str]:
    """Everything that the site says in Russian letters, with the file that says it."""
    environment = Environment(extensions=["jinja2.ext.i18n", "jinja2.ext.do"], autoescape=True)
    found: dict[catalogue.Said, str] = {}
    for path in sorted(PACKAGE.rglob("*")):
        if "demo" in path.parts or "migrations" in path.parts:
            continue
        if path.suffix == ".py":
            messages = in_python(path.read_text(encoding="utf-8"))
        elif path.suffix in {".html", ".txt"} and "templates" in path.parts:
            messages = in_template(path.read_text(encoding="utf-8"), environment)
        else:
            continue
        for message in messages:
            if re.search("[а-яё]", message[0], re.IGNORECASE):
                found.setdefault(message, str(path.relative_to(PACKAGE)))
    return found


def written(language: str, known: dict[catalogue.Said, catalogue.Forms], note: str = "") -> str:
    """A catalogue as text, in the order of its words."""
    head = f'{note}msgid ""\nmsgstr ""\n'
    lines = (f"Language: {language}\n" + catalogue.header(language)).splitlines()
    head += "".join(f'{quoted(line)[:-1]}\\n"\n' for line in lines)
    return "\n".join(
        [head, *(_block(one, few, forms) for (one, few), forms in sorted(known.items()))]
    )


def _block(one: str, few: str, forms: catalogue.Forms) -> str:
    if not few:
        return f"msgid {quoted(one)}\nmsgstr {quoted(forms[0])}\n"
    said_forms = "".join(f"msgstr[{n}] {quoted(form)}\n" for n, form in enumerate(forms))
    return f"msgid {quoted(one)}\nmsgid_plural {quoted(few)}\n{said_forms}"


def keeps_places(message: catalogue.Said, forms: catalogue.Forms) -> bool:
    """True when the translation holds the same places of values as the message."""
    expected = set(PLACE.findall(message[1] or message[0]))
    return all(set(PLACE.findall(form)) == expected for form in forms)


def for_translator(language: str) -> Path:
    """Everything the site says with what is translated already."""
    known = catalogue.entries(language)
    empty = ("",) * catalogue.FORMS[language]
    whole = {
        message: known.get(message, empty if message[1] else ("",))
        for message in {**said(), **known}
    }
    path = BUILD / f"{language}.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(written(language, whole), encoding="utf-8")
    return path


def take(language: str, source: Path) -> None:
    """Bring a translated file into the product."""
    now = said()
    brought = catalogue.read(source.read_text(encoding="utf-8"), catalogue.FORMS[language])
    known = {**catalogue.entries(language), **brought}
    for message in [one for one in known if one not in now]:
        sys.stdout.write(f"nobody says it any more: {message[0]}\n")
        del known[message]
    for message in [one for one, forms in known.items() if not keeps_places(one, forms)]:
        sys.stdout.write(f"the places of values differ: {message[0]}\n")
        del known[message]
    path = catalogue.path_of(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(written(language, known, REVIEW), encoding="utf-8")


def main() -> None:
    """Report, write for a translator, or take."""
    languages = [code for code in catalogue.FORMS if code != "ru"]
    if len(sys.argv) == 1:
        whole = said()
        for language in languages:
            known = sum(message in whole for message in catalogue.entries(language))
            sys.stdout.write(f"{language}: {known} of {len(whole)}\n")
        return
    language = sys.argv[1]
    if language not in languages:
        sys.exit(f"languages: {', '.join(languages)}")
    if len(sys.argv) > 2:
        take(language, Path(sys.argv[2]))
    else:
        sys.stdout.write(f"{for_translator(language)}\n")


if __name__ == "__main__":
    main()
