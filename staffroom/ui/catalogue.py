"""The catalogue of plurals: «1 участник, 2 участника, 5 участников».

Source strings are Russian, so only plural forms need a catalogue: `locale/ru/LC_MESSAGES/django.po`,
kept by `python -m tools.words`. gettext wants it compiled; that is done into the data folder when the
site starts, so that no binary file is kept beside its text.
"""

import ast
from collections.abc import Mapping
from pathlib import Path
import struct
from tempfile import NamedTemporaryFile

from django.utils.translation.reloader import translation_file_changed

SOURCE = Path(__file__).resolve().parent / "locale/ru/LC_MESSAGES/django.po"
HEADER = (
    "Content-Type: text/plain; charset=UTF-8\n"
    "Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : "
    "n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);\n"
)
FORMS = 3
MAGIC = 0x950412DE

Plural = tuple[str, str]  # the two forms that the code says: one, few
Forms = tuple[str, str, str]  # one, few, many


def read(text: str) -> dict[Plural, Forms]:
    """The entries of a .po text (only what ours has: plurals, each string on one line)."""
    entries: dict[Plural, Forms] = {}
    one = few = ""
    forms: list[str] = []
    for line in text.splitlines():
        if line.startswith("msgid "):
            one, forms = ast.literal_eval(line[6:]), []
        elif line.startswith("msgid_plural "):
            few = ast.literal_eval(line[13:])
        elif line.startswith("msgstr["):
            forms.append(ast.literal_eval(line.split(" ", 1)[1]))
            if len(forms) == FORMS:
                entries[one, few] = (forms[0], forms[1], forms[2])
    return entries


def entries() -> dict[Plural, Forms]:
    """The plurals we know."""
    return read(SOURCE.read_text(encoding="utf-8"))


def compiled(known: Mapping[Plural, Forms]) -> bytes:
    """The entries in gettext's own format."""
    pairs = {b"": HEADER.encode()}
    for (one, few), forms in known.items():
        pairs[f"{one}\0{few}".encode()] = "\0".join(forms).encode()
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
    """Compile the catalogue into a folder of locales; an unchanged one is left as it is."""
    path = folder / "ru/LC_MESSAGES/django.mo"
    made = compiled(entries())
    if path.exists() and path.read_bytes() == made:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, delete=False) as whole:  # others may be reading
        whole.write(made)
    Path(whole.name).chmod(0o644)
    Path(whole.name).replace(path)
    translation_file_changed(sender=None, file_path=path)  # forget what was loaded without it
