"""The author and the supporters of an initiative; those whom a topic of the department calls."""

from collections.abc import Iterator

from staffroom.core.plugs import Notice, notice
from staffroom.features.governance import events
from staffroom.features.governance.models import Initiative, InitiativeState, Supporter
from staffroom.features.governance.notices.applications import plain
from staffroom.shared.publications.models import Publication

SAID = {InitiativeState.SUPPORTED: "поддержана", InitiativeState.DECLINED: "отклонена"}


@notice(
    events.InitiativeDecided,
    kind="governance.initiative",
    title="Решения об инициативах, моих и поддержанных мной",
    default_mail="at_once",
)
def decided(event: events.InitiativeDecided) -> Iterator[Notice]:
    """The author and everybody who supported it."""
    keys = set(
        Supporter.objects.filter(publication=event.publication_id).values_list(
            "person_id", flat=True
        )
    )
    rows = Publication.objects.filter(pk=event.publication_id)
    keys |= set(rows.values_list("author_id", flat=True))
    words = plain(Initiative.objects.get(publication=event.publication_id).words)
    yield Notice(
        text=f"Инициатива {{publication}} {SAID[InitiativeState(event.state)]}. {words}",
        to=sorted(keys),
        publication_id=event.publication_id, community_id=event.community_id, addressed=True,
    )  # fmt: skip


@notice(
    events.InitiativeBacked,
    kind="governance.backed",
    title="Мою инициативу поддержали",
    many=(
        "{n} коллега поддержал вашу инициативу {publication}",
        "{n} коллеги поддержали вашу инициативу {publication}",
        "{n} коллег поддержали вашу инициативу {publication}",
    ),
)
def backed(event: events.InitiativeBacked) -> Iterator[Notice]:
    """The author."""
    rows = Publication.objects.filter(pk=event.publication_id)
    yield Notice(
        text="Коллега поддержал вашу инициативу {publication}",
        to=list(rows.values_list("author_id", flat=True)), publication_id=event.publication_id,
        community_id=event.community_id,
    )  # fmt: skip
