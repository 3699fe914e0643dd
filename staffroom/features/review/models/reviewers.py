"""Experts: in what, how much at once, when away, by what merit, near to whom."""

from typing import ClassVar

from django.db import models

from staffroom.core.ids import PidField
from staffroom.features.review.registry import MERITS, TIES, USUAL_LOAD
from staffroom.shared.accounts.models import Person
from staffroom.shared.organizations.models import District


class Reviewer(models.Model):
    """A person who is an expert in a district; `basis` is an order where there is one (OL-3.3.2.d needs none)."""

    pid = PidField()
    district = models.ForeignKey(District, models.CASCADE, related_name="reviewers")
    person = models.ForeignKey(Person, models.CASCADE, related_name="reviewer_in")
    most_at_once = models.PositiveSmallIntegerField(default=USUAL_LOAD)
    basis = models.CharField(max_length=255, blank=True)
    admitted_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    admitted_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    calibrated_at = models.DateTimeField(null=True, blank=True)
    kappa = models.FloatField(null=True, blank=True)  # of the last calibration

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["district", "person"], name="one_reviewer"),
        ]

    def __str__(self) -> str:
        return str(self.person_id)


class Direction(models.Model):
    """What he is an expert in; an empty code is any subject or any level."""

    reviewer = models.ForeignKey(Reviewer, models.CASCADE, related_name="directions")
    subject = models.CharField(max_length=40, blank=True)
    level = models.CharField(max_length=12, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["reviewer", "subject", "level"], name="one_direction"),
        ]
        indexes: ClassVar = [models.Index(fields=["subject", "level"], name="direction_of")]


class Vacation(models.Model):
    """Days on which he is given nothing."""

    reviewer = models.ForeignKey(Reviewer, models.CASCADE, related_name="vacations")
    from_on = models.DateField()
    to_on = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(to_on__gte=models.F("from_on")),
                name="vacation_ends_after_it_begins",
            ),
        ]


class Merit(models.Model):
    """Why he may judge colleagues (OL-3.3.2.d)."""

    reviewer = models.ForeignKey(Reviewer, models.CASCADE, related_name="merits")
    kind = models.CharField(max_length=14, choices=list(MERITS.items()))
    words = models.CharField(max_length=300)
    told_at = models.DateTimeField()


class Tie(models.Model):
    """Two people who do not judge each other's works: told by one of them, or by an organiser.

    The pair is kept with the smaller key first, so that it is one row whoever tells of it.
    """

    district = models.ForeignKey(District, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    other = models.ForeignKey(Person, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8, choices=list(TIES.items()))
    told_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    told_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "other"], name="one_tie"),
            models.CheckConstraint(
                condition=models.Q(person__lt=models.F("other")), name="tie_in_order_of_keys"
            ),
        ]
