"""Catalogues of the interface: plurals in Russian, words in Tatar and Sakha.

Source strings are Russian, so `locale/ru` holds plural forms only, kept by `python -m tools.words`;
the catalogues of other languages are kept by `python -m tools.messages`. gettext wants them compiled;
that is done into the data folder when the site starts, so that no binary file is kept beside its text.
"""

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path
import struct
from tempfile import NamedTemporaryFile

from django.utils.translation.reloader import translation_file_changed

LOCALE = Path(__file__).resolve().parent / "locale"
SOURCE = LOCALE / "ru/LC_MESSAGES/django.po"
TYPE = "Content-Type: text/plain; charset=UTF-8\n"
PLURALS = {
    "ru": (
        "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : "
        "n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);"
    ),
    "tt": "nplurals=1; plural=0;",  # after a number the noun stands alone: «5 укытучы»
    "sah": "nplurals=1; plural=0;",
}
FORMS = {"ru": 3, "tt": 1, "sah": 1}
HEADER = f"{TYPE}Plural-Forms: {PLURALS['ru']}\n"
MAGIC = 0x950412DE

Plural = tuple[str, str]  # the two forms that the code says: one, few
Forms = tuple[str, ...]  # as many as the language has
Said = tuple[str, str]  # a message, and its second form or ""


def header(language: str) -> str:
    """The head of a catalogue: how it is written and which plural is for which number."""
    return f"{TYPE}Plural-Forms: {PLURALS[language]}\n"


def read(text: str, forms: int = 3) -> dict[Said, Forms]:
    """The entries of a .po text; doubtful (fuzzy), obsolete and half-made ones are left out."""
    found = {}
    for one, few, said in _entries(text):
        whole = len(said) == (forms if few else 1) and all(said)
        if one and whole:
            found[one, few] = tuple(said)
    return found


def _entries(text: str) -> Iterator[tuple[str, str, list[str]]]:
    """Messages with their translations: strings may go on over several lines, as editors write them."""
    for block in text.replace("\r", "").split("\n\n"):
        fields: dict[str, str] = {}
        name, is_fuzzy = "", False
        for line in block.splitlines():
            if line.startswith("#"):
                is_fuzzy = is_fuzzy or (line.startswith("#,") and "fuzzy" in line)
            elif line.startswith('"'):
                fields[name] += ast.literal_eval(line)
            elif line.startswith("msg"):
                name, _, words = line.partition(" ")
                fields[name] = ast.literal_eval(words)
        if not is_fuzzy:
            said = [fields[name] for name in sorted(fields) if name.startswith("msgstr")]
            yield fields.get("msgid", ""), fields.get("msgid_plural", ""), said


def path_of(language: str) -> Path:
    """Where the text of a catalogue stands."""
    return LOCALE / language / "LC_MESSAGES/django.po"


def entries(language: str = "ru") -> dict[Said, Forms]:
    """What a catalogue says; nothing where there is none."""
    path = path_of(language)
    return read(path.read_text(encoding="utf-8"), FORMS[language]) if path.exists() else {}


def compiled(known: Mapping[Said, Forms], language: str = "ru") -> bytes:
    """The entries in gettext's own format."""
    pairs = {b"": header(language).encode()}
    for (one, few), forms in known.items():
        key = f"{one}\0{few}" if few else one
        pairs[key.encode()] = "\0".join(forms).encode()
    keys = sorted(pairs)
    table, data = [], b""
    start = 28 + 16 * len(keys)
    for texts in (keys, [pairs[key] for key in keys]):
        for text in texts:
            table.append(struct.pack("<II", len(text), start + len(data)))
            data += text + b"\0"
    head = struct.pack("<7I", MAGIC, 0, len(keys), 28, 28 + 8 * len(keys), 0, 0)
    return head + b"".join(table) + data


def install(folder: Path) -> None:
    """Compile every catalogue into a folder of locales; an unchanged one is left as it is."""
    for language in FORMS:
        known = entries(language)
        if known:
            _lay(folder / language / "LC_MESSAGES/django.mo", compiled(known, language))


def _lay(path: Path, made: bytes) -> None:
    if path.exists() and path.read_bytes() == made:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, delete=False) as whole:  # others may be reading
        whole.write(made)
    Path(whole.name).chmod(0o644)
    Path(whole.name).replace(path)
    translation_file_changed(sender=None, file_path=path)  # forget what was loaded without it
