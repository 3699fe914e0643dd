"""Where settings of notices are found from; reading a publication reads what was told of it."""

from collections.abc import Iterator
from typing import Any

from staffroom.core.clock import now
from staffroom.core.http import Request
from staffroom.core.plugs import place
from staffroom.shared.accounts.registry import gives_own_data
from staffroom.shared.notifications.actions import telling
from staffroom.shared.notifications.models import NoticeRow
from staffroom.shared.notifications.queries import notices
from staffroom.shared.notifications.registry import kinds
from staffroom.shared.publications.queries.threads import Head
from staffroom.ui.navigation import Entry, Place, members, offer

offer(
    Entry(
        place=Place.ME,
        code="notices",
        label="Уведомления и письма",
        icon="bell",
        address="notifications:settings",
        order=25,
        seen_by=members,
    )
)


@place("publications.page", order=1)
def read_with_page(*, request: Request, head: Head, **_rest: Any) -> None:
    """Whoever opens a publication has read what he was told of it."""
    person = request.person
    if person is None or not person.unread_n or not notices.is_told_of(person.pk, head.pk):
        return
    if telling.mark_read(person_id=person.pk, publication_id=head.pk, at=now()):
        person.refresh_from_db(fields=["unread_n"])


@gives_own_data("notices", title="Уведомления")
def notice_rows(person_id: int) -> Iterator[dict[str, Any]]:
    """What was told, without words of others."""
    known = kinds()
    rows = NoticeRow.objects.filter(person=person_id).order_by("at", "pk")
    for kind, at, read_at in rows.values_list("kind", "at", "read_at"):
        title = known[kind].title if kind in known else kind
        yield {"О чём": title, "Когда": at, "Прочитано": read_at}


@place("home.top", order=20)
def replies_to_me(*, request: Request) -> tuple[str, dict[str, Any]] | None:
    """«Вам ответили»: what colleagues said to the reader and he has not opened (OL-2.1.1.a)."""
    if not request.person or not request.person.unread_n:
        return None
    rows = notices.replies(request.viewer)
    return ("notifications/replies.html", {"rows": rows}) if rows else None
