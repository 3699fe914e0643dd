"""Who gets what: communities."""

from staffroom.core.viewer import SYSTEM
from staffroom.shared.communities.actions import blocks, menu
from staffroom.shared.communities.models import Block, Section
from tests.architecture.access import GET, POST, SIGN_IN, row
from tests.architecture.access_table.places import in_community, leaders
from tests.factories.world import THEN, World, held_role

# the table of composition: those who lead
row(
    "communities:composition", GET, args=in_community, guest=SIGN_IN, signed_in=403, moderator=200,
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


def _page(w: World) -> tuple[str, str, str]:
    """A page of the community that somebody is putting together."""
    found = Section.objects.filter(community=w.community, kind="page").first()
    if found is None:
        found = menu.add_section(
            community=w.community, kind="page", title="С чего начать", actor=SYSTEM
        )
        blocks.add_block(
            section=found, kind="text", html="<p>Читайте правила</p>", actor=SYSTEM, at=THEN
        )
    return (*in_community(w), found.pid)


def _block(w: World) -> tuple[str, str, str, str]:
    args = _page(w)
    return (*args, Block.objects.get(section__pid=args[2]).pid)


def _section(w: World) -> tuple[str, str, str]:
    return (*in_community(w), w.community.sections.order_by("place")[0].pid)


def _boris(w: World) -> tuple[str, str, str]:
    return (*in_community(w), w.boris.pid)


row("communities:mine", GET, everyone=302)
row("communities:directory", GET, args=lambda w: (w.district.slug,), everyone=200)
row("communities:community", GET, args=in_community, everyone=200)
row(
    "communities:section",
    GET,
    args=lambda w: (*in_community(w), "people"),
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
    args=in_community,
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
    args=in_community,
    guest=SIGN_IN,
    signed_in=403,
    member=302,
    author=302,
    moderator=302,
)
row(
    "communities:answer",
    POST,
    args=in_community,
    data={"answer": "accept", "conduct": "1"},
    note="not invited",
    guest=SIGN_IN,
    signed_in=404,
    member=403,
    author=403,
    moderator=403,
)
row("communities:change", GET, args=in_community, **leaders(200, 200))
row("communities:change", POST, args=in_community, **leaders(422, 422))
row("communities:archive", GET, args=in_community, **leaders(403, 200))
row(
    "communities:archive",
    POST,
    args=in_community,
    data={"words": "Сборник готов."},
    **leaders(403, 302),
)
row("communities:conduct", GET, args=in_community, everyone=200)
row(
    "communities:conduct-accept",
    POST,
    args=in_community,
    data={"conduct": "1"},
    guest=SIGN_IN,
    signed_in=403,
    member=302,
    author=302,
    moderator=302,
)
row("communities:conduct-change", GET, args=in_community, **leaders(200, 200))
row("communities:conduct-change", POST, args=in_community, **leaders(422, 422))
row("communities:ties", GET, args=in_community, **leaders(200, 200))
row("communities:ties", POST, args=in_community, **leaders(422, 422))
for _name in ("communities:partner-answer", "communities:organization-answer"):
    row(
        _name,
        POST,
        args=lambda w: (*in_community(w), "0123456789"),
        note="no such tie",
        guest=SIGN_IN,
        signed_in=404,
    )
row("communities:state", GET, args=in_community, **leaders(200, 200))
for _to, _typed in (
    ("suspended", {"basis": "решение координатора"}),
    ("closed", {"words": "Сборник готов."}),
):
    _move = lambda w, to=_to: (*in_community(w), to)  # noqa: E731 - one for each state
    row("communities:state-move", GET, args=_move, note=_to, **leaders(403, 200))
    row("communities:state-move", POST, args=_move, note=_to, data=_typed, **leaders(403, 302))
row("communities:menu", GET, args=in_community, **leaders(200, 200))
row("communities:menu", POST, args=in_community, **leaders(422, 422))
row(
    "communities:menu-order",
    POST,
    args=in_community,
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
for _name in ("page", "page-preview"):
    row(f"communities:{_name}", GET, args=_page, **leaders(200, 200))
row("communities:page-publish", POST, args=_page, **leaders(302, 302))
row("communities:page-drop", POST, args=_page, **leaders(302, 302))
row(
    "communities:page-order",
    POST,
    args=_page,
    data=lambda w: {"move": f"{_block(w)[3]}:down"},
    **leaders(302, 302),
)
row("communities:block-new", GET, args=lambda w: (*_page(w), "text"), **leaders(200, 200))
row("communities:block-new", POST, args=lambda w: (*_page(w), "text"), **leaders(422, 422))
row("communities:block", GET, args=_block, **leaders(200, 200))
row("communities:block", POST, args=_block, data={"text": "Иначе"}, **leaders(302, 302))
row("communities:block-remove", POST, args=_block, **leaders(302, 302))
row("communities:people", GET, args=in_community, **leaders(200, 200))
row("communities:people", POST, args=in_community, **leaders(422, 422))
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
row("communities:grant", GET, args=in_community, **leaders(403, 200))
row("communities:grant", POST, args=in_community, **leaders(403, 422))
row(
    "communities:end-grant",
    POST,
    args=lambda w: (*in_community(w), w.galina.grants.get(scope_kind="community").pid),
    **leaders(302, 302),
)
