"""What the review came to, and what the council recommends after it."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from staffroom.core.ids import PidField
from staffroom.features.review.models.requests import ReviewRequest
from staffroom.shared.accounts.models import Person
from staffroom.shared.documents.models import Document


class Outcome(models.TextChoices):
    """What is advised; experts and conclusions speak the same words."""

    ACCEPT = "accept", _("Рекомендовать к использованию")
    REVISE = "revise", _("Доработать")
    DECLINE = "decline", _("Не рекомендовать")


class Conclusion(models.Model):
    """The end of a review; its paper is registered by those who keep papers.

    `level` is a code of `review.levels` of the rules the review began with. `is_shown` puts the mark on the
    page of the publication: a work that was not recommended carries none.
    """

    request = models.OneToOneField(ReviewRequest, models.CASCADE, related_name="conclusion")
    outcome = models.CharField(max_length=8, choices=Outcome.choices)
    level = models.CharField(max_length=12)
    percent = models.FloatField(null=True, blank=True)
    expert_n = models.PositiveSmallIntegerField()
    words = models.TextField(max_length=4000)
    made_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    document = models.ForeignKey(Document, models.SET_NULL, null=True, blank=True, related_name="+")
    is_shown = models.BooleanField(default=False)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["level", "-made_at"], name="conclusion_level")]


class Target(models.TextChoices):
    """What a work is recommended for (BT-1.7)."""

    DISTRICT = "district", _("К публикации в районе")
    REGIONAL = "regional", _("К публикации в региональном издании")
    FEDERAL = "federal", _("К публикации в федеральном издании")
    CONFERENCE = "conference", _("На научно-практическую конференцию")


class RecommendationState(models.TextChoices):
    """How far a recommendation has come."""

    PROPOSED = "proposed", _("Ждёт решения совета")
    RECOMMENDED = "given", _("Рекомендовано")
    REFUSED = "refused", _("Совет не поддержал")
    SENT = "sent", _("Направлено")
    ACCEPTED = "accepted", _("Принято")
    PUBLISHED = "published", _("Опубликовано")


class Recommendation(models.Model):
    """A work recommended by the district methodical council, by votes or by minutes."""

    pid = PidField()
    conclusion = models.ForeignKey(Conclusion, models.CASCADE, related_name="recommendations")
    target = models.CharField(max_length=10, choices=Target.choices)
    place = models.CharField(max_length=200, blank=True)  # which journal, which conference
    state = models.CharField(max_length=10, choices=RecommendationState.choices)
    minutes = models.ForeignKey(Document, models.SET_NULL, null=True, blank=True, related_name="+")
    minutes_words = models.CharField(max_length=200, blank=True)  # of minutes kept on paper
    proposed_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    proposed_at = models.DateTimeField()
    vote_by_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    moved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["conclusion", "target"], name="one_recommendation_a_target"
            ),
        ]


class Ballot(models.Model):
    """A member of the council who was asked for his voice; what he owes names this row as its thing."""

    recommendation = models.ForeignKey(Recommendation, models.CASCADE, related_name="ballots")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    asked_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["recommendation", "person"], name="one_ballot_of_a_member"
            ),
        ]


class Vote(models.Model):
    """A voice of a member of the council."""

    recommendation = models.ForeignKey(Recommendation, models.CASCADE, related_name="votes")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    is_for = models.BooleanField()
    words = models.CharField(max_length=600, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["recommendation", "person"], name="one_vote_of_a_member"
            ),
        ]
