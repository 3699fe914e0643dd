"""What the search keeps of papers: those that have been registered, for who reads them in the library."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from staffroom.core.plugs import IndexRow, indexed
from staffroom.core.viewer import Viewer
from staffroom.shared.communities import registry
from staffroom.shared.documents.models import Audience, Document, DocumentReader, DocumentState
from staffroom.shared.documents.policies import kept_districts

OPEN = """EXISTS (SELECT 1 FROM documents_document o WHERE o.id = {column} AND o.state <> 'draft' AND (
 o.audience = 'public' OR (o.audience = 'members' AND o.district_id IN ({districts}))
 OR o.district_id IN ({kept}) OR EXISTS (
  SELECT 1 FROM documents_documentreader n WHERE n.document_id = o.id AND n.token IN ({tokens}))))"""


def readable(viewer: Viewer, column: str) -> tuple[str, list[int]]:
    """`policies.visible_documents` as a condition of SQL, for papers that are no drafts (compared by a test)."""
    asked = (registry.district_ids(viewer.tokens), kept_districts(viewer), sorted(viewer.tokens))
    districts, kept, tokens = (", ".join(["%s"] * len(values)) or "NULL" for values in asked)
    statement = OPEN.format(column=column, districts=districts, kept=kept, tokens=tokens)
    return statement, [value for values in asked for value in values]


def every_paper() -> Iterator[int]:
    """Keys of all that has been registered, oldest first."""
    rows = Document.objects.exclude(state=DocumentState.DRAFT).order_by("pk")
    return rows.values_list("pk", flat=True).iterator(chunk_size=2000)


@indexed("document", label="Документы", every=every_paper, judged=readable)
def paper_rows(keys: Sequence[int]) -> Iterable[IndexRow]:
    """Kind, date, number and heading, then the text with its annexes; a cancelled one says so."""
    named: dict[int, list[int]] = defaultdict(list)
    readers = DocumentReader.objects.filter(document__in=keys).order_by("pk")
    for document, token in readers.values_list("document_id", "token"):
        named[document].append(token)
    found = Document.objects.filter(pk__in=keys).select_related("district").order_by("pk")
    return [
        IndexRow(
            key=row.pk,
            district_id=row.district_id,
            community_ids=() if row.community_id is None else (row.community_id,),
            title=f"{row.name}{_end(row)}. {row.heading}",
            text=_text(row),
            url=f"/{row.district.slug}/documents/{row.pid}/",
            at=row.issued_at or row.made_at,
            tokens=(*_audience(row), *named[row.pk]),
        )
        for row in found
        if row.state != DocumentState.DRAFT
    ]


def _end(document: Document) -> str:
    return " (отменён)" if document.state == DocumentState.CANCELLED else ""


def _text(document: Document) -> str:
    annexes = [words for one in document.annexes for words in one.values()]
    parts = (document.gist, document.text, *annexes, document.issuer_name)
    return "\n".join(part for part in parts if part)


def _audience(document: Document) -> Iterator[int]:
    yield registry.district_keepers_token(document.district_id)
    if document.audience == Audience.PUBLIC:
        yield registry.EVERYBODY
    if document.audience == Audience.MEMBERS:
        yield registry.district_token(document.district_id)
