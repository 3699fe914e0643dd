"""Learning to judge alike: samples with reference scores, and how near an expert came to them."""

from typing import ClassVar

from django.db import models

from staffroom.core.ids import PidField
from staffroom.features.review.models.reviewers import Reviewer
from staffroom.features.review.models.rubrics import Rubric
from staffroom.shared.accounts.models import Person
from staffroom.shared.organizations.models import District


class Sample(models.Model):
    """A work to practise on; `reference` is {number of the criterion: points} that experienced experts agreed on."""

    pid = PidField()
    district = models.ForeignKey(District, models.CASCADE, related_name="+")
    rubric = models.ForeignKey(Rubric, models.PROTECT, related_name="samples")
    title = models.CharField(max_length=160)
    html = models.TextField()
    reference = models.JSONField(default=dict)
    made_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.title


class Calibration(models.Model):
    """What an expert gave to a sample; `scores` as `Sample.reference`."""

    sample = models.ForeignKey(Sample, models.CASCADE, related_name="calibrations")
    reviewer = models.ForeignKey(Reviewer, models.CASCADE, related_name="calibrations")
    scores = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sample", "reviewer"], name="one_calibration"),
        ]
