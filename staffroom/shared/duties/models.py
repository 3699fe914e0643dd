"""Duties, what happened to each, and what their controllers were told."""

from datetime import UTC, date, datetime
from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from staffroom.core.ids import PidField
from staffroom.shared.accounts.models import Person
from staffroom.shared.organizations.models import District

NEVER = datetime(9999, 1, 1, tzinfo=UTC)  # where what has no term stands in an order by terms


class Duty(models.Model):
    """Something owed by a person (`owner`), or by whoever holds `power` in the scope.

    A duty of a power keeps its scope when one person takes it over, so that it can go back. `title`
    may name `{person}`, who is `about`; the name is put in when it is read. `rules_id` is the
    resolved profile under which it began: a later version changes nothing in it. `controller` is the
    one who is told when it is overdue (nobody: those who answer for the district). `sort_at` is the
    term, or `NEVER`; `is_kept` is set at the end of a duty that had a term (None: none, or it fell away).
    """

    pid = PidField()
    district = models.ForeignKey(District, models.CASCADE, related_name="+")
    owner = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="duties")
    power = models.BigIntegerField(default=0)
    scope_kind = models.CharField(max_length=10, blank=True)
    scope_id = models.BigIntegerField(null=True, blank=True)
    kind = models.CharField(max_length=40)
    subject_kind = models.CharField(max_length=20)
    subject_id = models.BigIntegerField()
    about = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    title = models.CharField(max_length=300)
    url = models.CharField(max_length=300)
    clause = models.CharField(max_length=80, blank=True)
    rules_id = models.BigIntegerField(null=True, blank=True)
    made_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True, blank=True)
    sort_at = models.DateTimeField(default=NEVER)
    controller = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    reminded_on = models.DateField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    outcome = models.CharField(max_length=12, blank=True)
    closing_words = models.CharField(max_length=1000, blank=True)
    is_kept = models.BooleanField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kind", "subject_kind", "subject_id"],
                condition=models.Q(closed_at=None),
                name="one_open_duty",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["owner", "due_at", "id"],
                condition=models.Q(closed_at=None),
                name="duty_owner",
            ),
            models.Index(
                fields=["scope_kind", "scope_id", "due_at", "id"],
                condition=models.Q(closed_at=None),
                name="duty_scope",
            ),
            models.Index(
                fields=["due_at", "id"],
                condition=models.Q(closed_at=None, due_at__isnull=False),
                name="duty_due",
            ),
            models.Index(
                fields=["controller", "due_at", "id"],
                condition=models.Q(closed_at=None, controller__isnull=False),
                name="duty_controller",
            ),
            models.Index(
                fields=["district", "sort_at", "id", "kind"],
                condition=models.Q(closed_at=None),
                name="duty_board",
            ),
            models.Index(
                fields=["district", "kind", "sort_at", "id"],
                condition=models.Q(closed_at=None),
                name="duty_board_kind",
            ),
            models.Index(
                fields=["district", "closed_at", "id", "is_kept"],
                condition=models.Q(closed_at__isnull=False),
                name="duty_closed",
            ),
            models.Index(
                fields=["district", "is_kept", "closed_at", "id"],
                condition=models.Q(is_kept__isnull=False),
                name="duty_kept",
            ),
            models.Index(
                fields=["district", "kind", "is_kept", "closed_at", "id"],
                condition=models.Q(closed_at__isnull=False),
                name="duty_kept_kind",
            ),
            models.Index(
                fields=["scope_kind", "scope_id", "closed_at", "id"],
                condition=models.Q(closed_at__isnull=False),
                name="duty_closed_scope",
            ),
            models.Index(
                fields=["owner", "closed_at", "id"],
                condition=models.Q(closed_at__isnull=False),
                name="duty_closed_owner",
            ),
            models.Index(
                fields=["closed_by", "closed_at", "id"],
                condition=models.Q(closed_at__isnull=False),
                name="duty_closed_by",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def words(self) -> str:
        """What is owed, with the name of the person it is about (loaded with the row)."""
        name = self.about.name if self.about else "бывший участник"
        return self.title.replace("{person}", name)

    @property
    def due_on(self) -> date | None:
        """The day the term ends, in the zone that is active; None without a term."""
        return timezone.localdate(self.due_at) if self.due_at else None


class DutyRecord(models.Model):
    """One line of a duty's history; repeated escalations to one person are one line with their number.

    `person` is the one who was given it or told of it; `words` the reason or the outcome in words.
    """

    class Act(models.TextChoices):
        """What happened."""

        OPENED = "opened", _("Дело появилось")
        TAKEN = "taken", _("Взято себе")
        HANDED = "handed", _("Передано")
        RETURNED = "returned", _("Возвращено всем, кто может это сделать")
        MOVED = "moved", _("Перешло к другим: прежние больше не могут")
        CONTROLLED = "controlled", _("Назначен контролирующий")
        REMINDED = "reminded", _("Напомнили о сроке")
        ESCALATED = "escalated", _("Сообщили о просрочке")
        CLOSED = "closed", _("Дело закрыто")

    duty = models.ForeignKey(Duty, models.CASCADE, related_name="records")
    at = models.DateTimeField()
    act = models.CharField(max_length=10, choices=Act.choices)
    actor = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    n = models.PositiveIntegerField(default=1)
    words = models.CharField(max_length=1000, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["duty", "person"],
                condition=models.Q(act="escalated"),
                name="one_escalation_line",
            )
        ]
        indexes: ClassVar = [models.Index(fields=["duty", "id"], name="duty_history")]


class Escalation(models.Model):
    """That a controller was told of everything overdue, once in a working day."""

    district = models.ForeignKey(District, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    on = models.DateField()
    duty_n = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["district", "person", "on"], name="one_escalation_a_day"
            )
        ]
