"""Who gets what: organizations."""

from tests.architecture.access import GET, POST, row
from tests.architecture.access_table.places import KEEPERS, at_school, in_district

for _name, _args in (
    ("organizations", in_district),
    ("add", in_district),
    ("district", in_district),
    ("organization", at_school),
    ("change", at_school),
):
    row(f"organizations:{_name}", GET, args=_args, **KEEPERS, coordinator=200)
for _name, _args in (
    ("add", in_district),
    ("district", in_district),
    ("change", at_school),
    ("department-add", at_school),
):
    row(f"organizations:{_name}", POST, args=_args, note="empty", **KEEPERS, coordinator=422)
row(
    "organizations:department-remove",
    POST,
    args=lambda w: (*at_school(w), "0123456789"),
    note="gone already",
    **KEEPERS,
    coordinator=302,
)
row("organizations:import", GET, args=in_district, **KEEPERS, coordinator=200)
row("organizations:import", POST, args=in_district, note="no file", **KEEPERS, coordinator=422)
row("organizations:import-sample", GET, args=in_district, **KEEPERS, coordinator=200)
_NO_LIST = lambda w: (w.district.slug, "0123456789")  # noqa: E731
row("organizations:import-shown", GET, args=_NO_LIST, note="no such list", **KEEPERS)
row("organizations:import-apply", POST, args=_NO_LIST, note="no such list", **KEEPERS)
row("organizations:import-discard", POST, args=_NO_LIST, note="no such list", **KEEPERS)
