"""Who gets what: desks."""

from tests.architecture.access import GET, SIGN_IN, row
from tests.architecture.access_table.places import KEEPERS, in_district

row("desks:mine", GET, guest=SIGN_IN, signed_in=404, moderator=200, coordinator=200, technician=200)
row("desks:desk", GET, args=in_district, **KEEPERS, moderator=200, coordinator=200)
row("desks:sections", GET, args=in_district, **KEEPERS, moderator=200, coordinator=200)
row("desks:outside", GET, args=in_district, **KEEPERS, coordinator=200)
