"""Every address that can be read, filled with everything that stands in the world, and one walker."""

from collections.abc import Iterator, Mapping
import io
from itertools import product
import re
from typing import Any
from urllib.parse import unquote
import zipfile

from django.apps import apps
from django.conf import settings
from django.test import Client
from django.urls import reverse

from staffroom.config.routes import Route, routes
from staffroom.core.files.models import StoredFile
from staffroom.features.collections.models import Item
from staffroom.shared.communities.models import RoleGrant, Section
from staffroom.shared.organizations.models import District
from staffroom.shared.publications.models import Comment
from staffroom.shared.publications.registry import kinds
from tests.factories.people import sign_in
from tests.guard.canaries import Aviary

ABSENT = "zzzzzzzzzz"  # a public id that nothing has
PARAMETER = re.compile(r"<(?:(\w+):)?(\w+)>|\(\?P<(\w+)>")
# Whose public ids a route, or else its name space, may carry; any other is tried with two of each.
OWNERS = {
    "publications": ("publications.Publication",),
    "moderation": ("publications.Publication",),
    "communities": ("communities.Community",),
    "journal": ("communities.Community",),
    "organizations": ("organizations.Organization",),
    "organizations:import-shown": ("organizations.ImportDraft",),
    "admissions:confirm": ("communities.Registration",),
    "admissions:erase": ("accounts.DataRequest",),
    "accounts:person": ("accounts.Person",),
    "accounts:letter": ("accounts.Letter",),
    "accounts:reset": ("accounts.Consent",),
    "duties": ("duties.Duty",),
    "notifications": ("notifications.NoticeRow",),
    "files:upload-part": ("core.Upload",),
    **dict.fromkeys(
        ("files:page", "files:picture", "files:words", "files:captions"), ("core.StoredFile",)
    ),
    "curating": ("communities.Community",),
    "plans": ("communities.Community",),
    "lifecycle": ("communities.Community",),
    "lifecycle:reshaping": ("communities.Community", "lifecycle.Reshaping"),
    "plans:tie": ("publications.Publication",),
    "rosters": ("communities.Community",),
    "materials": ("publications.Publication",),
    "collections": ("collections.Collection",),
    "experience": ("accounts.Person",),
    "collections:novelty-edit": ("collections.Novelty",),
    **dict.fromkeys(
        ("collections:put", "collections:recommend", "collections:pick"),
        ("publications.Publication",),
    ),
    "review": ("review.ReviewRequest",),
    **dict.fromkeys(
        (
            "review:ask",
            "review:spreading",
            "review:spreading-table",
            "review:step-new",
            "review:step-edit",
            "review:step-mark",
        ),
        ("publications.Publication",),
    ),
    **dict.fromkeys(("review:work", "review:accept", "review:decline"), ("review.Assignment",)),
    **dict.fromkeys(
        ("review:rubric-edit", "review:rubric-close", "review:sample-new"), ("review.Rubric",)
    ),
    "review:sample": ("review.Sample",),
    **dict.fromkeys(
        ("review:expert-edit", "review:expert-end", "review:rest", "review:rest-drop"),
        ("review.Reviewer",),
    ),
    **dict.fromkeys(
        ("review:recommendation", "review:vote", "review:decide", "review:recommendation-mark"),
        ("review.Recommendation",),
    ),
    "review:file-by-link": ("core.StoredFile",),
    "governance": ("governance.Application",),
    "adoption": ("adoption.Adoption",),
    "control": ("control.OrderItem",),
    "drafting": ("drafting.Draft",),
    **dict.fromkeys(
        ("sharing:resource", "sharing:change", "sharing:close", "sharing:ask"),
        ("sharing.Resource",),
    ),
    "sharing": ("sharing.Agreement",),
    **dict.fromkeys(
        ("sharing:partner", "sharing:describe", "sharing:propose"), ("organizations.Organization",)
    ),
    **dict.fromkeys(("sharing:proposal", "sharing:withdraw-proposal"), ("sharing.Proposal",)),
    **dict.fromkeys(("sharing:request", "sharing:withdraw"), ("sharing.ResourceRequest",)),
    "control:add": ("documents.Document",),
    "governance:topic": ("governance.Topic",),
    "governance:decide-initiative": ("publications.Publication",),
    "documents": ("documents.Document",),
    "documents:letterhead": ("organizations.Organization",),
    **dict.fromkeys(("site:answer", "site:decline"), ("site.Inquiry",)),
    "site:shelf": ("site.Shelf",),
    "site:shelf-change": ("site.Shelf",),
    "forum:official": ("communities.Section",),
}
HOMES = ("district", "community__district", "publication__district")  # where a thing says it
# What else stands behind a page.
QUERIES = {
    "admissions:queue": ("tab=asked", "tab=unconfirmed", "tab=decided"),
    "communities:directory": ("state=archived", "state=draft"),
    "notifications:list": ("all=1",),
}
WORDS: Mapping[str, tuple[Any, ...]] = {
    "review:step-mark:what": ("held", "move", "drop"),
    "plans:line-mark:what": ("held", "moved", "cancelled"),
    "seq": (1, 2, 3),
    "n": (1, 2),
    "what": ("membership.mode",),
    "field": ("about",),
    "purpose": ("digest",),
    "light": ("1c6447",),
    "dark": ("7fd1a8",),
    "token": ("x",),
    "to": ("archived",),
    "communities:block-new:kind": ("text",),
    "documents:new:kind": ("order",),
    "materials:consent:whose": ("parents",),
    **dict.fromkeys(
        ("materials:consent:kind", "clauses:board-file:kind", "clauses:regulation-file:kind"),
        ("odt",),
    ),
    "lifecycle:reshape-choose:kind": ("spin-off", "independence", "split", "merge", "move"),
}
# What changes from answer to answer and tells nothing.
CHANGING = re.compile(
    r'(?:name="(?:csrfmiddlewaretoken|once|draft)" value=|nonce=|data-since=|data-draft=)"[^"]*"'
)
WAYS = (None, {"HX-Request": "true"})  # as a page, and as a part for a script


class Ground:
    """What stands when a walk begins, asked once: a walk reads and makes nothing."""

    def __init__(self) -> None:
        self.routes = readable()
        self.districts = list(District.objects.order_by("pk").values_list("slug", flat=True))
        self.sections = list(
            Section.objects.values_list("slug", flat=True).distinct().order_by("slug")
        )
        self.built = list(Section.objects.filter(kind="page").values_list("pid", flat=True))
        self.grants = list(RoleGrant.objects.values_list("pid", flat=True)[:2])
        self.shelved = list(
            Item.objects.values_list("publication__pid", flat=True)
            .distinct()
            .order_by("publication__pid")
        )
        self.homes = homes()
        self._pids: dict[tuple[str, ...], list[str]] = {}

    def pids(self, *owners: str) -> list[str]:
        """See `pids_of`."""
        if owners not in self._pids:
            self._pids[owners] = pids_of(*owners)
        return self._pids[owners]


def homes() -> dict[str, str]:
    """District of everything that says which one it is of, by public id."""
    found: dict[str, str] = {}
    for model in apps.get_models():
        names = {one.name for one in model._meta.fields}
        way = next((way for way in HOMES if way.partition("__")[0] in names), "")
        if "pid" in names and way:
            found |= model._default_manager.values_list("pid", f"{way}__slug")
    return found


def pids_of(*owners: str) -> list[str]:
    """Public ids of all rows of these models (of the first two of every model, when none is named)."""
    if owners:
        found = [apps.get_model(owner) for owner in owners]
        return [
            pid for model in found for pid in model._default_manager.values_list("pid", flat=True)
        ]
    every = [
        model for model in apps.get_models() if any(one.name == "pid" for one in model._meta.fields)
    ]
    return [
        pid
        for model in every
        for pid in model._default_manager.order_by("pk").values_list("pid", flat=True)[:2]
    ]


def parameters(route: Route) -> dict[str, str]:
    """Names of what an address must be filled with, and of which make each is."""
    return {found[1] or found[2]: found[0] for found in PARAMETER.findall(route.path)}


def addresses(route: Route, ground: Ground) -> Iterator[str]:
    """The route's addresses with all that is known, and with what the pages themselves ask."""
    for address in _filled(route, ground):
        yield address
        for query in QUERIES.get(route.name, ()):
            yield f"{address}?{query}"


def _filled(route: Route, ground: Ground) -> Iterator[str]:
    space = route.name.partition(":")[0]
    if route.name == "files:file":
        for file in StoredFile.objects.order_by("pk"):
            for name in (
                "f",
                "thumb-320.webp",
            ):  # no name: it would come back in the refusal's address
                yield reverse(route.name, args=[file.pid, name])
        return
    names = parameters(route)
    if {"pid", "seq"} <= set(names):
        for held in _replies():
            yield reverse(route.name, kwargs=dict(zip(("pid", "seq"), held, strict=True)))
        return
    pids = ground.pids
    known: dict[str, list[Any]] = {
        "district": ground.districts,
        "pid": pids(*OWNERS.get(route.name, OWNERS.get(space, ()))),
        "organization": pids("organizations.Organization"),
        "section": ground.sections,
        "section_pid": [*pids("communities.Section")[:1], *ground.built],
        "block_pid": pids("communities.Block"),
        "person_pid": pids("accounts.Person")[:2],
        "grant_pid": ground.grants,
        "kind": sorted(kinds),
        "plan_pid": pids("plans.Plan"),
        "line_pid": pids("plans.PlanLine")[:3],
        "project_pid": pids("plans.Project"),
        "request_pid": pids("lifecycle.EndingRequest"),
        "reshaping_pid": pids("lifecycle.Reshaping"),
        "entry_pid": pids("rosters.Entry")[:3],
        "step_pid": pids("review.SpreadingStep")[:2],
        "assignment": pids("review.Assignment"),
        "item": ground.shelved,
        "ask_pid": pids("experience.Acquaintance"),
    }
    choices = [
        WORDS.get(f"{route.name}:{name}")
        or ((known[name] or (ABSENT,)) if name in known else WORDS.get(name))
        or (pids() if make in {"pid", "named"} else ("1",))
        for name, make in names.items()
    ]
    every = (dict(zip(names, values, strict=True)) for values in product(*choices))
    for given in _fitting(every, ground):
        yield reverse(route.name, kwargs=given)


def _fitting(every: Iterator[dict[str, Any]], ground: Ground) -> Iterator[dict[str, Any]]:
    """A thing under the slug of its own district; under that of another one once a route."""
    is_elsewhere_tried = False
    for given in every:
        slug = given.get("district")
        is_elsewhere = slug is not None and ground.homes.get(given.get("pid", ""), slug) != slug
        if not (is_elsewhere and is_elsewhere_tried):
            yield given
        is_elsewhere_tried |= is_elsewhere


def _replies() -> list[tuple[str, int]]:
    rows = Comment.objects.order_by("pk").values_list("publication__pid", "seq")
    return list(rows)


def readable() -> list[Route]:
    """Every route that answers GET."""
    return [route for route in routes() if "GET" in route.methods]


def received(response: Any) -> str:
    """Everything that a reader receives, in small letters: headers, cookies, body, archives opened."""
    body = _body(response)
    parts = [f"{name}: {value}".encode() for name, value in response.headers.items()]
    parts += [morsel.OutputString().encode() for morsel in response.cookies.values()]
    if body[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            parts += [archive.read(name) for name in archive.namelist()]
    return unquote(b"\n".join([*parts, body]).decode("utf-8", "replace")).lower()


def unchanging(response: Any) -> str:
    """The body, without what is new in each answer."""
    return CHANGING.sub("", _body(response).decode("utf-8", "replace"))


def _body(response: Any) -> bytes:
    body = b"".join(response.streaming_content) if response.streaming else response.content
    for release in response._resource_closers:  # `close()` would end the connection on PostgreSQL
        release()
    return bytes(body)


def go(client: Client, address: str, headers: Any = None) -> Iterator[Any]:
    """The answers of an address: its own, and that of the page of ours to which it sends."""
    answer = client.get(address, headers=headers)
    yield answer
    to = answer.headers.get("Location", "")
    if to.startswith("/") and not to.startswith(settings.LOGIN_URL):
        yield client.get(to, headers=headers)


def browser(aviary: Aviary, role: str) -> Client:
    """A browser of the role, signed in."""
    who = aviary.cast[role]
    return Client() if who is None else sign_in(Client(), who)
