#!/usr/bin/env python3
"""Write docs/requirements.md: how many rows are done and what each of the others waits for.

The rows stand in docs/requirements.tsv, the words in docs/waiting.toml. Standard library only.
"""

from collections import defaultdict
import csv
from pathlib import Path
import sys
import tomllib

ROOT = Path(__file__).resolve().parent.parent
TABLE = ROOT / "docs" / "requirements.tsv"
WAITING = ROOT / "docs" / "waiting.toml"
PAGE = ROOT / "docs" / "requirements.md"
HEAD = """# Requirements: what is done and what waits for what

The table itself is [requirements.tsv](requirements.tsv): {all} rows with their acceptance and state. A row is done
when a test performs its acceptance through HTTP or in a browser, asserts what the person sees and carries the marker
`@pytest.mark.clause("…")`; `make clauses` prints the table with its tests and fails where a claim is not shown.
This page is written by `python -m tools.requirements`.

{done} of {all} rows are done. The others, by area, and what each waits for:

| area | row | waits for |
|---|---|---|
"""


def page() -> str:
    """The page as it has to be.

    Raises:
        SystemExit: a row that is not done waits for nothing that is named.
    """
    with TABLE.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    words = tomllib.loads(WAITING.read_text(encoding="utf-8"))
    groups: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        if row["state"] == "done":
            continue
        awaited = words["rows"].get(row["id"]) or words["areas"].get(row["area"])
        if awaited is None:
            sys.exit(
                f"{row['id']} ({row['area']}) is not done: say in {WAITING.name} what it waits for"
            )
        groups[row["area"]][awaited].append(row["id"])
    lines_of = [
        f"| {area} | {', '.join(codes)} | {awaited} |\n"
        for area in sorted(groups)
        for awaited, codes in groups[area].items()
    ]
    done_n = sum(row["state"] == "done" for row in rows)
    return HEAD.format(all=len(rows), done=done_n) + "".join(lines_of)


def main() -> None:
    """Write the page."""
    PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
