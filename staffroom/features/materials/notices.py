"""What authors are told of their materials."""

from collections.abc import Iterator

from staffroom.core.plugs import Notice, notice
from staffroom.features.materials import events
from staffroom.shared.publications.models import Coauthor, CoauthorState, Publication


def _authors(publication_id: int, but: int | None) -> list[int]:
    author = Publication.objects.filter(pk=publication_id).values_list("author_id", flat=True)
    together = Coauthor.objects.filter(publication=publication_id, state=CoauthorState.ACCEPTED)
    keys = {*author, *together.values_list("person_id", flat=True)}
    return sorted(keys - {but})


@notice(
    events.MaterialUsed, kind="materials.used", title="По вашему материалу провели урок",
    many=("{n} урок по вашему материалу", "{n} урока по вашему материалу", "{n} уроков по вашему материалу"),
)  # fmt: skip
def used(event: events.MaterialUsed) -> Iterator[Notice]:
    """The author and co-authors."""
    yield Notice(
        text="По вашему материалу «{publication}» коллега провёл урок и рассказал, что получилось.",
        to=_authors(event.publication_id, event.actor_id), publication_id=event.publication_id,
        addressed=True,
    )  # fmt: skip


@notice(
    events.MaterialAdapted, kind="materials.adapted", title="На основе вашего материала сделали новый",
)  # fmt: skip
def adapted(event: events.MaterialAdapted) -> Iterator[Notice]:
    """The author and co-authors of the source."""
    yield Notice(
        text="На основе вашего материала «{publication}» коллега сделал новый: он указан на странице.",
        to=_authors(event.publication_id, event.actor_id), publication_id=event.publication_id,
        addressed=True,
    )  # fmt: skip
