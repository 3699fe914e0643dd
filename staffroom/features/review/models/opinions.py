"""Whom a work was given to, and what he said of it."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from staffroom.core.ids import PidField
from staffroom.features.review.models.requests import ReviewRequest, Round
from staffroom.features.review.models.reviewers import Reviewer
from staffroom.features.review.models.rubrics import Criterion
from staffroom.shared.accounts.models import Person


class AssignmentState(models.TextChoices):
    """Where an expert stands with a work."""

    OFFERED = "offered", _("Ждём согласия")
    ACCEPTED = "accepted", _("Смотрит")
    HANDED_IN = "handed_in", _("Отзыв сдан")
    DECLINED = "declined", _("Отказался")
    LAPSED = "lapsed", _("Не ответил в срок")
    VOIDED = "voided", _("Снят")


LIVE = (AssignmentState.OFFERED, AssignmentState.ACCEPTED)


class Invitation(models.Model):
    """An external expert who has no account: the link in his letter opens one work (PD-5.2).

    The secret itself is kept nowhere, `secret` is its hash. Access ends at `until_at` or with the opinion.
    """

    pid = PidField()
    request = models.ForeignKey(ReviewRequest, models.CASCADE, related_name="invitations")
    round_n = models.PositiveSmallIntegerField(default=1)
    email = models.EmailField()
    name = models.CharField(max_length=160)
    post = models.CharField(max_length=200, blank=True)  # position and place of work
    secret = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    invited_at = models.DateTimeField()
    until_at = models.DateTimeField()
    independent_at = models.DateTimeField(null=True, blank=True)  # he confirmed to have no interest

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["request", "round_n", "email"], name="one_invitation"),
        ]


class Assignment(models.Model):
    """A round given to an expert: one of the district's, or one invited from outside.

    `n` is what the author reads instead of a name («Эксперт 2»). `percent` is the score of a hundred, None
    where the rubric has words alone. `override_words` say why a conflict was let pass.
    """

    pid = PidField()
    request = models.ForeignKey(ReviewRequest, models.CASCADE, related_name="assignments")
    round = models.ForeignKey(Round, models.CASCADE, related_name="assignments")
    reviewer = models.ForeignKey(
        Reviewer, models.PROTECT, null=True, blank=True, related_name="assignments"
    )
    invitation = models.OneToOneField(
        Invitation, models.CASCADE, null=True, blank=True, related_name="assignment"
    )
    n = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=AssignmentState.choices)
    is_third = models.BooleanField(default=False)  # named because two opinions differ
    offered_at = models.DateTimeField()
    answer_by_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closing_words = models.CharField(max_length=1000, blank=True)
    override_words = models.CharField(max_length=1000, blank=True)
    override_by = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    percent = models.FloatField(null=True, blank=True)
    verdict = models.CharField(max_length=8, blank=True)  # codes of `conclusions.Outcome`
    strong = models.TextField(max_length=4000, blank=True)
    question = models.TextField(max_length=4000, blank=True)
    advice = models.TextField(max_length=4000, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["round", "reviewer"],
                condition=models.Q(reviewer__isnull=False),
                name="one_assignment_a_round",
            ),
            models.UniqueConstraint(fields=["request", "n"], name="one_expert_number"),
            models.CheckConstraint(
                condition=models.Q(reviewer__isnull=False) | models.Q(invitation__isnull=False),
                name="assignment_is_somebodys",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["reviewer", "state"], name="assignment_load"),
            models.Index(
                fields=["answer_by_at"],
                condition=models.Q(state="offered"),
                name="assignment_waiting",
            ),
        ]

    @property
    def name(self) -> str:
        """Who he is, for organisers alone (reviewer and invitation are loaded)."""
        if self.reviewer is not None:
            return self.reviewer.person.name
        return self.invitation.name if self.invitation else ""

    @property
    def until_on(self) -> date | None:
        """The day until which his answer or his opinion is waited for; None without a term."""
        until = self.answer_by_at if self.state == AssignmentState.OFFERED else self.due_at
        return timezone.localdate(until) if until else None

    @property
    def is_live(self) -> bool:
        """True while something is still waited for from him."""
        return self.state in LIVE


class Score(models.Model):
    """An answer to one criterion; `points` is empty where the rubric has words alone."""

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="+")
    points = models.PositiveSmallIntegerField(null=True, blank=True)
    words = models.TextField(max_length=2000, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["assignment", "criterion"], name="one_score_a_criterion"
            ),
        ]
