"""Notices about terms of papers."""

from collections.abc import Iterator

from django.urls import reverse

from staffroom.core.clock import now
from staffroom.core.lookups import one_or_none
from staffroom.core.plugs import Notice, notice
from staffroom.shared.accounts.registry import Power
from staffroom.shared.documents.events import DocumentEnding
from staffroom.shared.documents.models import Document
from staffroom.shared.duties.queries import holders


@notice(
    DocumentEnding,
    kind="documents.ending",
    title="Сроки документов",
    default_mail="at_once",
    is_for_staff=True,
)
def ending(event: DocumentEnding) -> Iterator[Notice]:
    """Those who keep the papers of the district (BT-2.2.b)."""
    paper = one_or_none(Document.objects.select_related("district").filter(pk=event.document_id))
    if paper is None or paper.valid_until_on is None:
        return
    keepers = holders(Power.KEEP_DOCUMENTS, ("district", paper.district_id), at=now())
    yield Notice(
        text=f"Срок документа заканчивается {paper.valid_until_on:%d.%m.%Y}",
        link=reverse("documents:document", args=[paper.district.slug, paper.pid]),
        to=list(keepers.values_list("pk", flat=True)),
        addressed=True,
    )
