"""Who reads papers beside their audience, when a community becomes part of another."""

from django.db import transaction

from staffroom.core.events import publish
from staffroom.core.viewer import Viewer
from staffroom.shared.communities.registry import community_tokens_between, token_elsewhere
from staffroom.shared.documents import events
from staffroom.shared.documents.actions.documents import fact
from staffroom.shared.documents.models import Document, DocumentReader


@transaction.atomic
def join_readers(*, source_id: int, target_id: int, actor: Viewer) -> int:
    """Let those of the target read what those of the source read: its members, those who run it, roles.

    The old readers stay named: nobody is among them any more. Who keeps readers elsewhere hears of each
    registered paper.

    Returns:
        How many papers have new readers.
    """
    known = DocumentReader.objects.filter(token__range=community_tokens_between(source_id))
    wanted = [
        (key, there)
        for key, token in known.order_by("document", "pk").values_list("document", "token")
        if (there := token_elsewhere(token, source_id, target_id)) is not None
    ]
    standing = set(
        DocumentReader.objects.filter(
            document__in=[key for key, _ in wanted], token__in=[token for _, token in wanted]
        ).values_list("document", "token")
    )
    new = [pair for pair in wanted if pair not in standing]
    DocumentReader.objects.bulk_create(
        DocumentReader(document_id=key, token=token) for key, token in new
    )
    papers = Document.objects.filter(pk__in={key for key, _ in new}).order_by("pk")
    for paper in papers:
        publish(fact(events.DocumentReadersJoined, paper, actor))
    return len(papers)
