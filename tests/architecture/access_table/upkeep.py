"""Who gets what: upkeep."""

from tests.architecture.access import GET, POST, SIGN_IN, row
from tests.factories.chores import infected_bytes, refused_bytes, stopped_job, vouched_bytes

# the state of the site: nobody but the technician knows of the page
row("upkeep:health", GET, guest=SIGN_IN, signed_in=404, technician=200)
for _name in ("upkeep:job-retry", "upkeep:job-drop"):
    row(
        _name,
        POST,
        args=lambda _w: (stopped_job().pk,),
        guest=SIGN_IN,
        signed_in=404,
        technician=302,
    )
row(
    "upkeep:virus-again",
    POST,
    args=lambda _w: (infected_bytes().pk,),
    guest=SIGN_IN,
    signed_in=404,
    technician=302,
)
row(
    "upkeep:virus-drop",
    GET,
    args=lambda _w: (infected_bytes().pk,),
    guest=SIGN_IN,
    signed_in=404,
    technician=200,
)
row(
    "upkeep:virus-drop",
    POST,
    args=lambda _w: (infected_bytes().pk,),
    guest=SIGN_IN,
    signed_in=404,
    technician=302,
)
row(
    "upkeep:file-open",
    GET,
    args=lambda _w: (refused_bytes().pk,),
    guest=SIGN_IN,
    signed_in=404,
    technician=200,
)
row(
    "upkeep:file-open",
    POST,
    args=lambda _w: (refused_bytes().pk,),
    guest=SIGN_IN,
    signed_in=404,
    technician=302,
)
row(
    "upkeep:file-shut",
    POST,
    args=lambda _w: (vouched_bytes().pk,),
    guest=SIGN_IN,
    signed_in=404,
    technician=302,
)
row("upkeep:certificate-check", POST, guest=SIGN_IN, signed_in=404, technician=302)
