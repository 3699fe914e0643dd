"""Experts as those who keep their list see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from staffroom.core.viewer import Viewer
from staffroom.features.review.models import LIVE, Assignment, Reviewer, Sample, Tie
from staffroom.features.review.policies import requests
from staffroom.features.review.queries.scoring import kappa_words
from staffroom.features.review.registry import level_label, subject_label
from staffroom.shared.documents.queries.days import today_in
from staffroom.shared.organizations.models import District


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An expert in the list."""

    reviewer: Reviewer
    directions: str
    load: int
    done_n: int
    is_away: bool
    agreement: str  # «хорошее, κ = 0,71», empty without a calibration


def rows(viewer: Viewer, district: District, *, at: datetime) -> list[Row]:
    """Everybody who is an expert now, by name; three queries.

    The viewer's own works are not counted: a load that grows when one hands a work in would tell whose it is.
    """
    today = today_in(district, at)
    others = ~Q(assignments__request__in=requests.own_requests(viewer))
    found = (
        Reviewer.objects.filter(district=district, ended_at=None)
        .select_related("person")
        .prefetch_related("directions", "vacations")
        .annotate(
            load=Count("assignments", filter=Q(assignments__state__in=LIVE) & others),
            done_n=Count("assignments", filter=Q(assignments__state="handed_in") & others),
        )
        .order_by("person__sort_key", "pk")
    )
    return [
        Row(
            reviewer=one, directions=direction_words(one), load=one.load, done_n=one.done_n,
            is_away=any(v.from_on <= today <= v.to_on for v in one.vacations.all()),
            agreement=agreement(one),
        )
        for one in found
    ]  # fmt: skip


def load_of(viewer: Viewer, one: Reviewer) -> int:
    """How many works an expert has now, as `rows` counts them for this viewer."""
    others = ~Q(request__in=requests.own_requests(viewer))
    return Assignment.objects.filter(others, reviewer=one, state__in=LIVE).count()


def agreement(one: Reviewer) -> str:
    """«хорошее, κ = 0,71»; empty before he has practised."""
    if one.kappa is None:
        return ""
    return f"{kappa_words(one.kappa)}, κ\xa0=\xa0{one.kappa:.2f}".replace(".", ",")


def direction_words(one: Reviewer) -> str:
    """Directions in words."""
    return "; ".join(
        f"{subject_label(row.subject)}, {level_label(row.level).lower()}"
        for row in one.directions.all()
    )


def begun(found: Reviewer) -> dict[str, object]:
    """What stands in the form of a card that is to be changed."""
    pairs = list(found.directions.values_list("subject", "level"))
    return {
        "subjects": sorted({subject for subject, _ in pairs if subject}),
        "levels": sorted({level for _, level in pairs if level}),
        "most_at_once": found.most_at_once, "basis": found.basis,
    }  # fmt: skip


def ties(found: Reviewer) -> Sequence[Tie]:
    """What an expert or others told of whom he is near to."""
    near = Q(person=found.person_id) | Q(other=found.person_id)
    return list(Tie.objects.filter(near).select_related("person", "other").order_by("pk"))


def samples(found: Reviewer) -> Sequence[Sample]:
    """Samples that an expert has not scored yet."""
    open_ones = Sample.objects.filter(district=found.district_id, closed_at=None)
    return list(open_ones.exclude(calibrations__reviewer=found).order_by("-made_at", "-pk"))
