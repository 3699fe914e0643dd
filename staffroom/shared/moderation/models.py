"""A report: who saw what, on which ground, and what was decided."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from staffroom.core.ids import PidField
from staffroom.shared.accounts.models import Person
from staffroom.shared.publications.models import Publication


class Decision(models.TextChoices):
    """What the moderator did."""

    HIDDEN = "hidden", _("Скрыто")
    LEFT = "left", _("Оставлено")


class AbuseReport(models.Model):
    """«Пожаловаться» under a publication (`seq` 0) or a comment; one open report of a person on a thing."""

    pid = PidField()
    publication = models.ForeignKey(Publication, models.CASCADE, related_name="reports")
    seq = models.PositiveIntegerField(default=0)
    reporter = models.ForeignKey(Person, models.CASCADE, related_name="reports")
    ground = models.CharField(max_length=40)
    words = models.CharField(max_length=1000, blank=True)
    filed_at = models.DateTimeField()
    is_held = models.BooleanField(default=False)  # hidden by the report itself, until the decision
    decision = models.CharField(max_length=10, choices=Decision.choices, blank=True)
    decided_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=400, blank=True)  # the reporter reads it

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["publication", "seq", "reporter"],
                condition=models.Q(decided_at=None),
                name="one_open_report",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["decided_at", "filed_at"], name="report_queue")]
