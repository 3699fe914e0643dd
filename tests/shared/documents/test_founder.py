"""BB-O.3: the founder may be any body, and every printed form carries its full name."""

from io import BytesIO
from typing import Any
import zipfile

from django.test import Client
import pypdfium2
import pytest

from staffroom.core.viewer import SYSTEM
from staffroom.shared.documents.actions import issuing
from staffroom.shared.documents.models import Document, FileRole
from staffroom.shared.documents.queries.papers import names_founder
from staffroom.shared.documents.registry import NUMBERED
from tests.factories import documents as papers
from tests.factories import plans as planned
from tests.factories import world as made
from tests.factories.world import THEN
from tests.shared.accounts.pages import text_of
from tests.shared.documents.conftest import HERE, as_, body_of

FOUNDER = "Управление по социальной работе Берёзовского муниципального района"
STAFF = "/berezovka/staff/"


def read_pdf(content: bytes) -> str:
    pages = pypdfium2.PdfDocument(content)
    try:
        words = " ".join(page.get_textpage().get_text_range() for page in pages)
        return " ".join(words.replace("\ufffe", "").split())
    finally:
        pages.close()


def header_of(content: bytes) -> str:
    with zipfile.ZipFile(BytesIO(content)) as book:
        return book.read("xl/worksheets/sheet1.xml").decode()


def found_by_other(client: Client) -> None:
    """Дмитрий sets the founder on the district's card."""
    sent = {
        "name": "Берёзовский район", "short_name": "Берёзовский", "founder_kind": "other", "authority": FOUNDER,
        "accent": "#1c6447", "time_zone": "Europe/Moscow",
    }  # fmt: skip
    assert client.post(f"{STAFF}district/", sent).status_code == 302


@pytest.mark.clause("BB-O.3")
def test_every_printed_form_carries_the_full_name_of_whichever_body_founded_the_network(
    world: made.World,
) -> None:
    """«Иной орган» on the card; all kinds of papers, registers, the plan, the board and printed pages."""
    client = as_(world.dmitry)
    found_by_other(client)
    world.district.refresh_from_db()
    assert "Иной орган" in text_of(client.get(f"{STAFF}district/"))

    for kind in NUMBERED:
        fields: dict[str, Any] = {"signers": papers.SIGNED * 2}
        fields |= {"addressee": "Директору школы № 1"} if kind.has_addressee else {}
        fields |= {"parties": "Школа № 1\nШкола № 2"} if kind.has_parties else {}
        paper = papers.order(world, f"О деле: {kind.code}", kind=kind.code, **fields)
        printed = read_pdf(client.get(f"{HERE}{paper.pid}/draft.pdf").content)
        assert names_founder(FOUNDER, [printed]), kind.code
    issued = issuing.issue(
        document=Document.objects.get(kind="order"), dated_on=THEN.date(), actor=SYSTEM, at=THEN
    )
    world.district.authority = "Другой орган"
    world.district.save(update_fields=["authority"])
    sealed = issued.files.get(role=FileRole.PDF).file
    kept = body_of(client.get(f"/files/{sealed.pid}/{sealed.name}"))
    assert names_founder(FOUNDER, [read_pdf(kept)])  # the paper keeps the founder of its day
    found_by_other(client)

    for address in (f"{STAFF}clauses/board.pdf", f"{STAFF}clauses/regulation/regulation.pdf"):
        assert names_founder(FOUNDER, [read_pdf(client.get(address).content)]), address
    plan = planned.plan_with(world.community, held=1)
    here = f"/berezovka/c/{world.community.pid}-{world.community.slug}/plan/{plan.pid}/"
    for address in (f"{HERE}register.xlsx", f"{here}table/"):
        assert FOUNDER in header_of(body_of(client.get(address))), address
    for address in (here, "/berezovka/composition/", HERE):
        page = client.get(address).content.decode()
        owner = page[page.index('<div class="footer-owner">') : page.index("</footer>")]
        assert FOUNDER in owner, address  # the styles of print leave this part of the footer
