"""`python -m tools.profile_keys`: the table of the keys of a regulation, made from the registry.

Which code reads a key is declared in the registry; which test proves it, by `@pytest.mark.key(…)`.
"""

from pathlib import Path
import re

from staffroom.shared.regulations.registry import KEYS
from staffroom.shared.regulations.registry.leading import BASIC_ROLES
from staffroom.shared.regulations.registry.words import in_words

ROOT = Path(__file__).resolve().parent.parent
TABLE = ROOT / "docs" / "profile-keys.md"
MARKED = re.compile(r"@pytest\.mark\.key\(([^)]*)\)\n(?:(?:@.*|    .*|\))\n)*def (test_\w+)")

HEAD = """# Keys of a regulation

Made by `python -m tools.profile_keys` from `staffroom/shared/regulations/registry`; a test compares.
How to read, add and change keys: [how-to/profiles.md](how-to/profiles.md).

A key with nothing in «Read by» is words of the regulation: the settings page shows it under «Слова
положения, которые сайт пока не исполняет сам» and nobody can change it there.

| Key | Meaning | Default | Read by | Where people notice it | Proved by |
|---|---|---|---|---|---|
"""


def proofs() -> dict[str, list[str]]:
    """Tests that change a key through the settings page, by the code of the key."""
    found: dict[str, list[str]] = {}
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        for codes, name in MARKED.findall(path.read_text("utf-8")):
            for code in re.findall(r'"([^"]+)"', codes):
                found.setdefault(code, []).append(f"{path.relative_to(ROOT / 'tests')}::{name}")
    return found


def table() -> str:
    """The whole page."""
    roles = {role["code"]: role["title"] for role in BASIC_ROLES}
    proved = proofs()
    rows = []
    for key in KEYS.values():
        words = in_words(key, key.default, roles)
        default = "; ".join(words[:3]) + ("; …" if len(words) > 3 else "")
        readers = "<br>".join(f"`{name.removeprefix('staffroom.')}`" for name in key.read_by)
        tests = "<br>".join(f"`{name}`" for name in proved.get(key.code, []))
        cells = (f"`{key.code}`", key.title, default, readers, key.page, tests)
        rows.append("| " + " | ".join(cells) + " |\n")
    read = sum(key.is_read for key in KEYS.values())
    return HEAD + "".join(rows) + f"\n{len(KEYS)} keys, {read} of them are read.\n"


def main() -> None:
    """Write the page."""
    TABLE.write_text(table(), "utf-8")
    print(TABLE.relative_to(ROOT))


if __name__ == "__main__":
    main()
