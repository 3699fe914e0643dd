"""The list of notices, opening one, what one wants to hear of, leaving a mailing."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from staffroom.core.addresses import place
from staffroom.core.clock import now
from staffroom.core.http import (
    Request,
    bound,
    form_page,
    go,
    page_or_part,
    refusals_to,
    render_page,
    signed_in,
)
from staffroom.core.lookups import one_or_none
from staffroom.shared.accounts.models import Person
from staffroom.shared.accounts.queries.consents import has_consent
from staffroom.shared.communities.queries.groups import of_person
from staffroom.shared.notifications.actions import choosing, letters, telling
from staffroom.shared.notifications.forms import NoticesForm
from staffroom.shared.notifications.queries import choices, clock, notices
from staffroom.shared.notifications.registry import kinds


@require_safe
@signed_in
def notice_list(request: Request) -> HttpResponse:
    """What I was told, newest first; unread ones of things I may not see any more are let go."""
    page = notices.page(request.viewer, after=place(request.GET.get("after", ""), "|"))
    if page.lost:
        telling.mark_read(person_id=request.person.pk, keys=page.lost, at=now())
        request.person.refresh_from_db(fields=["unread_n"])
    older = f"{request.path}?{urlencode({'after': page.older})}" if page.older else ""
    context = {"page": page, "older": older, "unread": request.person.unread_n}
    return page_or_part(request, "notifications/list.html", context, part="rows")


@require_safe
@signed_in
def notice_open(request: Request, pid: str) -> HttpResponse:
    """Go to what a notice speaks of; it is read from now on."""
    row, shown = notices.notice(request.viewer, pid)
    telling.mark_read(person_id=request.person.pk, keys=[row.pk], at=now())
    return go(request, shown.href)


@require_POST
@signed_in
def read_all(request: Request) -> HttpResponse:
    """«Прочитать всё»."""
    telling.mark_read(person_id=request.person.pk, at=now())
    return go(request, reverse("notifications:list"))


@require_safe
@signed_in
def bell(request: Request) -> HttpResponse:
    """The bell alone, for open pages that heard it ring."""
    return render_page(request, "notifications/bell.html")


@require_http_methods(["GET", "POST"])
@signed_in
def preferences(request: Request) -> HttpResponse:
    """What I want to hear of, and when letters may come."""
    person = request.person
    form = bound(
        NoticesForm, request, setting=clock.setting_of(person), modes=choices.chosen_modes(person.pk),
        levels=choices.chosen_levels(person.pk), communities=list(of_person(person.pk)),
        offered=choices.offered(request.viewer),
    )  # fmt: skip
    if form.is_valid():
        with refusals_to(form):
            choosing.choose(
                modes=form.modes, levels=form.levels, quiet=form.quiet, actor=request.viewer
            )
            return go(request, f"{reverse('notifications:settings')}?saved=1")
    context = {
        "saved": "saved" in request.GET,
        "has_consent": has_consent(person.pk, "digest"),
    }
    return form_page(request, "notifications/settings.html", form, context)


# a mail program posts here without our cookie and without our token: the signed address is the right
@csrf_exempt
@require_http_methods(["GET", "POST"])
def unsubscribe(request: Request, token: str) -> HttpResponse:
    """No more letters of a kind, in one press, without signing in (RFC 8058)."""
    said = letters.read_token(token)
    person = one_or_none(Person.objects.filter(pid=said[0])) if said else None
    if said is None or person is None:
        return render_page(request, "notifications/unsubscribe.html", {"state": "bad"}, status=404)
    plug = kinds().get(said[1])
    context = {"state": "ask", "title": plug.title if plug else "Сводка новостей"}
    if request.method == "POST":
        choosing.unsubscribe(person_id=person.pk, kind=said[1])
        context["state"] = "done"
    return render_page(request, "notifications/unsubscribe.html", context)
