"""What an author is told of his own: who writes with him, a link that has died."""

from collections.abc import Iterator

from staffroom.core.plugs import Notice, notice
from staffroom.shared.publications import events
from staffroom.shared.publications.notices.whom import author_of


@notice(
    events.CoauthorInvited,
    kind="publications.coauthor",
    title="Приглашения в соавторы",
    default_mail="at_once",
)
def coauthor_invited(event: events.CoauthorInvited) -> Iterator[Notice]:
    """The invited colleague."""
    yield Notice(
        text="Вас приглашают в соавторы: {publication}",
        to=[event.person_id],
        publication_id=event.publication_id,
        addressed=True,
    )


@notice(
    events.CoauthorAgreed, kind="publications.coauthor_agreed", title="Ответы на мои приглашения"
)
def coauthor_agreed(event: events.CoauthorAgreed) -> Iterator[Notice]:
    """The author learns who writes with him; a refusal is told to nobody."""
    author = author_of(event.publication_id)
    if author is not None:
        yield Notice(
            text="Коллега согласился быть соавтором: {publication}",
            to=[author],
            publication_id=event.publication_id,
            addressed=True,
        )


@notice(
    events.LinkDied,
    kind="publications.link",
    title="Ссылка в моей записи перестала открываться",
)
def link_died(event: events.LinkDied) -> Iterator[Notice]:
    """Whoever wrote the link, once."""
    yield Notice(
        text="В записи {publication} ваша ссылка на другой сайт больше не открывается. Поправьте или уберите её.",
        to=[event.author_id], publication_id=event.publication_id, seq=event.seq, addressed=True,
    )  # fmt: skip
