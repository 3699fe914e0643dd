"""Who gets what: publications."""

from staffroom.shared.publications.models import StoppedSite
from tests.architecture.access import GET, POST, SIGN_IN, row
from tests.architecture.access_table.places import (
    KEEPERS,
    READERS,
    UNSEEN,
    at_comment,
    at_open_topic,
    at_topic,
    in_district,
    insiders,
)
from tests.factories.world import THEN, World

row("publications:publication", GET, args=at_topic, **READERS, **UNSEEN)
row("publications:publication", GET, args=at_open_topic, note="open to all", everyone=200)
row(
    "publications:publication",
    GET,
    args=lambda w: (f"{w.draft.pid}-{w.draft.slug}",),
    note="draft",
    everyone=404,
    author=200,
)
row(
    "publications:unread",
    GET,
    args=at_topic,
    **UNSEEN,
    member=302,
    author=302,
    moderator=302,
    coordinator=302,
)
row("publications:history", GET, args=at_topic, **READERS, **UNSEEN)
row(
    "publications:revision-restore", POST, args=lambda w: (w.topic.pid, 1), note="published: it is corrected",
    **insiders(403, 403, 403, 403),
)  # fmt: skip
row("publications:comment-history", GET, args=at_comment, **READERS, **UNSEEN)
_WRITERS = insiders(404, 200, 404, 404)
row("publications:coauthors", GET, args=at_topic, **_WRITERS)
row("publications:coauthors", POST, args=at_topic, note="empty", **insiders(404, 422, 404, 404))
row(
    "publications:coauthor-answer",
    POST,
    args=at_topic,
    note="not asked",
    **insiders(404, 404, 404, 404),
)
row("publications:coauthor-end", POST, args=lambda w: (w.topic.pid, w.boris.pid), note="not asked",
    **insiders(403, 404, 403, 403))  # fmt: skip
row("publications:edit", GET, args=at_topic, **insiders(403, 200, 403, 403))
row("publications:edit", POST, args=at_topic, **insiders(403, 422, 403, 403))
row(
    "publications:autosave",
    POST,
    args=lambda w: (w.draft.pid,),
    data={"title": "Ещё не дописано", "body": "Начало", "audience": "community"},
    guest=SIGN_IN,
    signed_in=404,
    author=200,
)
row("publications:remove", GET, args=at_open_topic, guest=SIGN_IN, signed_in=403, author=200)
row("publications:remove", POST, args=at_open_topic, guest=SIGN_IN, signed_in=403, author=302)
row(
    "publications:comment",
    POST,
    args=at_topic,
    data={"body": "Попробуйте с яблоком."},
    **insiders(302, 302, 302, 302),
)
row("publications:comment-edit", GET, args=at_comment, **insiders(200, 403, 403, 403))
row(
    "publications:comment-edit",
    POST,
    args=at_comment,
    data={"body": "С двумя яблоками."},
    **insiders(302, 403, 403, 403),
)
row("publications:comment-remove", POST, args=at_comment, **insiders(302, 403, 403, 403))
row("publications:comment-hide", GET, args=at_comment, **insiders(403, 403, 200, 200))
row(
    "publications:comment-hide",
    POST,
    args=at_comment,
    data={"reason": "Не о том."},
    **insiders(403, 403, 302, 302),
)
row(
    "publications:comment-restore",
    POST,
    args=at_comment,
    note="not hidden",
    **insiders(403, 403, 403, 403),
)
row("publications:comment-thank", POST, args=at_comment, **insiders(403, 302, 302, 302))
row("publications:merge", GET, args=at_topic, **insiders(403, 403, 200, 200))
row("publications:merge", POST, args=at_topic, note="empty", **insiders(403, 403, 422, 422))
row("publications:split", GET, args=at_topic, **insiders(403, 403, 200, 200))
row("publications:split", POST, args=at_topic, note="empty", **insiders(403, 403, 422, 422))
row("publications:hour", GET, args=at_topic, **insiders(403, 200, 200, 200))
row("publications:hour", POST, args=at_topic, note="empty", **insiders(403, 422, 422, 422))
row("publications:hour-cancel", POST, args=at_topic, note="none", **insiders(403, 422, 422, 422))
row("publications:summary", GET, args=at_topic, **insiders(403, 200, 200, 200))
row("publications:summary", POST, args=at_topic, note="empty", **insiders(403, 422, 422, 422))
row("publications:thank", POST, args=at_topic, **insiders(302, 403, 302, 302))
row(
    "publications:follow", POST, args=at_topic, data={"follow": "1"}, **insiders(302, 302, 302, 302)
)
row(
    "publications:pin",
    POST,
    args=at_topic,
    data=lambda w: {"in": w.community.pid, "pin": "1"},
    **insiders(403, 403, 302, 302),
)
row("publications:close", POST, args=at_topic, **insiders(403, 302, 302, 302))
row("publications:reopen", POST, args=at_topic, **insiders(403, 302, 302, 302))
row(
    "publications:solve", POST, args=at_topic, note="not a question", **insiders(403, 403, 403, 403)
)
row(
    "publications:unsolve",
    POST,
    args=at_topic,
    note="not a question",
    **insiders(403, 403, 403, 403),
)
row(
    "publications:site",
    POST,
    args=at_topic,
    data={"site": "1"},
    note="for members only",
    **insiders(403, 403, 403, 403),
)
row(
    "publications:site",
    POST,
    args=at_open_topic,
    data={"site": "1"},
    note="open to all",
    guest=SIGN_IN,
    signed_in=403,
    moderator=302,
    coordinator=302,
)
row("publications:hide", GET, args=at_topic, **insiders(403, 403, 200, 200))
row(
    "publications:hide",
    POST,
    args=at_topic,
    data={"reason": "Реклама."},
    **insiders(403, 403, 302, 302),
)
row("publications:restore", POST, args=at_topic, note="not hidden", **insiders(403, 403, 403, 403))
row("publications:place", GET, args=at_topic, **insiders(403, 200, 200, 200))
row(
    "publications:place",
    POST,
    args=at_topic,
    data=lambda w: {"home": w.community.pid},
    **insiders(403, 302, 302, 302),
)
row(
    "publications:answer", GET, args=at_topic, note="not a proposal", **insiders(403, 403, 403, 403)
)
row(
    "publications:answer",
    POST,
    args=at_topic,
    note="not a proposal",
    **insiders(403, 403, 403, 403),
)
for method in (GET, POST):  # one community: its form at once; none: a page that says what to do
    row(
        "publications:new",
        method,
        args=lambda _w: ("topic",),
        guest=SIGN_IN,
        stranger=200,
        member=302,
        author=302,
        moderator=302,
        coordinator=200,
        technician=200,
    )
row("publications:drafts", GET, guest=SIGN_IN, signed_in=200)
row("publications:comment-move", GET, args=at_comment, **insiders(403, 403, 200, 200))
row(
    "publications:comment-move",
    POST,
    args=at_comment,
    data=lambda w: {"to": w.open_topic.pid, "reason": "Это о неделе математики."},
    **insiders(403, 403, 302, 302),
)
row(
    "publications:comment-address", GET, args=at_comment, **UNSEEN, member=302, author=302,
    moderator=302, coordinator=302,
)  # fmt: skip
row("publications:comment-decide", GET, args=at_comment, **insiders(403, 403, 200, 200))
row(
    "publications:comment-decide",
    POST,
    args=at_comment,
    data={"decide": "1"},
    **insiders(403, 403, 302, 302),
)
for method in (GET, POST):  # the feed is no section of a tag
    row(
        "forum:official",
        method,
        args=lambda w: (w.community.sections.order_by("place")[0].pid,),
        guest=SIGN_IN,
        signed_in=403,
    )
row("publications:comment-moved", GET, args=at_comment, note="not moved", everyone=404)
row("publications:unsent", GET, query="?draft=reply-1", guest=SIGN_IN, signed_in=200)
row(
    "publications:unsent",
    POST,
    data={"draft": "reply-1", "body": "Начало"},
    guest=SIGN_IN,
    signed_in=200,
)


def _at_stopped_site(w: World) -> tuple[str, str]:
    row_ = StoppedSite.objects.create(
        district=w.district, host="reklama.example", reason="Реклама", added_by=w.dmitry,
        added_at=THEN,
    )  # fmt: skip
    return (w.district.slug, row_.pid)


row("publications:links", GET, args=in_district, **KEEPERS, coordinator=200)
row("publications:links", POST, args=in_district, note="empty", **KEEPERS, coordinator=422)
row("publications:link-allow", POST, args=_at_stopped_site, **KEEPERS, coordinator=302)
