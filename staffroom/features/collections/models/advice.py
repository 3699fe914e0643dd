"""What is recommended to a community or to the front page, and the pick of a week."""

from typing import ClassVar

from django.db import models

from staffroom.core.ids import PidField
from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.models import Community
from staffroom.shared.organizations.models import District
from staffroom.shared.publications.models import Publication


class Recommendation(models.Model):
    """A publication recommended to a community; without one, to the front page of the district."""

    pid = PidField()
    publication = models.ForeignKey(Publication, models.CASCADE, related_name="recommendations")
    district = models.ForeignKey(District, models.CASCADE, related_name="+")
    community = models.ForeignKey(
        Community, models.CASCADE, null=True, blank=True, related_name="recommendations"
    )
    words = models.CharField(max_length=300)
    given_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["publication", "community"], name="one_recommendation"
            ),
            models.UniqueConstraint(
                fields=["publication", "district"], condition=models.Q(community=None),
                name="one_front_recommendation",
            ),
        ]  # fmt: skip
        indexes: ClassVar = [
            models.Index(fields=["community", "-at", "-id"], name="recommendation_list"),
        ]


class Pick(models.Model):
    """The pick of a week (TV-1.1.b); `week_on` is its Monday."""

    district = models.ForeignKey(District, models.CASCADE, related_name="picks")
    week_on = models.DateField()
    publication = models.ForeignKey(Publication, models.CASCADE, related_name="+")
    words = models.CharField(max_length=300, blank=True)
    picked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["district", "week_on"], name="one_pick_a_week"),
        ]
