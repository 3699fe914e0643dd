"""Registration: choosing a district, the consent, the form, the letter, one's own application."""

from datetime import UTC, datetime

from django.contrib.auth import login
from django.core import signing
from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from staffroom.core.clock import now
from staffroom.core.http import Request, bound, go, refusals_to, render_page, signed_in
from staffroom.core.idempotency import once
from staffroom.core.policy import require
from staffroom.shared.accounts.actions import attempts
from staffroom.shared.accounts.queries.consents import wording
from staffroom.shared.accounts.registry import PURPOSES
from staffroom.shared.communities.actions import admissions as actions
from staffroom.shared.communities.forms.admissions import (
    ELSEWHERE,
    AnswerForm,
    ApplicationForm,
    RegistrationForm,
)
from staffroom.shared.communities.models import AdmissionState
from staffroom.shared.communities.policies import admissions as policies
from staffroom.shared.communities.queries import admissions as queries
from staffroom.shared.communities.queries import groups
from staffroom.shared.communities.queries.rules import rules_of
from staffroom.shared.communities.views.community import community_url
from staffroom.shared.organizations.models import District

BACKEND = "django.contrib.auth.backends.ModelBackend"
CONSENT_SALT = "staffroom.communities.consent"
CONSENT_LIVES = 7 * 24 * 3600


@require_safe
def choose(request: Request) -> HttpResponse:
    """Which district's network; with one district there is nothing to choose."""
    found = queries.districts()
    if not found and queries.is_empty_installation():
        return go(request, reverse("admissions:first"))
    if len(found) == 1:
        return go(request, reverse("admissions:register", args=[found[0].slug]))
    return render_page(request, "communities/admissions_choose.html", {"districts": found})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def register(request: Request, district: str) -> HttpResponse:
    """The consent is a screen of its own, before anything is typed (152-ФЗ, article 9)."""
    place = groups.district(district)
    if getattr(request, "person", None) is not None:
        return go(request, reverse("admissions:apply", args=[district]))
    purpose = PURPOSES["membership"]
    if request.method == "POST" and request.POST.get("answer") == "yes":
        token = signing.dumps([purpose.current.number, now().timestamp()], salt=CONSENT_SALT)
        address = reverse("admissions:register-form", args=[district])
        return go(request, f"{address}?{urlencode({'consent': token})}")
    context = {
        "district": place,
        "purpose": purpose,
        "text": wording(purpose),
        "refused": request.method == "POST",
        "mode": rules_of(place).choice("registration.mode"),
    }
    return render_page(request, "communities/admissions_consent.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def register_form(request: Request, district: str) -> HttpResponse:
    """The newcomer's form; the answer is the same for a free and for a taken address (G-18)."""
    place = groups.district(district)
    token = request.POST.get("consent") or request.GET.get("consent") or ""
    consented_at = _consented(token)
    if consented_at is None:
        return go(request, reverse("admissions:register", args=[district]))
    form = bound(RegistrationForm, request, district=place)
    if form.is_valid():
        with refusals_to(form):
            email, address = form.cleaned_data["email"], request.META.get("REMOTE_ADDR") or None
            attempts.count_letter(address=address or "", email=email, at=now())
            actions.start_registration(
                district=place, email=email, password=form.cleaned_data["password"], form=form.kept,
                consented_at=consented_at, at=now(), address=address,
            )  # fmt: skip
            return go(request, reverse("admissions:sent"))
    context = {"form": form, "district": place, "consent": token}
    status = 422 if form.errors else 200
    return render_page(request, "communities/admissions_form.html", context, status=status)


def _consented(token: str) -> datetime | None:
    try:
        version, at = signing.loads(token, salt=CONSENT_SALT, max_age=CONSENT_LIVES)
    except (signing.BadSignature, ValueError):
        return None
    is_current = version == PURPOSES["membership"].current.number
    return datetime.fromtimestamp(at, tz=UTC) if is_current else None


@require_safe
def sent(request: Request) -> HttpResponse:
    """«Проверьте почту»."""
    return render_page(request, "communities/admissions_sent.html")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def confirm(request: Request, pid: str) -> HttpResponse:
    """The letter's link: a page with one button, so that a mail scanner registers nobody."""
    found = queries.registration(pid)
    if found is None or now() - found.asked_at > actions.LINK_LIVES:
        return render_page(request, "communities/admissions_spent.html", status=410)
    if request.method == "POST":
        admission = actions.confirm_registration(registration=found, at=now())
        login(request, admission.person, backend=BACKEND)
        name = "welcome" if admission.state == AdmissionState.ADMITTED else "application"
        return go(request, reverse(f"admissions:{name}", args=[found.district.slug]))
    return render_page(request, "communities/admissions_confirm.html", {"registration": found})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@signed_in
def apply(request: Request, district: str) -> HttpResponse:
    """Somebody with an account asks to be admitted; who works elsewhere is offered «гость»."""
    place = groups.district(district)
    own = queries.own_admission(request.person.pk, place)
    is_open = own is None or own.state in {AdmissionState.REFUSED, AdmissionState.LEFT}
    if not is_open:
        return go(request, reverse("admissions:application", args=[district]))
    elsewhere = queries.works_elsewhere(request.person.pk, place)
    form = bound(ApplicationForm, request, district=place)
    if not form.is_bound and elsewhere:
        words = request.person.workplace
        form.initial = {"organization": ELSEWHERE, "organization_words": words}
    form.initial = {"position": request.person.position, **form.initial}
    if form.is_valid():
        with refusals_to(form):
            return go(request, once(request, lambda: _ask(request, place, form)))
    context = {"form": form, "district": place, "elsewhere": elsewhere}
    status = 422 if form.errors else 200
    return render_page(request, "communities/admissions_apply.html", context, status=status)


def _ask(request: Request, place: District, form: ApplicationForm) -> str:
    admission = actions.ask_admission(
        person=request.person, district=place, actor=request.viewer, at=now(), **form.choice
    )
    name = "welcome" if admission.state == AdmissionState.ADMITTED else "application"
    return reverse(f"admissions:{name}", args=[admission.district.slug])


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@signed_in
def application(request: Request, district: str) -> HttpResponse:
    """«Ваша заявка»: where it stands, what happens next, the answer to a question."""
    place = groups.district(district)
    admission = queries.application(request.viewer, place)
    if request.method == "POST":
        require(policies.may_answer(request.viewer, admission))
    form = bound(AnswerForm, request)
    if form.is_valid():
        with refusals_to(form):
            actions.answer(admission=admission, actor=request.viewer, at=now(), **form.cleaned_data)
            return go(request, reverse("admissions:application", args=[district]))
    context = {
        "admission": admission,
        "district": place,
        "form": form,
        "state": AdmissionState(admission.state),
        "next_words": NEXT.get(admission.mode, NEXT["by_coordinator"]),
    }
    status = 422 if form.errors else 200
    return render_page(request, "communities/admissions_application.html", context, status=status)


NEXT = {
    "by_organization": _("Заявку решает ваша организация или управление образования."),
    "by_centre": _("Заявку решает методический центр."),
    "by_coordinator": _("Заявку решает координатор сети."),
}


@require_POST
@signed_in
def withdraw(request: Request, district: str) -> HttpResponse:
    """Take the application back."""
    admission = queries.application(request.viewer, groups.district(district))
    actions.withdraw(admission=admission, actor=request.viewer, at=now())
    return go(request, reverse("admissions:application", args=[district]))


@require_safe
@signed_in
def welcome(request: Request, district: str) -> HttpResponse:
    """After being admitted: communities by position, subjects and functions (TV-A.2, BB-4.1.4)."""
    place = groups.district(district)
    if queries.application(request.viewer, place).state != AdmissionState.ADMITTED:
        return go(request, reverse("admissions:application", args=[district]))
    offers = [
        (one, community_url(one)) for one in groups.fitting(request.viewer, request.person, place)
    ]
    context = {"district": place, "offers": offers, "directory": f"/{place.slug}/c/"}
    return render_page(request, "communities/admissions_welcome.html", context)
