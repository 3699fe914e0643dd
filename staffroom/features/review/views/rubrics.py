"""The editor of rubrics, and samples to practise on."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from staffroom.core.clock import now
from staffroom.core.errors import Absent
from staffroom.core.http import Request, bound, form_page, go, refusals_to, render_page, signed_in
from staffroom.core.idempotency import once
from staffroom.core.lookups import one_or_none
from staffroom.core.policy import require
from staffroom.features.review.actions import calibrations
from staffroom.features.review.actions import rubrics as actions
from staffroom.features.review.actions.rubrics import USUAL
from staffroom.features.review.forms.opinions import ScoresForm
from staffroom.features.review.forms.reviewers import SampleForm
from staffroom.features.review.forms.rubrics import LinesBase, RubricForm, lines_of, words_of
from staffroom.features.review.models import Calibration, Reviewer, Rubric, Sample
from staffroom.features.review.policies import requests as policies
from staffroom.features.review.queries import requests as queries
from staffroom.features.review.queries.scoring import kappa_words
from staffroom.shared.organizations.models import District
from staffroom.shared.organizations.queries.organizations import district as district_of


def _rubric(place: District, pid: str) -> Rubric:
    found = one_or_none(Rubric.objects.filter(district=place, pid=pid).select_related("district"))
    if found is None:
        raise Absent
    return found


def _list(place: District) -> str:
    return reverse("review:rubrics", args=[place.slug])


@signed_in
@require_safe
def rubrics(request: Request, district: str) -> HttpResponse:
    """Rubrics of the district: offered ones with their criteria, then those that are offered no longer."""
    place = district_of(district)
    require(policies.may_keep_experts(request.viewer, place))
    last = queries.rubrics(place, is_all=True).filter(editions=None).prefetch_related("criteria")
    rows = list(last)
    samples = Sample.objects.filter(district=place, closed_at=None).order_by("-made_at", "-pk")
    context = {
        "district": place, "samples": samples.select_related("rubric"),
        "rubrics": [one for one in rows if one.closed_at is None],
        "closed": [one for one in rows if one.closed_at is not None],
    }  # fmt: skip
    return render_page(request, "review/rubrics.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: Request, district: str, pid: str = "") -> HttpResponse:
    """Write a rubric, or the next edition of one."""
    place = district_of(district)
    require(policies.may_keep_experts(request.viewer, place))
    before = _rubric(place, pid) if pid else None
    source = before or USUAL
    begun = {name: getattr(source, name) for name in ("title", "strategy", "threshold", "hint")}
    form, lines = bound(RubricForm, request, initial=begun), _lines(request, before)
    if form.is_valid() and lines.is_valid():
        with refusals_to(form):
            return go(request, once(request, lambda: _written(request, place, before, form, lines)))
    context = {"district": place, "before": before, "lines": lines, "back": _list(place)}
    return form_page(request, "review/rubric.html", form, context)


def _lines(request: Request, before: Rubric | None) -> Any:
    if request.method == "POST":
        return LinesBase(request.POST, prefix="line")
    return LinesBase(initial=lines_of(before), prefix="line")


def _written(
    request: Request, place: District, before: Rubric | None, form: RubricForm, lines: Any
) -> str:
    actions.write(
        district=place, words=words_of(form, lines), before=before, actor=request.viewer, at=now()
    )
    return _list(place)


@require_POST
@signed_in
def close(request: Request, district: str, pid: str) -> HttpResponse:
    """Offer a rubric no longer."""
    place = district_of(district)
    require(policies.may_keep_experts(request.viewer, place))
    actions.close(rubric=_rubric(place, pid), actor=request.viewer, at=now())
    return go(request, _list(place))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def put_sample(request: Request, district: str, pid: str) -> HttpResponse:
    """Put up a work to practise on, with its reference points."""
    place = district_of(district)
    require(policies.may_keep_experts(request.viewer, place))
    rubric = _rubric(place, pid)
    scores = bound(ScoresForm, request, criteria=queries.criteria(rubric), strategy=rubric.strategy)
    form = bound(SampleForm, request)
    if form.is_valid() and scores.is_valid():
        with refusals_to(form):
            calibrations.put_sample(
                rubric=rubric, title=form.cleaned_data["title"], text=form.cleaned_data["body"],
                reference=scores.scores, actor=request.viewer, at=now(),
            )  # fmt: skip
            return go(request, _list(place))
    context = {"district": place, "rubric": rubric, "scores": scores, "back": _list(place)}
    return form_page(request, "review/sample.html", form, context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def try_sample(request: Request, district: str, pid: str) -> HttpResponse:
    """An expert scores a sample; afterwards he sees how far he was from the reference."""
    place = district_of(district)
    me, sample = _practice(request, place, pid)
    criteria = queries.criteria(sample.rubric)
    form = bound(ScoresForm, request, criteria=criteria, strategy=sample.rubric.strategy)
    done = Calibration.objects.filter(sample=sample, reviewer=me).first()
    if done is None and form.is_valid():
        with refusals_to(form):
            calibrations.try_sample(
                sample=sample, reviewer=me, scores=form.scores, actor=request.viewer, at=now()
            )
            return go(request, request.path)
    context = {
        "district": place, "sample": sample, "done": _compared(sample, done, criteria), "me": me,
        "kappa_words": kappa_words(me.kappa) if me.kappa is not None else "",
    }  # fmt: skip
    return form_page(request, "review/practice.html", form, context)


def _practice(request: Request, place: District, pid: str) -> tuple[Reviewer, Sample]:
    """The viewer as an expert of the district, and the sample of the address."""
    mine = Reviewer.objects.filter(district=place, person=request.viewer.person_id, ended_at=None)
    rows = Sample.objects.filter(district=place, closed_at=None, pid=pid).select_related("rubric")
    me, sample = mine.first(), rows.first()
    if me is None or sample is None:
        raise Absent
    return me, sample


def _compared(
    sample: Sample, done: Calibration | None, criteria: list[Any]
) -> list[tuple[str, int, int]]:
    """Criterion, own points, reference; nothing before he has answered."""
    if done is None:
        return []
    return [
        (one.title, done.scores.get(str(one.n), 0), sample.reference.get(str(one.n), 0))
        for one in criteria
    ]
