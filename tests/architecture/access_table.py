"""Every route × method × role with the expected answer, written by hand.

Roles: `stranger` belongs to another district; `member` and `author` are in the community (`author`
wrote the topic, the draft and the open topic; `member` wrote the comment); `moderator` runs the
community; `coordinator` runs the district; `technician` looks after the server and sees no content
of communities. What stands in the world: tests/factories/world.py. `SIGN_IN` is a redirect to the
sign-in page, 302 any other redirect, 404 hides.

    row("forum:topic-close", POST, args=lambda w: (w.topic.pid,), guest=SIGN_IN, stranger=404,
        member=403, author=302, moderator=302, coordinator=302, technician=404)
"""

from tests.architecture.access import DELETE, GET, PATCH, POST, SIGN_IN, row
from tests.factories import plans as planned
from tests.factories.chores import stopped_job
from tests.factories.documents import order, registered
from tests.factories.duties import question_duty, report_duty
from tests.factories.governance import application, initiative, submitted, topic
from tests.factories.inquiries import asked, shelf
from tests.factories.notices import leave_token, told
from tests.factories.world import World, held_role

# health
row("health:live", GET, everyone=200)
row("health:ready", GET, everyone=200)

# ui
row("ui:looks", GET, everyone=200)
row("ui:looks", POST, data={"theme": "dark"}, everyone=302)
row(
    "ui:living",
    GET,
    guest=404,
    stranger=404,
    member=404,
    author=404,
    moderator=404,
    coordinator=404,
    technician=200,
)
row("ui:accent", GET, args=lambda _w: ("1c6447", "7fd1a8"), everyone=200)

# the state of the site: nobody but the technician knows of the page
row("upkeep:health", GET, guest=SIGN_IN, signed_in=404, technician=200)
for _name in ("upkeep:job-retry", "upkeep:job-drop"):
    row(
        _name,
        POST,
        args=lambda _w: (stopped_job().pk,),
        guest=SIGN_IN,
        signed_in=404,
        technician=302,
    )
row("upkeep:certificate-check", POST, guest=SIGN_IN, signed_in=404, technician=302)


# curators and listeners: nobody in this district is a curator by the community's own roles
def _community(w: World) -> tuple[str, str]:
    return w.district.slug, f"{w.community.pid}-{w.community.slug}"


for _method in (GET, POST):
    row("curating:listeners", _method, args=_community, guest=SIGN_IN, signed_in=404)
row(
    "curating:entrust", GET, args=_community, guest=SIGN_IN, signed_in=403, moderator=200,
    coordinator=200,
)  # fmt: skip
row(
    "curating:entrust", POST, args=_community, guest=SIGN_IN, signed_in=403, moderator=422,
    coordinator=422, note="nobody is named",
)  # fmt: skip
row(
    "curating:release", POST, args=lambda w: (*_community(w), w.boris.pid), guest=SIGN_IN,
    signed_in=403, moderator=404, coordinator=404, note="he has no curator",
)  # fmt: skip

# the table of composition: those who lead
row(
    "communities:composition", GET, args=_community, guest=SIGN_IN, signed_in=403, moderator=200,
    coordinator=200,
)  # fmt: skip
row(
    "communities:district-composition", GET, args=lambda w: (w.district.slug,), guest=SIGN_IN,
    signed_in=404, coordinator=200,
)  # fmt: skip

# roles of the district: its people read, those who appoint change
row(
    "communities:roles",
    GET,
    args=lambda w: (w.district.slug,),
    guest=SIGN_IN,
    stranger=404,
    signed_in=200,
)
row(
    "communities:role",
    GET,
    args=lambda w: (w.district.slug, "moderator"),
    guest=SIGN_IN,
    stranger=404,
    signed_in=200,
)
for _method, _answer in ((GET, 200), (POST, 302)):
    row(
        "communities:appoint", _method, args=lambda w: (w.district.slug, "methodist"),
        data=lambda w: {"person": w.boris.pid}, guest=SIGN_IN, stranger=404, signed_in=403,
        coordinator=_answer,
    )  # fmt: skip
row(
    "communities:dismiss", POST, args=lambda w: (w.district.slug, "coordinator", held_role(w).pid),
    guest=SIGN_IN, stranger=404, signed_in=403, coordinator=302,
)  # fmt: skip

# rules of one community: who manages the district's communities
for _what in ((), ("membership.mode",)):
    row(
        "communities:rule" if _what else "communities:rules",
        GET,
        args=lambda w, rest=_what: (
            w.district.slug,
            f"{w.community.pid}-{w.community.slug}",
            *rest,
        ),
        guest=SIGN_IN,
        signed_in=403,
        coordinator=200,
    )
row(
    "communities:rule",
    POST,
    args=lambda w: (
        w.district.slug,
        f"{w.community.pid}-{w.community.slug}",
        "membership.mode",
    ),
    data={"membership.mode": "invitation"},
    guest=SIGN_IN,
    signed_in=403,
    coordinator=302,
)

# regulations: only who changes the district's rules knows of these pages
for _name, _args in (
    ("regulations:rules", ()),
    ("regulations:versions", ()),
    ("regulations:adopt", ()),
    ("regulations:rule-edit", ("membership.mode",)),
):
    row(
        _name,
        GET,
        args=lambda w, rest=_args: (w.district.slug, *rest),
        guest=SIGN_IN,
        signed_in=404,
        coordinator=200,
    )
row(
    "regulations:rule-edit",
    POST,
    args=lambda w: (w.district.slug, "membership.mode"),
    data={"membership.mode": "invitation"},
    guest=SIGN_IN,
    signed_in=404,
    coordinator=302,
)
row(
    "regulations:adopt",
    POST,
    args=lambda w: (w.district.slug,),
    data={"code": "tula"},
    guest=SIGN_IN,
    signed_in=404,
    coordinator=302,
)
# organizations: who keeps the district's list knows of these pages
_HERE = lambda w: (w.district.slug,)  # noqa: E731 - the short name keeps the rows readable
_SCHOOL = lambda w: (w.district.slug, w.organization.pid)  # noqa: E731
KEEPERS = {"guest": SIGN_IN, "signed_in": 404}
for _name, _args in (
    ("organizations", _HERE),
    ("add", _HERE),
    ("district", _HERE),
    ("organization", _SCHOOL),
    ("change", _SCHOOL),
):
    row(f"organizations:{_name}", GET, args=_args, **KEEPERS, coordinator=200)
for _name, _args in (
    ("add", _HERE),
    ("district", _HERE),
    ("change", _SCHOOL),
    ("department-add", _SCHOOL),
):
    row(f"organizations:{_name}", POST, args=_args, note="empty", **KEEPERS, coordinator=422)
row(
    "organizations:department-remove",
    POST,
    args=lambda w: (*_SCHOOL(w), "0123456789"),
    note="gone already",
    **KEEPERS,
    coordinator=302,
)
row("organizations:import", GET, args=_HERE, **KEEPERS, coordinator=200)
row("organizations:import", POST, args=_HERE, note="no file", **KEEPERS, coordinator=422)
row("organizations:import-sample", GET, args=_HERE, **KEEPERS, coordinator=200)
_NO_LIST = lambda w: (w.district.slug, "0123456789")  # noqa: E731
row("organizations:import-shown", GET, args=_NO_LIST, note="no such list", **KEEPERS)
row("organizations:import-apply", POST, args=_NO_LIST, note="no such list", **KEEPERS)
row("organizations:import-discard", POST, args=_NO_LIST, note="no such list", **KEEPERS)
# documents: the library shows each reader what is for him; papers are kept by those who run the district
row("documents:library", GET, args=_HERE, everyone=200)
row("documents:acts", GET, args=_HERE, everyone=200)
for _name in ("export", "begin", "letterheads", "templates", "new-template"):
    row(f"documents:{_name}", GET, args=_HERE, **KEEPERS, coordinator=200)
row("documents:new-template", POST, args=_HERE, note="empty", **KEEPERS, coordinator=422)
row("documents:letterhead", GET, args=_SCHOOL, **KEEPERS, coordinator=200)
row("documents:letterhead", POST, args=_SCHOOL, note="empty", **KEEPERS, coordinator=422)
_NEW_ORDER = lambda w: (w.district.slug, "order")  # noqa: E731
_TEMPLATE = lambda w: (w.district.slug, "order-plain")  # noqa: E731
for _name, _args in (("new", _NEW_ORDER), ("fill", _TEMPLATE), ("template", _TEMPLATE)):
    row(f"documents:{_name}", GET, args=_args, **KEEPERS, coordinator=200)
    row(f"documents:{_name}", POST, args=_args, note="empty", **KEEPERS, coordinator=422)
row(
    "documents:drop-template",
    POST,
    args=_TEMPLATE,
    note="nothing of one's own",
    **KEEPERS,
    coordinator=422,
)
_DRAFT = lambda w: (w.district.slug, order(w).pid)  # noqa: E731
_PAPER = lambda w: (w.district.slug, registered(w, text="").pid)  # noqa: E731
row("documents:document", GET, args=_DRAFT, note="draft", everyone=404, coordinator=200)
row("documents:document", GET, args=_PAPER, note="for members", guest=404, stranger=404, member=200,
    author=200, moderator=200, coordinator=200, technician=200)  # fmt: skip
for _name in ("edit", "issue"):
    row(f"documents:{_name}", GET, args=_DRAFT, **KEEPERS, coordinator=200)
    row(f"documents:{_name}", POST, args=_DRAFT, note="empty", **KEEPERS, coordinator=422)
row("documents:drop", POST, args=_DRAFT, **KEEPERS, coordinator=302)
row("documents:drop", POST, args=_PAPER, note="registered", guest=SIGN_IN, stranger=404, member=404,
    author=404, moderator=404, coordinator=403, technician=404)  # fmt: skip
for _name in ("cancel", "sign"):
    row(f"documents:{_name}", GET, args=_PAPER, **KEEPERS, coordinator=200)
    row(f"documents:{_name}", POST, args=_PAPER, note="empty", **KEEPERS, coordinator=422)
for _name in ("preview", "draft-pdf"):
    row(f"documents:{_name}", GET, args=_DRAFT, **KEEPERS, coordinator=200)
row("documents:sheet", GET, args=lambda w: (*_DRAFT(w), 1), **KEEPERS, coordinator=200)
row("documents:marked", GET, args=_PAPER, note="not signed", everyone=404)
row("documents:signature", GET, args=lambda w: (*_PAPER(w), 1), note="none", everyone=404)
row("documents:check", GET, everyone=200)
row("documents:checked", GET, args=lambda w: (registered(w, text="").check_code,), everyone=200)
row("documents:checked", GET, args=lambda _w: ("AAAAABBBBB",), note="no such code", everyone=404)
# creation: an application is its authors' until it is submitted; those who decide see it then
_APPLICATION = lambda w: (w.district.slug, application(w).pid)  # noqa: E731
_SUBMITTED = lambda w: (w.district.slug, submitted(w).pid)  # noqa: E731
OUTSIDE = {"guest": SIGN_IN, "signed_in": 404}
row("governance:creation", GET, args=_HERE, guest=SIGN_IN, stranger=404, signed_in=200)
for _method in (GET, POST):
    row(
        "governance:begin", _method, args=_HERE, guest=SIGN_IN, stranger=404, signed_in=403,
        note="staff open communities here",
    )  # fmt: skip
row(
    "governance:application",
    GET,
    args=_APPLICATION,
    note="draft",
    **OUTSIDE,
    author=200,
    member=200,
)
row(
    "governance:application", GET, args=_SUBMITTED, note="submitted", **OUTSIDE, author=200,
    member=200, coordinator=200,
)  # fmt: skip
row("governance:edit", GET, args=_APPLICATION, **OUTSIDE, author=200, member=403)
for _name in ("edit", "call"):
    row(
        f"governance:{_name}",
        POST,
        args=_APPLICATION,
        note="empty",
        **OUTSIDE,
        author=422,
        member=403,
    )
for _name in ("drop", "submit"):
    row(f"governance:{_name}", POST, args=_APPLICATION, **OUTSIDE, author=302, member=403)
row("governance:answer-call", POST, args=_APPLICATION, **OUTSIDE, author=302, member=302)
for _name, _who in (("release", "boris"), ("lead", "anna")):
    row(
        f"governance:{_name}", POST, **OUTSIDE, author=302, member=403,
        args=lambda w, who=_who: (*_APPLICATION(w), getattr(w, who).pid),
    )  # fmt: skip
row(
    "governance:withdraw", POST, args=_SUBMITTED, **OUTSIDE, author=302, member=403, coordinator=403
)
row(
    "governance:ask", POST, args=_SUBMITTED, note="empty", **OUTSIDE, author=403, member=403,
    coordinator=422,
)  # fmt: skip
row(
    "governance:reply",
    POST,
    args=lambda w: (*_SUBMITTED(w), 1),
    note="empty",
    **OUTSIDE,
    author=422,
)
for _name in ("support", "refuse"):
    row(
        f"governance:{_name}", GET, args=_SUBMITTED, **OUTSIDE, author=403, member=403,
        coordinator=200,
    )  # fmt: skip
    row(
        f"governance:{_name}", POST, args=_SUBMITTED, note="empty", **OUTSIDE, author=403, member=403,
        coordinator=422,
    )  # fmt: skip
row("governance:standing-order", GET, args=_HERE, **OUTSIDE, coordinator=200)
row(
    "governance:standing-order", POST, args=_HERE, note="nothing chosen", **OUTSIDE, coordinator=422
)
_TOPIC = lambda w: (w.district.slug, topic(w).pid)  # noqa: E731
for _method in (GET, POST):
    row(
        "governance:offer",
        _method,
        args=_HERE,
        note="no department here",
        **OUTSIDE,
        coordinator=403,
    )
row("governance:topic", GET, args=_TOPIC, guest=SIGN_IN, stranger=404, signed_in=200)
row(
    "governance:interest", POST, args=_TOPIC, guest=SIGN_IN, stranger=404, signed_in=302,
    coordinator=403,
)  # fmt: skip
row("governance:close-topic", POST, args=_TOPIC, **OUTSIDE, coordinator=302)
_INITIATIVE = lambda w: (initiative(w).pid,)  # noqa: E731
row(
    "governance:back", POST, args=_INITIATIVE, data={"want": "1"}, **OUTSIDE, author=403, member=302,
    moderator=302, coordinator=302,
)  # fmt: skip
row(
    "governance:decide-initiative", GET, args=_INITIATIVE, **OUTSIDE, author=403, member=403,
    moderator=200, coordinator=200,
)  # fmt: skip
row(
    "governance:decide-initiative", POST, args=_INITIATIVE, note="empty", **OUTSIDE, author=403,
    member=403, moderator=422, coordinator=422,
)  # fmt: skip
row("governance:order", POST, args=_SUBMITTED, note="not supported", **OUTSIDE, coordinator=403)
# journal
row(
    "journal:journal",
    GET,
    args=lambda w: (w.district.slug,),
    guest=SIGN_IN,
    signed_in=404,
    coordinator=200,
)
row("journal:log", GET, args=lambda w: (w.district.slug, w.community.pid), guest=SIGN_IN,
    stranger=404, member=200, author=200, moderator=200, coordinator=200, technician=404)  # fmt: skip
# accounts
row("accounts:sign-in", GET, guest=200, signed_in=302)
row(
    "accounts:sign-in", POST, data={"email": "x@y.example", "password": "z"}, guest=422,
    signed_in=302,
)  # fmt: skip
row("accounts:sign-in-code", GET, everyone=SIGN_IN)
row("accounts:sign-in-code", POST, data={"code": "000000"}, everyone=SIGN_IN)
row("accounts:sign-out", POST, everyone=302)
row("accounts:reset-ask", GET, everyone=200)
row("accounts:reset-ask", POST, data={"email": "x@y.example"}, everyone=302)
row("accounts:reset-sent", GET, everyone=200)
row("accounts:reset", GET, args=lambda w: (w.anna.pid, "wrong-token"), everyone=410)
row("accounts:reset", POST, args=lambda w: (w.anna.pid, "wrong-token"), everyone=410)
row("accounts:email-confirm", GET, args=lambda _w: ("wrong-token",), everyone=410)
row("accounts:email-confirm", POST, args=lambda _w: ("wrong-token",), everyone=410)
for own in ("account", "password", "email", "second-factor", "second-factor-set-up", "sessions",
            "profile", "visibility", "data", "data-erase"):  # fmt: skip
    row(f"accounts:{own}", GET, guest=SIGN_IN, signed_in=200)
for own in ("password", "email", "second-factor-set-up", "second-factor-codes",
            "second-factor-remove", "profile", "data-erase"):  # fmt: skip
    row(f"accounts:{own}", POST, guest=SIGN_IN, signed_in=422)
for own in ("sessions-end", "visibility", "data-erase-withdraw"):
    row(f"accounts:{own}", POST, guest=SIGN_IN, signed_in=302)
row("accounts:data-archive", POST, guest=SIGN_IN, signed_in=302)
row("accounts:data-download", GET, note="not gathered", guest=SIGN_IN, signed_in=404)
row("accounts:publish", GET, args=lambda _w: ("about",), guest=SIGN_IN, signed_in=200)
row("accounts:publish", POST, args=lambda _w: ("about",), guest=SIGN_IN, signed_in=302)
row("accounts:consent", GET, args=lambda _w: ("digest",), guest=SIGN_IN, signed_in=200)
row("accounts:consent", POST, args=lambda _w: ("digest",), guest=SIGN_IN, signed_in=302)
row("accounts:consent-ask", GET, guest=SIGN_IN, signed_in=200)
row("accounts:consent-ask", POST, guest=SIGN_IN, signed_in=302)
row(
    "accounts:consent-withdraw", POST, args=lambda _w: ("0123456789",), guest=SIGN_IN,
    signed_in=404, note="a consent that is not his",
)  # fmt: skip
row("accounts:person", GET, args=lambda w: (w.anna.pid,), guest=404, stranger=404, signed_in=200)
row("accounts:letters", GET, guest=SIGN_IN, signed_in=404, technician=200)
row(
    "accounts:letter", GET, args=lambda _w: ("0123456789",), guest=SIGN_IN, signed_in=404,
    note="no such letter",
)  # fmt: skip

# registration
PLACE = lambda w: (w.district.slug,)  # noqa: E731 - the short name keeps the rows readable
row("admissions:choose", GET, everyone=200)
row("admissions:first", GET, everyone=404, note="somebody is registered already")
row("admissions:first", POST, everyone=404, note="somebody is registered already")
row("admissions:sent", GET, everyone=200)
row("admissions:confirm", GET, args=lambda _w: ("0123456789",), everyone=410)
row("admissions:confirm", POST, args=lambda _w: ("0123456789",), everyone=410)
row("admissions:register", GET, args=PLACE, guest=200, signed_in=302)
row("admissions:register", POST, args=PLACE, guest=200, signed_in=302)
row("admissions:register-form", GET, args=PLACE, everyone=302, note="no consent yet")
row("admissions:register-form", POST, args=PLACE, everyone=302, note="no consent yet")
row("admissions:apply", GET, args=PLACE, guest=SIGN_IN, stranger=200, signed_in=302)
row("admissions:apply", POST, args=PLACE, guest=SIGN_IN, stranger=422, signed_in=302)
row("admissions:application", GET, args=PLACE, guest=SIGN_IN, stranger=404, signed_in=200)
row(
    "admissions:application", POST, args=PLACE, data={"words": "Да"}, guest=SIGN_IN, stranger=404,
    signed_in=403, note="nothing was asked",
)  # fmt: skip
row(
    "admissions:withdraw", POST, args=PLACE, guest=SIGN_IN, stranger=404, signed_in=403,
    note="decided already",
)  # fmt: skip
row("admissions:welcome", GET, args=PLACE, guest=SIGN_IN, stranger=404, signed_in=200)
row("admissions:queue", GET, args=PLACE, guest=SIGN_IN, signed_in=404, coordinator=200)
row("admissions:decide", POST, args=PLACE, guest=SIGN_IN, signed_in=404, coordinator=422)
row("admissions:data-requests", GET, args=PLACE, guest=SIGN_IN, signed_in=404, coordinator=200)
for method in (GET, POST):
    row(
        "admissions:erase", method, args=lambda w: (w.district.slug, "0123456789"), guest=SIGN_IN,
        signed_in=404, note="no such request",
    )  # fmt: skip
# files: a loose file and an upload under way are their owner's alone
row(
    "files:file",
    GET,
    args=lambda w: (w.file.pid, w.file.name),
    guest=404,
    signed_in=404,
    author=200,
)
row("files:upload-begin", POST, data={"name": "a.pdf", "size": "9"}, guest=403, signed_in=201)
for _method, _answer in ((GET, 204), (PATCH, 422), (DELETE, 204)):
    row(
        "files:upload-part",
        _method,
        args=lambda w: (w.upload.pid,),
        note="an own upload",
        guest=404,
        signed_in=404,
        author=_answer,
    )

# publications


def _topic(w: World) -> tuple[str]:
    return (f"{w.topic.pid}-{w.topic.slug}",)


def _open_topic(w: World) -> tuple[str]:
    return (f"{w.open_topic.pid}-{w.open_topic.slug}",)


def _comment(w: World) -> tuple[str, int]:
    return (w.topic.pid, w.comment.seq)


READERS = {"member": 200, "author": 200, "moderator": 200, "coordinator": 200}
UNSEEN = {"guest": 404, "stranger": 404, "technician": 404}
HIDDEN = {"guest": SIGN_IN, "stranger": 404, "technician": 404}


def insiders(member: int, author: int, moderator: int, coordinator: int) -> dict[str, int | str]:
    """Answers where those outside the community must not know of the thing at all."""
    return {
        **HIDDEN,
        "member": member,
        "author": author,
        "moderator": moderator,
        "coordinator": coordinator,
    }


row("publications:publication", GET, args=_topic, **READERS, **UNSEEN)
row("publications:publication", GET, args=_open_topic, note="open to all", everyone=200)
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
    args=_topic,
    **UNSEEN,
    member=302,
    author=302,
    moderator=302,
    coordinator=302,
)
row("publications:history", GET, args=_topic, **READERS, **UNSEEN)
row("publications:comment-history", GET, args=_comment, **READERS, **UNSEEN)
_WRITERS = insiders(404, 200, 404, 404)
row("publications:coauthors", GET, args=_topic, **_WRITERS)
row("publications:coauthors", POST, args=_topic, note="empty", **insiders(404, 422, 404, 404))
row(
    "publications:coauthor-answer",
    POST,
    args=_topic,
    note="not asked",
    **insiders(404, 404, 404, 404),
)
row("publications:coauthor-end", POST, args=lambda w: (w.topic.pid, w.boris.pid), note="not asked",
    **insiders(403, 404, 403, 403))  # fmt: skip
row("publications:edit", GET, args=_topic, **insiders(403, 200, 403, 403))
row("publications:edit", POST, args=_topic, **insiders(403, 422, 403, 403))
row(
    "publications:autosave",
    POST,
    args=lambda w: (w.draft.pid,),
    data={"title": "Ещё не дописано", "body": "Начало", "audience": "community"},
    guest=SIGN_IN,
    signed_in=404,
    author=200,
)
row("publications:remove", GET, args=_open_topic, guest=SIGN_IN, signed_in=403, author=200)
row("publications:remove", POST, args=_open_topic, guest=SIGN_IN, signed_in=403, author=302)
row(
    "publications:comment",
    POST,
    args=_topic,
    data={"body": "Попробуйте с яблоком."},
    **insiders(302, 302, 302, 302),
)
row("publications:comment-edit", GET, args=_comment, **insiders(200, 403, 403, 403))
row(
    "publications:comment-edit",
    POST,
    args=_comment,
    data={"body": "С двумя яблоками."},
    **insiders(302, 403, 403, 403),
)
row("publications:comment-remove", POST, args=_comment, **insiders(302, 403, 403, 403))
row("publications:comment-hide", GET, args=_comment, **insiders(403, 403, 200, 200))
row(
    "publications:comment-hide",
    POST,
    args=_comment,
    data={"reason": "Не о том."},
    **insiders(403, 403, 302, 302),
)
row(
    "publications:comment-restore",
    POST,
    args=_comment,
    note="not hidden",
    **insiders(403, 403, 403, 403),
)
row("publications:comment-thank", POST, args=_comment, **insiders(403, 302, 302, 302))
row("publications:merge", GET, args=_topic, **insiders(403, 403, 200, 200))
row("publications:merge", POST, args=_topic, note="empty", **insiders(403, 403, 422, 422))
row("publications:split", GET, args=_topic, **insiders(403, 403, 200, 200))
row("publications:split", POST, args=_topic, note="empty", **insiders(403, 403, 422, 422))
row("publications:hour", GET, args=_topic, **insiders(403, 200, 200, 200))
row("publications:hour", POST, args=_topic, note="empty", **insiders(403, 422, 422, 422))
row("publications:hour-cancel", POST, args=_topic, note="none", **insiders(403, 422, 422, 422))
row("publications:summary", GET, args=_topic, **insiders(403, 200, 200, 200))
row("publications:summary", POST, args=_topic, note="empty", **insiders(403, 422, 422, 422))
row("publications:thank", POST, args=_topic, **insiders(302, 403, 302, 302))
row("publications:follow", POST, args=_topic, data={"follow": "1"}, **insiders(302, 302, 302, 302))
row(
    "publications:pin",
    POST,
    args=_topic,
    data=lambda w: {"in": w.community.pid, "pin": "1"},
    **insiders(403, 403, 302, 302),
)
row("publications:close", POST, args=_topic, **insiders(403, 302, 302, 302))
row("publications:reopen", POST, args=_topic, **insiders(403, 302, 302, 302))
row("publications:solve", POST, args=_topic, note="not a question", **insiders(403, 403, 403, 403))
row(
    "publications:unsolve", POST, args=_topic, note="not a question", **insiders(403, 403, 403, 403)
)
row(
    "publications:site",
    POST,
    args=_topic,
    data={"site": "1"},
    note="for members only",
    **insiders(403, 403, 403, 403),
)
row(
    "publications:site",
    POST,
    args=_open_topic,
    data={"site": "1"},
    note="open to all",
    guest=SIGN_IN,
    signed_in=403,
    moderator=302,
    coordinator=302,
)
row("publications:hide", GET, args=_topic, **insiders(403, 403, 200, 200))
row(
    "publications:hide",
    POST,
    args=_topic,
    data={"reason": "Реклама."},
    **insiders(403, 403, 302, 302),
)
row("publications:restore", POST, args=_topic, note="not hidden", **insiders(403, 403, 403, 403))
row("publications:place", GET, args=_topic, **insiders(403, 200, 200, 200))
row(
    "publications:place",
    POST,
    args=_topic,
    data=lambda w: {"home": w.community.pid},
    **insiders(403, 302, 302, 302),
)
row("publications:answer", GET, args=_topic, note="not a proposal", **insiders(403, 403, 403, 403))
row("publications:answer", POST, args=_topic, note="not a proposal", **insiders(403, 403, 403, 403))
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
row("publications:comment-move", GET, args=_comment, **insiders(403, 403, 200, 200))
row(
    "publications:comment-move",
    POST,
    args=_comment,
    data=lambda w: {"to": w.open_topic.pid, "reason": "Это о неделе математики."},
    **insiders(403, 403, 302, 302),
)
row(
    "publications:comment-address", GET, args=_comment, **UNSEEN, member=302, author=302,
    moderator=302, coordinator=302,
)  # fmt: skip
row("publications:comment-decide", GET, args=_comment, **insiders(403, 403, 200, 200))
row(
    "publications:comment-decide",
    POST,
    args=_comment,
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
row("publications:comment-moved", GET, args=_comment, note="not moved", everyone=404)
row("publications:unsent", GET, query="?draft=reply-1", guest=SIGN_IN, signed_in=200)
row(
    "publications:unsent",
    POST,
    data={"draft": "reply-1", "body": "Начало"},
    guest=SIGN_IN,
    signed_in=200,
)

# communities


def _here(w: World) -> tuple[str, str]:
    return (w.district.slug, f"{w.community.pid}-{w.community.slug}")


def _section(w: World) -> tuple[str, str, str]:
    return (*_here(w), w.community.sections.order_by("place")[0].pid)


def _boris(w: World) -> tuple[str, str, str]:
    return (*_here(w), w.boris.pid)


def leaders(moderator: int, coordinator: int) -> dict[str, int | str]:
    """Answers where everybody sees the community but only those who run it may act."""
    return {"guest": SIGN_IN, "signed_in": 403, "moderator": moderator, "coordinator": coordinator}


row("communities:mine", GET, everyone=302)
row("communities:directory", GET, args=lambda w: (w.district.slug,), everyone=200)
row("communities:community", GET, args=_here, everyone=200)
row(
    "communities:section",
    GET,
    args=lambda w: (*_here(w), "people"),
    signed_in=200,
    guest=403,
    stranger=403,
)
row("communities:open", GET, args=lambda w: (w.district.slug,), **leaders(403, 200))
row("communities:open", POST, args=lambda w: (w.district.slug,), **leaders(403, 422))
for _method in (GET, POST):
    row(
        "communities:gather",
        _method,
        args=lambda w: (w.district.slug,),
        note="«Базовый» leaves it to the centre",
        guest=SIGN_IN,
        signed_in=403,
    )
row(
    "communities:open-preset",
    POST,
    args=lambda w: (w.district.slug,),
    note="no list",
    guest=SIGN_IN,
    signed_in=404,
)
row(
    "communities:enter",
    POST,
    args=_here,
    data={"conduct": "1"},
    guest=SIGN_IN,
    stranger=403,
    member=403,
    author=403,
    moderator=403,
    coordinator=302,
    technician=302,
)
row(
    "communities:leave",
    POST,
    args=_here,
    guest=SIGN_IN,
    signed_in=403,
    member=302,
    author=302,
    moderator=302,
)
row(
    "communities:answer",
    POST,
    args=_here,
    data={"answer": "accept", "conduct": "1"},
    note="not invited",
    guest=SIGN_IN,
    signed_in=404,
    member=403,
    author=403,
    moderator=403,
)
row("communities:change", GET, args=_here, **leaders(200, 200))
row("communities:change", POST, args=_here, **leaders(422, 422))
row("communities:move", GET, args=_here, **leaders(403, 200))
row("communities:move", POST, args=_here, data={"parent": ""}, **leaders(403, 302))
row("communities:archive", GET, args=_here, **leaders(403, 200))
row("communities:archive", POST, args=_here, data={"words": "Сборник готов."}, **leaders(403, 302))
row("communities:conduct", GET, args=_here, everyone=200)
row(
    "communities:conduct-accept",
    POST,
    args=_here,
    data={"conduct": "1"},
    guest=SIGN_IN,
    signed_in=403,
    member=302,
    author=302,
    moderator=302,
)
row("communities:conduct-change", GET, args=_here, **leaders(200, 200))
row("communities:conduct-change", POST, args=_here, **leaders(422, 422))
row("communities:ties", GET, args=_here, **leaders(200, 200))
row("communities:ties", POST, args=_here, **leaders(422, 422))
for _name in ("communities:partner-answer", "communities:organization-answer"):
    row(
        _name,
        POST,
        args=lambda w: (*_here(w), "0123456789"),
        note="no such tie",
        guest=SIGN_IN,
        signed_in=404,
    )
row("communities:state", GET, args=_here, **leaders(200, 200))
for _to, _typed in (
    ("suspended", {"basis": "решение координатора"}),
    ("closed", {"words": "Сборник готов."}),
):
    _move = lambda w, to=_to: (*_here(w), to)  # noqa: E731 - one for each state
    row("communities:state-move", GET, args=_move, note=_to, **leaders(403, 200))
    row("communities:state-move", POST, args=_move, note=_to, data=_typed, **leaders(403, 302))
row("communities:menu", GET, args=_here, **leaders(200, 200))
row("communities:menu", POST, args=_here, **leaders(422, 422))
row(
    "communities:menu-order",
    POST,
    args=_here,
    data=lambda w: {"move": f"{_section(w)[2]}:down"},
    **leaders(302, 302),
)
row("communities:menu-section", GET, args=_section, **leaders(200, 200))
row(
    "communities:menu-section",
    POST,
    args=_section,
    data={"title": "Новое", "is_shown": "on"},
    **leaders(302, 302),
)
row(
    "communities:menu-remove",
    POST,
    args=_section,
    note="an item of every menu",
    **leaders(422, 422),
)
row("communities:people", GET, args=_here, **leaders(200, 200))
row("communities:people", POST, args=_here, **leaders(422, 422))
row(
    "communities:decide",
    POST,
    args=_boris,
    data={"decision": "admit"},
    note="has not asked",
    **leaders(422, 422),
)
row("communities:remove", GET, args=_boris, **leaders(200, 200))
row("communities:remove", POST, args=_boris, data={"words": "Сменил район."}, **leaders(302, 302))
row("communities:grant", GET, args=_here, **leaders(403, 200))
row("communities:grant", POST, args=_here, **leaders(403, 422))
row(
    "communities:end-grant",
    POST,
    args=lambda w: (*_here(w), w.galina.grants.get(scope_kind="community").pid),
    **leaders(302, 302),
)
# search
row("search:search", GET, everyone=200, query="?q=дроби")
row("search:people", GET, guest=SIGN_IN, signed_in=200)
row("search:suggest", GET, guest=SIGN_IN, signed_in=200, query="?q=ан")
row(
    "search:invite",
    POST,
    data=lambda w: {"community": w.community.pid, "people": [w.dmitry.pid]},
    guest=SIGN_IN,
    signed_in=404,
    moderator=302,
    coordinator=302,
)
# notices: each has his own; leaving a mailing needs no sign-in
row("notifications:list", GET, guest=SIGN_IN, signed_in=200)
row("notifications:bell", GET, guest=SIGN_IN, signed_in=200)
row("notifications:read-all", POST, guest=SIGN_IN, signed_in=302)
row(
    "notifications:open",
    GET,
    args=lambda w: (told(w).pid,),
    guest=SIGN_IN,
    signed_in=404,
    author=302,
)
row("notifications:settings", GET, guest=SIGN_IN, signed_in=200)
row("notifications:settings", POST, guest=SIGN_IN, signed_in=422)
row("notifications:unsubscribe", GET, args=lambda w: (leave_token(w),), everyone=200)
row("notifications:unsubscribe", POST, args=lambda w: (leave_token(w),), everyone=200)
row("notifications:unsubscribe", GET, args=lambda _w: ("forged",), note="forged", everyone=404)

# duties: each sees his own
row("duties:list", GET, guest=SIGN_IN, signed_in=200)
row(
    "duties:hand-over",
    GET,
    args=lambda w: (report_duty(w).pid,),
    guest=SIGN_IN,
    signed_in=404,
    moderator=200,
)
row("duties:hand-over", POST, args=lambda w: (report_duty(w).pid,), data=lambda w: {"person": w.galina.pid},
    guest=SIGN_IN, signed_in=404, moderator=302)  # fmt: skip
row("duties:control", GET, guest=SIGN_IN, signed_in=200)
row("duties:handed", GET, guest=SIGN_IN, signed_in=200)
_DUTY = lambda w: (report_duty(w).pid,)  # noqa: E731
row("duties:duty", GET, args=_DUTY, guest=SIGN_IN, signed_in=404, moderator=200, coordinator=200)
row("duties:close", GET, args=_DUTY, note="a decision", guest=SIGN_IN, signed_in=404, moderator=403)
_QUESTION = lambda w: (question_duty(w).pid,)  # noqa: E731
row("duties:close", GET, args=_QUESTION, guest=SIGN_IN, signed_in=404, moderator=200)
row("duties:close", POST, args=_QUESTION, note="empty", guest=SIGN_IN, signed_in=404, moderator=422)
row("duties:board", GET, args=_HERE, guest=SIGN_IN, signed_in=404, coordinator=200)
row("duties:export", GET, args=_HERE, guest=SIGN_IN, signed_in=404, coordinator=200)

# home and the public face
row("home:home", GET, guest=SIGN_IN, signed_in=200)
row("site:front", GET, guest=200, signed_in=302)
row("site:district", GET, args=lambda w: (w.district.slug,), everyone=200)
row("site:news", GET, args=lambda w: (w.district.slug,), everyone=200)
row("site:groups", GET, args=lambda w: (w.district.slug,), everyone=200)
row("site:regulation", GET, args=lambda w: (w.district.slug,), note="not published", everyone=404)
row("site:questions", GET, args=_HERE, everyone=200)
row("site:ask", GET, args=_HERE, everyone=200)
row("site:ask", POST, args=_HERE, note="empty", everyone=422)
row("site:question-sent", GET, args=_HERE, everyone=200)
row("site:desk", GET, args=_HERE, guest=SIGN_IN, signed_in=404, moderator=200, coordinator=200)
_ASKED = lambda w: (w.district.slug, asked(w).pid)  # noqa: E731
ANSWER = {"guest": SIGN_IN, "signed_in": 404}  # the question was put to the community
row("site:answer", GET, args=_ASKED, **ANSWER, moderator=200, coordinator=200)
row("site:answer", POST, args=_ASKED, note="empty", **ANSWER, moderator=422, coordinator=422)
row("site:decline", POST, args=_ASKED, **ANSWER, moderator=302, coordinator=302)
row("site:show", POST, args=_ASKED, note="not answered", **ANSWER, moderator=422, coordinator=422)
row("site:cabinet", GET, args=_HERE, everyone=200)
STAFF = {"guest": SIGN_IN, "signed_in": 404}
for _name in ("shelves", "menu"):
    row(f"site:{_name}", GET, args=_HERE, **STAFF, coordinator=200)
    row(f"site:{_name}", POST, args=_HERE, note="empty", **STAFF, coordinator=422)
row("site:shelves-usual", POST, args=_HERE, **STAFF, coordinator=302)
row("site:shelves-order", POST, args=_HERE, note="names none", **STAFF, coordinator=404)
_SHELF = lambda w: (w.district.slug, shelf(w).pid)  # noqa: E731
for _name in ("shelf", "shelf-change"):
    row(f"site:{_name}", GET, args=_SHELF, **STAFF, coordinator=200)
row("site:shelf", POST, args=_SHELF, note="nothing", **STAFF, coordinator=422)
row("site:shelf-change", POST, args=_SHELF, note="empty", **STAFF, coordinator=422)
row("site:shelf-remove", POST, args=_SHELF, note="empty shelf", **STAFF, coordinator=302)
row("site:shelf-order", POST, args=_SHELF, note="names none", **STAFF, coordinator=404)
row("site:take-off", POST, args=lambda w: (*_SHELF(w), "0123456789"), note="gone", **STAFF)
_NEWS = lambda w: (w.district.slug, "news")  # noqa: E731
row("site:menu-order", POST, args=_HERE, note="names none", **STAFF, coordinator=404)
row("site:menu-item", GET, args=_NEWS, **STAFF, coordinator=200)
row("site:menu-item", POST, args=_NEWS, note="empty", **STAFF, coordinator=422)
row("site:menu-remove", POST, args=_NEWS, note="a usual one", **STAFF, coordinator=422)
row("desks:mine", GET, guest=SIGN_IN, signed_in=404, moderator=200, coordinator=200, technician=200)
row("desks:desk", GET, args=_HERE, **STAFF, moderator=200, coordinator=200)
row("desks:sections", GET, args=_HERE, **STAFF, moderator=200, coordinator=200)
row("desks:outside", GET, args=_HERE, **STAFF, coordinator=200)
row("site:rss", GET, args=lambda w: (w.district.slug,), everyone=200)
row("site:atom", GET, args=lambda w: (w.district.slug,), everyone=200)

# moderation
row("moderation:report", GET, args=_topic, **insiders(200, 403, 200, 200))
row("moderation:report", POST, args=_topic, data={"ground": "spam"}, **insiders(200, 403, 200, 200))
row("moderation:comment-report", GET, args=_comment, **insiders(403, 200, 200, 200))
row(
    "moderation:comment-report",
    POST,
    args=_comment,
    note="no ground",
    **insiders(403, 422, 422, 422),
)
row(
    "moderation:reports",
    GET,
    args=lambda w: (w.district.slug,),
    guest=SIGN_IN,
    signed_in=404,
    moderator=200,
    coordinator=200,
)
row(
    "moderation:decide",
    POST,
    args=lambda _w: ("0123456789",),
    note="no such report",
    guest=SIGN_IN,
    signed_in=404,
)


# plans of work: kept by those who lead, seen by whoever sees the inside of the community
_LEAD = {"moderator": 302, "coordinator": 302}


def _plan(w: World) -> tuple[str, str, str]:
    return (*_community(w), planned.plan_in_force(w).pid)


def _line(w: World) -> tuple[str, str, str]:
    return (*_community(w), planned.line_offered(w).pid)


row("plans:new", GET, args=_community, guest=SIGN_IN, signed_in=403, moderator=200, coordinator=200)
row(
    "plans:new", POST, args=_community, data={"period": "year"}, guest=SIGN_IN,
    signed_in=403, moderator=422, coordinator=422, note="no such period",
)  # fmt: skip
row(
    "plans:rubrics", GET, args=_community, guest=SIGN_IN, signed_in=403, moderator=200,
    coordinator=200,
)  # fmt: skip
row(
    "plans:rubrics", POST, args=_community, data={"weekday": "0", "title": "Задача недели"},
    guest=SIGN_IN, signed_in=403, **_LEAD,
)  # fmt: skip
for _name in ("plans:plan", "plans:table"):
    row(_name, GET, args=_plan, guest=SIGN_IN, signed_in=200, stranger=404)
row(
    "plans:edit", GET, args=_plan, guest=SIGN_IN, signed_in=403, stranger=404, moderator=200,
    coordinator=200,
)  # fmt: skip
row("plans:edit", POST, args=_plan, guest=SIGN_IN, signed_in=403, stranger=404, **_LEAD)
row(
    "plans:move", POST, args=_plan, data={"act": "submit"}, guest=SIGN_IN, signed_in=403,
    stranger=404, note="nobody approves here",
)  # fmt: skip
for _method in (GET, POST):
    row("plans:return", _method, args=_plan, guest=SIGN_IN, signed_in=403, stranger=404)
row(
    "plans:line-new", GET, args=_plan, guest=SIGN_IN, signed_in=403, stranger=404, moderator=200,
    coordinator=200,
)  # fmt: skip
row(
    "plans:line-new", POST, args=_plan, data={"title": "Встреча", "starts_on": "2026-10-10"},
    guest=SIGN_IN, signed_in=403, stranger=404, **_LEAD,
)  # fmt: skip
row("plans:line", GET, args=_line, guest=SIGN_IN, signed_in=200, stranger=404)
row(
    "plans:line-edit", GET, args=_line, guest=SIGN_IN, signed_in=403, stranger=404, moderator=200,
    coordinator=200,
)  # fmt: skip
row(
    "plans:line-edit", POST, args=_line, data={"title": "Встреча", "starts_on": "2026-10-01"},
    guest=SIGN_IN, signed_in=403, stranger=404, **_LEAD,
)  # fmt: skip
row(
    "plans:line-remove", POST, args=_line, guest=SIGN_IN, signed_in=403, stranger=404,
    moderator=422, coordinator=422, note="the plan is in force",
)  # fmt: skip
row(
    "plans:line-mark", GET, args=lambda w: (*_line(w), "held"), guest=SIGN_IN, signed_in=403,
    stranger=404, moderator=200, coordinator=200,
)  # fmt: skip
row(
    "plans:line-mark", POST, args=lambda w: (*_line(w), "cancelled"), data={"words": "Карантин"},
    guest=SIGN_IN, signed_in=403, stranger=404, **_LEAD,
)  # fmt: skip
row(
    "plans:line-reopen", POST, args=_line, guest=SIGN_IN, signed_in=403, stranger=404,
    moderator=422, coordinator=422, note="it is not closed",
)  # fmt: skip
row(
    "plans:line-take", POST, args=_line, guest=SIGN_IN, signed_in=403, stranger=404, member=302,
    author=302, moderator=302,
)  # fmt: skip
row("plans:line-accept", POST, args=_line, guest=SIGN_IN, signed_in=404, author=302)
row("plans:line-decline", GET, args=_line, guest=SIGN_IN, signed_in=404, author=200)
row(
    "plans:line-decline", POST, args=_line, data={"words": "Курсы"}, guest=SIGN_IN, signed_in=404,
    author=302,
)  # fmt: skip
row(
    "plans:line-untie", POST, args=lambda w: (*_line(w), w.open_topic.pid), guest=SIGN_IN,
    signed_in=403, stranger=404, **_LEAD,
)  # fmt: skip
row(
    "plans:tie", GET, args=lambda w: (w.topic.pid,), guest=SIGN_IN, signed_in=200, stranger=404,
    technician=404,
)  # fmt: skip
row(
    "plans:tie", POST, args=lambda w: (w.topic.pid,), data=lambda w: {"line": _line(w)[2]},
    guest=SIGN_IN, signed_in=422, stranger=404, technician=404, **_LEAD,
)  # fmt: skip


# projects: begun by members, led by who began them and by those who lead the community
def _project(w: World) -> tuple[str, str, str]:
    return (*_community(w), planned.project(w).pid)


row(
    "plans:project-new", GET, args=_community, guest=SIGN_IN, signed_in=403, member=200, author=200,
    moderator=200, coordinator=200,
)  # fmt: skip
row(
    "plans:project-new", POST, args=_community, guest=SIGN_IN, signed_in=403, member=422,
    author=422, moderator=422, coordinator=422, note="nothing is typed",
)  # fmt: skip
row("plans:project", GET, args=_project, guest=SIGN_IN, signed_in=200, stranger=404)
for _name in ("plans:project-edit", "plans:project-close", "plans:project-invite"):
    row(
        _name, GET, args=_project, guest=SIGN_IN, signed_in=403, stranger=404, moderator=200,
        coordinator=200,
    )  # fmt: skip
    row(
        _name, POST, args=_project, guest=SIGN_IN, signed_in=403, stranger=404, moderator=422,
        coordinator=422, note="nothing is typed",
    )  # fmt: skip
row("plans:project-start", POST, args=_project, guest=SIGN_IN, signed_in=403, stranger=404, **_LEAD)
row(
    "plans:project-ask", POST, args=_project, guest=SIGN_IN, signed_in=403, stranger=404,
    member=302, author=302,
)  # fmt: skip
row(
    "plans:project-answer", POST, args=lambda w: (*_community(w), planned.invited(w).pid),
    data={"answer": "accept"}, guest=SIGN_IN, signed_in=404, author=302,
)  # fmt: skip
row(
    "plans:project-decide", POST,
    args=lambda w: (*_community(w), planned.asked(w).pid, w.boris.pid), data={"answer": "admit"},
    guest=SIGN_IN, signed_in=403, stranger=404, **_LEAD,
)  # fmt: skip
row(
    "plans:project-leave", POST,
    args=lambda w: (*_community(w), planned.asked(w).pid, w.boris.pid), guest=SIGN_IN,
    signed_in=403, stranger=404, member=409, moderator=409, coordinator=409,
    note="he is not in the team yet",
)  # fmt: skip
row(
    "plans:stage-add", POST, args=_project, data={"stage-title": "Сбор"}, guest=SIGN_IN,
    signed_in=403, stranger=404, **_LEAD,
)  # fmt: skip


def _stage(w: World) -> tuple[str, str, str, str]:
    step = planned.stage(w)
    return (*_community(w), step.project.pid, step.pid)


def _task(w: World) -> tuple[str, str, str, str]:
    one = planned.task(w)
    return (*_community(w), one.project.pid, one.pid)


row(
    "plans:stage-change", POST, args=_stage, data={"act": "done"}, guest=SIGN_IN, signed_in=403,
    stranger=404, **_LEAD,
)  # fmt: skip
row(
    "plans:task-add", POST, args=_project, data={"task-title": "Собрать"}, guest=SIGN_IN,
    signed_in=403, stranger=404, **_LEAD,
)  # fmt: skip
row(
    "plans:task-act", POST, args=_task, data={"act": "take"}, guest=SIGN_IN, signed_in=403,
    stranger=404, author=302, moderator=302, note="the leader and one of the team",
)  # fmt: skip
row(
    "plans:project-untie", POST,
    args=lambda w: (*_community(w), planned.project(w).pid, w.open_topic.pid), guest=SIGN_IN,
    signed_in=403, stranger=404, **_LEAD,
)  # fmt: skip
