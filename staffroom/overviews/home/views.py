"""Home: duties first, then the feed."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_safe

from staffroom.core import plugs
from staffroom.core.clock import now
from staffroom.core.http import Request, page_or_part
from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.policies import groups as policies
from staffroom.shared.communities.queries import groups
from staffroom.shared.duties import queries as duties
from staffroom.shared.publications.queries import feeds, lists
from staffroom.shared.publications.queries.feeds import FeedRow
from staffroom.ui.frame import frame

SHOWN_DUTIES = 5
SHOWN_NEWS = 3
OPEN_FIRST = gettext_noop("Откройте первое сообщество и назовите, кто его ведёт")
STEPS = (  # tools of the menu in the order in which a new district needs them
    ("rules", gettext_noop("Прочитайте правила: сайт живёт по ним")),
    ("organizations", gettext_noop("Внесите школы, сады и другие организации")),
    ("staff-import", gettext_noop("Загрузите список сотрудников или дайте коллегам адрес сайта")),
)
TABS = (("", "Мои сообщества"), ("district", "Весь район"), ("unanswered", "Без ответа"))


@login_required
@require_safe
def home(request: Request) -> HttpResponse:
    """«Ждёт вас», the feed, one's communities (or those that fit a newcomer)."""
    chosen = request.GET.get("show", "")
    mine = groups.mine(request.person.pk)[:60]
    waiting = duties.first_waiting(request.viewer, SHOWN_DUTIES + 1)
    fitting = [] if mine or not request.district else _fitting(request)
    context = {
        "greeting": greeting(request.person, request.district, now()),
        "duties": waiting[:SHOWN_DUTIES],
        "has_more_duties": len(waiting) > SHOWN_DUTIES,
        "tabs": [
            (_(label), f"?show={code}" if code else "/home/", code == chosen)
            for code, label in TABS
        ],
        "part": _feed(request, chosen),
        "mine": mine,
        "fitting": fitting,
        "steps": () if mine or fitting or not request.district else _first_steps(request),
        "news": _news(request),
        "side": plugs.fill("home.side", request=request),
        "top": plugs.fill("home.top", request=request),
    }
    return page_or_part(request, "home/home.html", context, part="feed")


def _feed(request: Request, chosen: str) -> dict[str, Any]:
    after, where = lists.after_of(request), groups.member_ids(request.viewer)
    if chosen == "district" and request.district:
        feed = feeds.of_district(request.viewer, request.district.id, after=after)
    else:
        feed = feeds.of_communities(
            request.viewer, where, unanswered=chosen == "unanswered", after=after
        )
    said = _("Спросите коллег или поделитесь тем, что сработало.")
    if not where:
        said = _("Вступите в сообщество, и вы сможете спросить коллег.")
        if request.district and not policies.is_inside(request.viewer, request.district.id):
            said = _("Когда вас примут в сеть района, вы вступите в сообщество и спросите коллег.")
    empty = _nothing(chosen, has_communities=bool(where))
    return lists.feed_part(request, feed, empty_title=empty, empty_text=said)[1]


def _nothing(chosen: str, *, has_communities: bool) -> str:
    """What an empty feed is called."""
    if chosen == "district":
        return _("В районе пока тихо")
    if not has_communities:
        return _("Здесь будут записи ваших сообществ")
    if chosen == "unanswered":
        return _("Все вопросы с ответами")
    return _("В ваших сообществах пока тихо")


def _news(request: Request) -> tuple[FeedRow, ...]:
    """The newest news of the district, for the edge of the page."""
    if not request.district:
        return ()
    return feeds.of_district(
        request.viewer, request.district.id, kind="news", limit=SHOWN_NEWS
    ).rows


def _fitting(request: Request) -> list[Any]:
    place = groups.district(request.district.slug)
    return groups.fitting(request.viewer, request.person, place)


def _first_steps(request: Request) -> list[tuple[str, str]]:
    """What to begin with, and where: for who may open the first community of a district that has none."""
    viewer, place = request.viewer, groups.district(request.district.slug)
    opens = policies.may_open(viewer, place.pk, None)
    if not opens or groups.directory(viewer, place, groups.Filters()).exists():
        return []
    offered = {link.code: link.href for link in frame(request).staff}
    known = [(words, offered[code]) for code, words in STEPS if code in offered]
    return [*known, (OPEN_FIRST, reverse("communities:open", args=[place.slug]))]


def greeting(person: Person, district: Any, at: datetime) -> str:
    """«Добрый день, Анна Сергеевна», by the hour where the person lives."""
    hour = at.astimezone(ZoneInfo(getattr(district, "time_zone", "Europe/Moscow"))).hour
    words = (
        _("Доброе утро")
        if 5 <= hour < 12
        else _("Добрый день")
        if 12 <= hour < 18
        else _("Добрый вечер")
    )
    return f"{words}, {' '.join(part for part in (person.first_name, person.patronymic) if part)}"
