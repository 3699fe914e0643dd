"""A work that was handed in for review, and what experts read of it."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from staffroom.core.ids import PidField
from staffroom.features.review.models.rubrics import Rubric
from staffroom.features.review.registry import EXPERTS, KINDS, level_label, subject_label
from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.models import Community
from staffroom.shared.organizations.models import District
from staffroom.shared.publications.models import Publication


class Mode(models.TextChoices):
    """Who knows whom."""

    OPEN = "open", _("Открытая: все знают друг друга")
    BLIND = "blind", _("Слепая: автор не знает экспертов")
    DOUBLE = "double", _("Двойная слепая: никто не знает друг друга")


class RequestState(models.TextChoices):
    """Where a request stands."""

    RECEIVED = "received", _("Получена, ждёт экспертов")
    REVIEWING = "reviewing", _("У экспертов")
    REVISION = "revision", _("На доработке у автора")
    CONCLUDED = "concluded", _("Дано заключение")
    WITHDRAWN = "withdrawn", _("Отозвана")


UNDER_WAY = (RequestState.RECEIVED, RequestState.REVIEWING, RequestState.REVISION)


class ReviewRequest(models.Model):
    """A publication handed in for review. Its rubric, mode and rules are those it began with.

    `power` with `scope_kind` and `scope_id` say who organises it; `due_at` ends the whole term
    (`review.days`), `name_by_at` the part in which experts are to be named. `released_at` is when the
    opinions were shown to the author: all at once, so that no hour tells whose each is.
    """

    pid = PidField()
    district = models.ForeignKey(District, models.PROTECT, related_name="+")
    community = models.ForeignKey(
        Community, models.PROTECT, null=True, blank=True, related_name="+"
    )
    publication = models.ForeignKey(Publication, models.PROTECT, related_name="reviews")
    author = models.ForeignKey(Person, models.PROTECT, related_name="+")
    rubric = models.ForeignKey(Rubric, models.PROTECT, related_name="requests")
    mode = models.CharField(_("Как смотреть"), max_length=6, choices=Mode.choices)
    subject = models.CharField(max_length=40, blank=True)
    level = models.CharField(max_length=12, blank=True)
    kind = models.CharField(
        max_length=20, blank=True
    )  # of the material: a code of `materials.kinds`
    words = models.TextField(max_length=2000, blank=True)  # of the author to the organiser
    experts_n = models.PositiveSmallIntegerField(default=EXPERTS)
    power = models.BigIntegerField()
    scope_kind = models.CharField(max_length=10)
    scope_id = models.BigIntegerField()
    state = models.CharField(max_length=10, choices=RequestState.choices)
    rules_id = models.BigIntegerField()
    round_n = models.PositiveSmallIntegerField(default=1)
    received_at = models.DateTimeField()
    name_by_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    released_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closing_words = models.CharField(max_length=1000, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["publication"],
                condition=models.Q(state__in=["received", "reviewing", "revision"]),
                name="one_review_under_way",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["district", "state", "-received_at", "-id"], name="review_list"),
            models.Index(fields=["author", "-received_at"], name="review_author"),
        ]

    def __str__(self) -> str:
        return self.pid

    @property
    def hides_experts(self) -> bool:
        """True while the author must not learn who judges."""
        return self.mode != Mode.OPEN

    @property
    def hides_author(self) -> bool:
        """True while experts must not learn whose work it is."""
        return self.mode == Mode.DOUBLE

    @property
    def due_on(self) -> date | None:
        """The last day of the term, in the zone that is active; None without a term."""
        return timezone.localdate(self.due_at) if self.due_at else None

    @property
    def direction(self) -> str:
        """«Математика, основное общее (5–9 классы)»."""
        return f"{subject_label(self.subject)}, {level_label(self.level).lower()}"

    @property
    def kind_label(self) -> str:
        """What kind of work it is, in words; empty where its author did not say."""
        return KINDS.get(self.kind, "")


class Round(models.Model):
    """What the work said when it was handed in: experts read this copy, never the publication (AB-10).

    `digest` is the hash of the words and files; `title`, `html` and `plain` are already without names where
    the mode hides the author.
    """

    request = models.ForeignKey(ReviewRequest, models.CASCADE, related_name="rounds")
    n = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=160)
    html = models.TextField(blank=True)
    plain = models.TextField(blank=True)
    digest = models.CharField(max_length=64)
    words = models.CharField(max_length=1000, blank=True)  # what the author changed
    back_words = models.CharField(
        max_length=2000, blank=True
    )  # why it was given back after this round
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["request", "n"], name="one_round_number"),
        ]
