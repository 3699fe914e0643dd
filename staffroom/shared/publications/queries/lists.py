"""Lists of publications ready to be drawn by any page: the context of `publications/list.html`."""

from collections.abc import Container, Sequence
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from staffroom.core.http import Request
from staffroom.shared.communities.models import Community
from staffroom.shared.communities.policies import groups
from staffroom.shared.communities.queries.rules import rules_beside, rules_of
from staffroom.shared.organizations.models import District
from staffroom.shared.publications import policies
from staffroom.shared.publications.queries import feeds
from staffroom.shared.publications.registry import PROPOSAL_ANSWERS, Kind, kind_labels, kinds

Part = tuple[str, dict[str, Any]]


class Offer(NamedTuple):
    """A button that begins something: plain values (`ui.kept`)."""

    label: str
    href: str
    icon: str


class Pointer(NamedTuple):
    """Words above a feed that lead to another place."""

    words: str
    label: str
    href: str


def feed_part(
    request: Request,
    feed: feeds.Feed,
    *,
    pinned: tuple[feeds.FeedRow, ...] = (),
    offers: Sequence[Offer] = (),
    denied: Sequence["Denied"] = (),
    filters: Sequence[tuple[str, str, bool]] = (),
    themes: Sequence[tuple[str, str, bool]] = (),
    pointer: Pointer | None = None,
    figure: str = "",
    shows_place: bool = True,
    empty_title: str = "",
    empty_text: str = "",
) -> Part:
    """A feed drawn as a part of any page, with what stands around it: plain values, for it is kept."""
    top = {row.pid for row in pinned}
    return "publications/list.html", {
        "rows": tuple(row for row in feed.rows if row.pid not in top) if top else feed.rows,
        "next": _next(request, feed),
        "labels": tuple((code, str(label)) for code, label in kind_labels().items()),
        "answers": tuple((code, str(words)) for code, words in PROPOSAL_ANSWERS.items()),
        "pinned": pinned,
        "offers": tuple(offers),
        "denied": tuple(denied),
        "filters": tuple(filters),
        "themes": tuple(themes),
        "pointer": pointer,
        "figure": figure,
        "shows_place": shows_place,
        "nothing": (empty_title or _("Пока тихо"), empty_text or _("Здесь появятся записи.")),
    }


def _next(request: Request, feed: feeds.Feed) -> str:
    """The address of what follows; empty at the end."""
    if feed.next is None:
        return ""
    kept = [(name, values) for name, values in request.GET.lists() if name != "after"]
    return f"?{urlencode([*kept, ('after', str(feed.next))], doseq=True)}"


def offers(
    request: Request, community: Community, codes: tuple[str, ...] = (), *, section: str = ""
) -> list[Offer]:
    """Buttons of the kinds that this viewer may write here, the usual one first.

    `section` is the public id of the tagged section that the text begins in.
    """
    return [
        Offer(
            kind.new_label,
            f"/p/new/{kind.code}/?in={community.pid}" + (f"&section={section}" if section else ""),
            kind.icon,
        )
        for kind in _in_order(codes)
        if policies.may_write_in(request.viewer, community, kind.code)
    ]


class Denied(NamedTuple):
    """A kind that the community has and this viewer may not write: shown, with the reason (BB-7.1.1)."""

    label: str
    icon: str
    reason: str
    ask: str  # the page that names those who run the community


def denied(
    request: Request, community: Community, codes: tuple[str, ...] = ()
) -> tuple[Denied, ...]:
    """What a member sees without being allowed to: kinds that the regulation has here and his role has not.

    Nothing for guests and for those who are no members (the head of the page asks them in), nor while
    nobody writes here at all.
    """
    viewer = request.viewer
    if not groups.is_member(viewer, community) or not groups.may_speak(community):
        return ()
    found = []
    for kind in _in_order(codes):
        verdict = policies.may_write_in(viewer, community, kind.code)
        if verdict or verdict.is_hidden or not policies.is_form_on(community, kind.form_code):
            continue
        ask = f"/{community.district.slug}/c/{community.pid}-{community.slug}/people/"
        found.append(Denied(kind.new_label, kind.icon, verdict.reason, ask))
    return tuple(found)


def _in_order(codes: tuple[str, ...]) -> list[Kind]:
    ready = sorted(kinds.values(), key=lambda kind: (kind.order, kind.code))
    written_here = (kind for kind in ready if not kind.is_addressed)
    return [kind for kind in written_here if not codes or kind.code in codes]


def themes_of(request: Request, scope: Community | District) -> dict[str, str]:
    """Priority themes to narrow by: those that the community has named, or all of the regulation (BB-1.1.a)."""
    rules = rules_beside(scope) if isinstance(scope, Community) else rules_of(scope)
    named = rules.named("themes.priority")
    own = scope.themes if isinstance(scope, Community) else ()
    chosen = request.GET.get("theme", "")
    return {code: words for code, words in named.items() if not own or code in {*own, chosen}}


def chosen(request: Request, name: str, known: Container[str]) -> str:
    """What the address narrows by, when it is one of the known codes."""
    code = request.GET.get(name, "")
    return code if code in known else ""


def theme_filters(
    request: Request, themes: dict[str, str], **others: str
) -> list[tuple[str, str, bool]]:
    """Links that narrow a list by a theme, with whatever else (`others`) it is narrowed by; none without themes."""
    if not themes:
        return []
    chosen = request.GET.get("theme", "")
    kept = {name: value for name, value in others.items() if value}
    here = f"{request.path}?{urlencode(kept)}" if kept else request.path
    joint = "&" if kept else "?"
    return [
        (_("Любая тема"), here, not chosen),
        *((words, f"{here}{joint}theme={code}", code == chosen) for code, words in themes.items()),
    ]


def after_of(request: Request) -> feeds.Cursor | None:
    """Where the page of a feed begins, as the address says."""
    return feeds.Cursor.read(request.GET.get("after", ""))
