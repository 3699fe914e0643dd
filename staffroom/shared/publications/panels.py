"""Parts that publications give to the pages of communities: the feed, posts with a tag; links of the menus."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from staffroom.core.clock import now
from staffroom.core.files.models import StoredFile
from staffroom.core.http import Request
from staffroom.core.plugs import MenuLine, place
from staffroom.shared.accounts.registry import gives_own_data
from staffroom.shared.communities.models import Block, Community, Section
from staffroom.shared.communities.policies import groups
from staffroom.shared.publications import policies
from staffroom.shared.publications.models import Comment, Publication, Reaction, Subscription
from staffroom.shared.publications.policies.links import may_keep_links
from staffroom.shared.publications.queries import feeds, leading, lists
from staffroom.shared.publications.queries.threads import Head
from staffroom.shared.publications.registry import page_address
from staffroom.ui.navigation import Asker, Entry, Place, address_of, members, offer
from staffroom.ui.words import clock_words, moment_words

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


def _links_address(asker: Asker) -> str | None:
    district = asker.district
    viewer = asker.viewer
    if district is None or not may_keep_links(viewer, district.id):
        return None
    return address_of("publications:links", district.slug)


offer(
    Entry(
        place=Place.STAFF, code="links", label="Ссылки на другие сайты", icon="globe",
        address=_links_address, order=85,
    )
)  # fmt: skip


@place("communities.section.feed")
def community_feed(*, request: Request, community: Community, section: Section) -> lists.Part:
    """Everything of a community, newest first, pinned at the top."""
    after = lists.after_of(request)
    themes = lists.themes_of(request, community)
    theme = lists.chosen(request, "theme", themes)
    feed = feeds.of_communities(request.viewer, [community.pk], theme=theme, after=after)
    is_top = after is None and not theme
    return lists.feed_part(
        request,
        feed,
        pinned=feeds.pinned_in(request.viewer, community.pk) if is_top else (),
        themes=lists.theme_filters(request, themes) if after is None else (),
        offers=lists.offers(request, community) if after is None else (),
        denied=lists.denied(request, community) if after is None else (),
        shows_place=False,
        empty_title=_("На эту тему пока не писали") if theme else _empty_title(request, community),
        empty_text=_("Начните с вопроса или приёма, который сработал на уроке."),
    )


@place("communities.section.tag")
def community_tag(*, request: Request, community: Community, section: Section) -> lists.Part:
    """Posts of a community that carry the tag of the menu item."""
    after = lists.after_of(request)
    feed = feeds.of_communities(request.viewer, [community.pk], tag=section.tag, after=after)
    return lists.feed_part(
        request,
        feed,
        offers=lists.offers(request, community, section=section.pid)[:2] if after is None else (),
        shows_place=False,
        empty_title=_("Записей с этой меткой пока нет"),
        empty_text=_("Добавьте к записи метку «%(tag)s», и она появится здесь.")
        % {"tag": section.tag},
    )


@place("publications.comment_menu")
def move_line(*, request: Request, head: Head) -> tuple[MenuLine, ...]:
    """A line of the comment's menu for those who moderate."""
    if not policies.may_moderate(request.viewer, head):
        return ()
    address = f"/p/{head.pid}/comments/{{seq}}/move/"
    return (MenuLine(_("Перенести в другое обсуждение"), address, "move"),)


@place("publications.comment_menu")
def decide_lines(*, request: Request, head: Head) -> tuple[MenuLine, ...]:
    """Lines of the comment's menu in talks that carry a tag: sections gather them by tags."""
    if not head.tags or not policies.may_moderate(request.viewer, head):
        return ()
    if not groups.may_touch(head.home_community):
        return ()
    address, off, on = f"/p/{head.pid}/comments/{{seq}}/decide/", "hidden", "decision"
    return (
        MenuLine(_("Больше не решение"), address, "shield", only=(on,), never=(off,)),
        MenuLine(_("Записать в решения"), address, "shield", never=(off, on)),
    )


@place("publications.head")
def led_talk(*, request: Request, head: Head) -> tuple[str, dict[str, Any]] | None:
    """Above a talk: its live hour and what came out of it; no query where there is neither."""
    if head.hour_from is None and head.summed_at is None:
        return None
    at, viewer = now(), request.viewer
    hour = leading.hour(viewer, head.id, at=at) if head.hour_from else None
    return "publications/led.html", {
        "hour": hour,
        "since": moment_words(hour.from_at, at) if hour else "",
        "until": clock_words(hour.to_at) if hour else "",
        "summary": leading.summary(head.id) if head.summed_at else None,
        "may_hold": bool(policies.may_hold_hour(viewer, head)),
        "may_cancel": bool(policies.may_cancel_hour(viewer, head, hour.host_id if hour else None)),
        "is_open": head.closed_at is None,
        "pid": head.pid,
    }


@place("publications.menu", order=20)
def lead_lines(*, request: Request, head: Head) -> tuple[MenuLine, ...]:
    """Lines of the talk's menu for who may lead it: the live hour, what came out of it."""
    viewer = request.viewer
    if not policies.may_sum_up(viewer, head):
        return ()
    words = _("Исправить итог") if head.summed_at else _("Подвести итог")
    summary = MenuLine(words, f"/p/{head.pid}/summary/", "check")
    if not policies.may_hold_hour(viewer, head):
        return (summary,)
    is_ahead = head.hour_from is not None and head.hour_from > now()
    words = _("Перенести живой час") if is_ahead else _("Назначить живой час")
    return (MenuLine(words, f"/p/{head.pid}/hour/", "clock"), summary)


@place("publications.menu", order=30)
def gathering_lines(*, request: Request, head: Head) -> tuple[MenuLine, ...]:
    """Lines of a talk's menu for who moderates it: one of two, two of one."""
    lines = []
    if policies.may_merge_away(request.viewer, head):
        lines.append(MenuLine(_("Объединить с другим"), f"/p/{head.pid}/merge/", "move"))
    if head.comment_n and policies.may_split(request.viewer, head):
        lines.append(MenuLine(_("Выделить ответы в новое"), f"/p/{head.pid}/split/", "forward"))
    return tuple(lines)


def _empty_title(request: Request, community: Community) -> str:
    if community.publication_n and not community.is_public:
        return _("Записи видят участники сообщества")
    return _("Пока никто ничего не написал")


@gives_own_data("publications", title="Мои записи")
def own_publications(person_id: int) -> Iterator[dict[str, Any]]:
    """What the person has written and begun, with the words as they stand."""
    rows = Publication.objects.filter(author=person_id).select_related("home_community")
    for row in rows.order_by("created_at", "pk").iterator(chunk_size=500):
        yield {
            "Адрес": page_address(row.pid),
            "Вид": row.kind,
            "Где": row.home_community.name if row.home_community else "",
            "Название": row.title,
            "Текст": row.plain,
            "Метки": ", ".join(row.tags),
            "Состояние": row.get_status_display(),
            "Кто видит": row.get_audience_display(),
            "Начато": row.created_at,
            "Опубликовано": row.published_at,
        }


@gives_own_data("comments", title="Мои ответы")
def own_comments(person_id: int) -> Iterator[dict[str, Any]]:
    """The person's replies."""
    rows = Comment.objects.filter(author=person_id, removed_at=None).select_related("publication")
    for row in rows.order_by("created_at", "pk").iterator(chunk_size=500):
        yield {
            "Адрес": f"/p/{row.publication.pid}/#c{row.seq}",
            "Текст": row.plain,
            "Когда": row.created_at,
            "Исправлено": row.edited_at,
        }


@gives_own_data("files", title="Мои файлы")
def own_files(person_id: int) -> Iterator[dict[str, Any]]:
    """Files the person has brought: each is read at its address while he is signed in."""
    for row in StoredFile.objects.filter(owner_id=person_id).order_by("created_at", "pk"):
        yield {
            "Адрес": f"/files/{row.pid}/{row.name}",
            "Название": row.name,
            "Размер, байт": row.size,
            "Загружен": row.created_at,
        }


@gives_own_data("marks", title="Подписки и благодарности")
def own_marks(person_id: int) -> Iterator[dict[str, Any]]:
    """What the person follows and what he said «спасибо» for."""
    for words, model in (("Слежу", Subscription), ("Спасибо", Reaction)):
        rows = model.objects.filter(person=person_id).order_by("pk")
        for pid in rows.values_list("publication__pid", flat=True):
            yield {"Что": words, "Адрес": page_address(pid)}


@place("communities.block.posts")
def latest(*, request: Request, community: Community, block: Block) -> lists.Part | None:
    """The newest posts of a community, of one tag or of any: a block of its page."""
    found = feeds.of_communities(request.viewer, [community.pk], tag=block.tag, limit=block.line_n)
    return ("publications/block.html", {"rows": found.rows}) if found.rows else None
