"""Who keeps papers and who reads them."""

from django.db.models import Q, QuerySet

from staffroom.core.policy import ALLOW, HIDE, Verdict, deny
from staffroom.core.viewer import Viewer
from staffroom.shared.accounts.registry import Power
from staffroom.shared.communities.registry import district_ids
from staffroom.shared.documents.models import Audience, Document, DocumentReader, DocumentState
from staffroom.shared.documents.registry import Act, asked


def may_keep(actor: Viewer, district_id: int) -> Verdict:
    """Prepare and register papers of a district; for others the pages do not exist."""
    return ALLOW if actor.has(Power.KEEP_DOCUMENTS, ("district", district_id)) else HIDE


def kept_districts(viewer: Viewer) -> list[int]:
    """Keys of the districts whose papers the viewer keeps."""
    return [
        key
        for (scope, key), bits in viewer.powers.items()
        if scope == "district" and bits & Power.KEEP_DOCUMENTS
    ]


def visible_documents(viewer: Viewer) -> QuerySet[Document]:
    """The library: what is public, what is for members, for oneself, and everything one keeps."""
    if viewer.is_system:
        return Document.objects.all()
    kept = kept_districts(viewer)
    named = DocumentReader.objects.filter(token__in=viewer.tokens).values("document")
    reach = Q(audience=Audience.PUBLIC) | Q(pk__in=named)
    reach |= Q(audience=Audience.MEMBERS, district__in=district_ids(viewer.tokens))
    return Document.objects.filter((~Q(state=DocumentState.DRAFT) & reach) | Q(district__in=kept))


def may_prepare(actor: Viewer, document: Document, act: Act) -> Verdict:
    """Whether the paper's own feature lets it happen; else it is the keepers' business.

    A refusal is told to those who may know of the paper, for others it does not exist.
    """
    said, keeps = asked(actor, document, act), may_keep(actor, document.district_id)
    if said is None:
        return keeps
    is_maker = actor.person_id is not None and actor.person_id == document.made_by_id
    return said if said or keeps or is_maker else HIDE


def may_change(actor: Viewer, document: Document) -> Verdict:
    """Change or drop: while it is a draft."""
    return _of_a_draft(actor, document, Act.REVISE)


def may_issue(actor: Viewer, document: Document) -> Verdict:
    """Register: while it is a draft."""
    return _of_a_draft(actor, document, Act.ISSUE)


def _of_a_draft(actor: Viewer, document: Document, act: Act) -> Verdict:
    verdict = may_prepare(actor, document, act)
    if verdict and document.state != DocumentState.DRAFT:
        return deny(
            "Зарегистрированный документ не меняют: исправьте его другим документом или отмените."
        )
    return verdict


def may_cancel(actor: Viewer, document: Document) -> Verdict:
    """Cancel: what is in force."""
    verdict = may_prepare(actor, document, Act.CANCEL)
    if verdict and document.state != DocumentState.ISSUED:
        return deny("Отменить можно только действующий документ.")
    return verdict


def may_add_signature(actor: Viewer, document: Document) -> Verdict:
    """Add a signed copy or a file of the signature: to what has been registered."""
    if not may_keep(actor, document.district_id):
        return HIDE
    if document.state == DocumentState.DRAFT:
        return deny("Сначала зарегистрируйте документ: подпись ставят под неизменным файлом.")
    return ALLOW
