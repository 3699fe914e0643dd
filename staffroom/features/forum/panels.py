"""The tab «Обсуждения» of a community and the links that lead to writing."""

from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from staffroom.core.http import Request
from staffroom.core.plugs import place
from staffroom.features.forum import policies, queries
from staffroom.features.forum.registry import EXCHANGE, HELP, PROPOSAL, TALK, TOPIC
from staffroom.shared.accounts.registry import Power
from staffroom.shared.communities.models import Community, Section
from staffroom.shared.communities.policies.groups import may
from staffroom.shared.communities.registry import knows_people
from staffroom.shared.publications.queries import feeds, lists
from staffroom.shared.publications.queries.help import help_figure
from staffroom.shared.publications.queries.meta import is_talk_apart, meta_topic
from staffroom.shared.publications.registry import page_address
from staffroom.ui.navigation import Asker, Entry, Place, members, offer

FILTERS = (
    ("", "Все"),
    (HELP.code, "Нужна помощь"),
    ("unanswered", "Без ответа"),
    (TOPIC.code, "Обсуждения"),
    (PROPOSAL.code, "Предложения"),
    (EXCHANGE.code, "Обмен недели"),
)
# What those who moderate look after besides: questions whose authors are not helped yet (BB-2.1.1).
UNSOLVED = ("unsolved", "Не решены")
ABOUT_HELP = {HELP.code, "unanswered", UNSOLVED[0]}


def _new_address(code: str, _asker: Asker) -> str:
    return f"/p/new/{code}/"


for kind in (HELP, TOPIC, PROPOSAL):
    offer(
        Entry(
            place=Place.CREATE,
            code=kind.code,
            label=kind.new_label,
            address=partial(_new_address, kind.code),
            icon=kind.icon,
            order=kind.order,
            seen_by=members,
        )
    )


@place("communities.section.topics")
def community_topics(
    *, request: Request, community: Community, section: Section
) -> tuple[str, dict[str, Any]]:
    """Talk of a community: all of it, or one kind, or what nobody has answered (BB-2.1.1)."""
    chosen, tag = request.GET.get("kind", ""), request.GET.get("tag", "")[:60]
    themes = lists.themes_of(request, community)
    theme = lists.chosen(request, "theme", themes)
    after = lists.after_of(request)
    feed = feeds.of_communities(
        request.viewer, [community.pk], kind=chosen if chosen in TALK else "", unanswered=chosen == "unanswered",
        unsolved=chosen == "unsolved", tag=tag, theme=theme, after=after,
    )  # fmt: skip
    filters = [
        (_(label), _narrowed(request, kind=code, theme=theme), code == chosen and not tag)
        for code, label in (
            *FILTERS,
            *((UNSOLVED,) if may(request.viewer, Power.MODERATE, community) else ()),
        )
    ]
    if tag:
        filters.append((tag, _narrowed(request, tag=tag, theme=theme), True))
    return lists.feed_part(
        request,
        feed,
        filters=filters if after is None else (),
        themes=lists.theme_filters(request, themes, kind=chosen, tag=tag) if after is None else (),
        offers=lists.offers(request, community, TALK) if after is None else (),
        denied=lists.denied(request, community, TALK) if after is None else (),
        shows_place=False,
        figure=help_figure(community.pk) if chosen in ABOUT_HELP else "",
        pointer=_to_talk_apart(community) if after is None else None,
        empty_title=_("Здесь пока ничего нет"),
        empty_text=_("Спросите коллег или поделитесь тем, что сработало."),
    )


@place("communities.section.tag", order=10)
def official_section(
    *, request: Request, community: Community, section: Section
) -> tuple[str, dict[str, Any]] | None:
    """Who leads an official section and what was decided there; a way to name a leader (OL-2.1.3.a)."""
    found = queries.official(section)
    section.community = community
    may_name = bool(policies.may_make_official(request.viewer, section))
    if found is None and not may_name:
        return None
    return "forum/section.html", {
        "leader": found.leader if found else None,
        "knows_names": knows_people(request.viewer, community.district_id),
        "is_named": found is not None
        and (found.leader.is_public_name or knows_people(request.viewer, community.district_id)),
        "decisions": queries.decisions(request.viewer, section) if found else (),
        "may_name": may_name,
        "pid": section.pid,
    }


def _narrowed(request: Request, **by: str) -> str:
    """The address of the tab, narrowed."""
    given = {name: value for name, value in by.items() if value}
    return f"{request.path}?{urlencode(given)}" if given else request.path


def _to_talk_apart(community: Community) -> lists.Pointer | None:
    """Where acts of the Leader and moderators are talked about, when not here (`moderation.meta_topics`)."""
    topic = meta_topic(community.district_id) if is_talk_apart(community) else None
    if topic is None:
        return None
    return lists.Pointer(
        words=_("О действиях руководителя, модераторов и участников говорят не здесь, а"),
        label=_("в отведённой теме"),
        href=page_address(topic.pid, topic.slug),
    )
