"""The first page of an empty installation (`make run DEMO=0`)."""

from django.contrib.auth import login
from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from staffroom.core.clock import now
from staffroom.core.errors import Absent
from staffroom.core.http import Request, bound, go, refusals_to, render_page
from staffroom.shared.accounts.queries.consents import wording
from staffroom.shared.accounts.registry import PURPOSES
from staffroom.shared.communities.actions.first_run import open_installation
from staffroom.shared.communities.forms.admissions import FirstRunForm
from staffroom.shared.communities.queries.admissions import is_empty_installation
from staffroom.shared.regulations.queries import shipped_profiles

BACKEND = "django.contrib.auth.backends.ModelBackend"


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def first(request: Request) -> HttpResponse:
    """District, regulation and coordinator: one form, one transaction, then signed in."""
    if not is_empty_installation():
        raise Absent
    profiles = [(one.code, one.name) for one in shipped_profiles()]
    form = bound(FirstRunForm, request, profiles=profiles)
    if form.is_valid():
        with refusals_to(form):
            typed = {name: value for name, value in form.cleaned_data.items() if name != "agrees"}
            address = request.META.get("REMOTE_ADDR") or None
            district, person = open_installation(at=now(), address=address, **typed)
            login(request, person, backend=BACKEND)
            return go(request, f"/{district.slug}/")
    context = {"form": form, "text": wording(PURPOSES["membership"])}
    status = 422 if form.errors else 200
    return render_page(request, "communities/admissions_first.html", context, status=status)
