"""What curators and listeners are told."""

from collections.abc import Iterator

from staffroom.core.plugs import Notice, notice
from staffroom.features.curating import events
from staffroom.features.curating.registry import MESSAGE
from staffroom.shared.publications.events import PublicationPublished
from staffroom.shared.publications.models import Addressee


@notice(
    PublicationPublished,
    kind="curating.message",
    title="Мне написал мой куратор",
    default_mail="at_once",
)
def told(event: PublicationPublished) -> Iterator[Notice]:
    """Every listener to whom the message is addressed."""
    if event.kind == MESSAGE.code:
        rows = Addressee.objects.filter(publication=event.publication_id)
        yield Notice(
            text="Куратор написал вам: {publication}",
            to=list(rows.values_list("person_id", flat=True)),
            publication_id=event.publication_id,
            community_id=event.community_id,
            addressed=True,
        )


@notice(
    events.ListenerEntrusted,
    kind="curating.entrusted",
    title="У меня появился куратор или слушатель",
    default_mail="digest",
)
def entrusted(event: events.ListenerEntrusted) -> Iterator[Notice]:
    """Both of them."""
    for text, whom in (
        ("У вас появился куратор в сообществе {community}", event.person_id),
        ("За вами закреплён слушатель в сообществе {community}", event.curator_id),
    ):
        yield Notice(text=text, to=[whom], community_id=event.community_id, addressed=True)
