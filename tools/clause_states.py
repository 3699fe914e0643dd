"""Bring the states of demands on the board of clauses to those of docs/requirements.tsv.

`python -m tools.clause_states` after rows have become done: a demand that is done lacks nothing any more.
What carries it out must have been written in the file by a person; the command names those it lacks for.
"""

import csv
from pathlib import Path
import sys

ROOT = Path(__file__).resolve().parent.parent
TABLE = ROOT / "docs" / "requirements.tsv"
DATA = ROOT / "staffroom" / "overviews" / "clauses" / "data"


def main() -> None:
    """Rewrite the files; print what changed and what a person has to write."""
    rows = csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines(), delimiter="\t")
    states = {row["id"]: row["state"] for row in rows}
    for path in sorted(DATA.glob("*.tsv")):
        head, *lines = path.read_text(encoding="utf-8").splitlines()
        columns = head.split("\t")
        written = [head]
        for line in lines:
            demand = dict(zip(columns, line.split("\t"), strict=True))
            is_done = states.get(demand["row"]) == "done"
            if is_done and demand["state"] != "done":
                if not demand["by"]:
                    sys.stdout.write(f"{path.name}: {demand['row']}: write what carries it out\n")
                else:
                    demand |= {"state": "done", "lacks": ""}
                    sys.stdout.write(f"{path.name}: {demand['row']} is done\n")
            elif demand["state"] == "done" and not is_done:
                sys.stdout.write(f"{path.name}: {demand['row']}: open again, say what it lacks\n")
            written.append("\t".join(demand.values()))
        path.write_text("\n".join(written) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
