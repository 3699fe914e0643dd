"""Who gets what: the board of clauses and the printed regulation."""

from tests.architecture.access import GET, POST, row
from tests.architecture.access_table.places import KEEPERS, in_district
from tests.factories.world import World

for _name in ("clauses:board", "clauses:regulation"):
    row(_name, GET, args=in_district, **KEEPERS, coordinator=200)


def _as_docx(w: World) -> tuple[str, str]:
    return w.district.slug, "docx"


for _name in ("clauses:board-file", "clauses:regulation-file"):
    row(_name, GET, args=_as_docx, **KEEPERS, coordinator=200)
row(
    "clauses:draft", POST, args=in_district, **KEEPERS, coordinator=422, note="no issuer is chosen",
)  # fmt: skip
