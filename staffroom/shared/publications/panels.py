"""Parts that publications give to the pages of communities: the feed, posts with a tag; links of the menus."""

from typing import Any

from django.utils.translation import gettext as _

from staffroom.core.http import Request
from staffroom.core.plugs import place
from staffroom.shared.communities.models import Community, Section
from staffroom.shared.publications import policies
from staffroom.shared.publications.queries import feeds, lists
from staffroom.ui.navigation import Entry, Place, members, offer

offer(
    Entry(
        place=Place.ME,
        code="drafts",
        label="Черновики",
        address="publications:drafts",
        icon="edit",
        order=30,
        seen_by=members,
    )
)


@place("communities.section.feed")
def community_feed(*, request: Request, community: Community, section: Section) -> lists.Part:
    """Everything of a community, newest first, pinned at the top."""
    after = lists.after_of(request)
    feed = feeds.of_communities(request.viewer, [community.pk], after=after)
    return lists.feed_part(
        request,
        feed,
        pinned=feeds.pinned_in(request.viewer, community.pk) if after is None else (),
        offers=lists.offers(request, community) if after is None else (),
        shows_place=False,
        empty_title=_empty_title(request, community),
        empty_text=_("Начните с вопроса или приёма, который сработал на уроке."),
    )


@place("communities.section.tag")
def community_tag(*, request: Request, community: Community, section: Section) -> lists.Part:
    """Posts of a community that carry the tag of the menu item."""
    feed = feeds.of_communities(
        request.viewer, [community.pk], tag=section.tag, after=lists.after_of(request)
    )
    return lists.feed_part(
        request,
        feed,
        shows_place=False,
        empty_title=_("Записей с этой меткой пока нет"),
        empty_text=_("Добавьте к записи метку «%(tag)s», и она появится здесь.")
        % {"tag": section.tag},
    )


@place("publications.comment_menu")
def move_line(*, request: Request, head: Any, comment: Any) -> tuple[str, dict[str, Any]] | None:
    """A line of the comment's menu for those who moderate."""
    if not policies.may_moderate(request.viewer, head):
        return None
    address = f"/p/{head.pid}/comments/{comment.seq}/move/"
    return "", {"label": _("Перенести в другое обсуждение"), "href": address, "icon": "move"}


@place("publications.comment_menu")
def decide_line(*, request: Request, head: Any, comment: Any) -> tuple[str, dict[str, Any]] | None:
    """A line of the comment's menu in talks that carry a tag: sections gather them by tags."""
    if not head.tags or comment.is_hidden or not policies.may_moderate(request.viewer, head):
        return None
    label = _("Больше не решение") if comment.is_decision else _("Записать в решения")
    address = f"/p/{head.pid}/comments/{comment.seq}/decide/"
    return "", {"label": label, "href": address, "icon": "shield"}


def _empty_title(request: Request, community: Community) -> str:
    if community.publication_n and not community.is_public:
        return _("Записи видят участники сообщества")
    return _("Пока никто ничего не написал")
