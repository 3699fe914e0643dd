"""The thin table of duties."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from staffroom.core.ids import PidField
from staffroom.shared.accounts.models import Person
from staffroom.shared.organizations.models import District


class Duty(models.Model):
    """Something owed by a person (`owner`), or by whoever holds `power` in the scope.

    A duty of a power keeps its scope when one person takes it over, so that it can go back. `title`
    may name `{person}`, who is `about`; the name is put in when it is read. `rules_id` is the
    resolved profile under which it began.
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
    reminded_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    outcome = models.CharField(max_length=12, blank=True)

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
                fields=["due_at"],
                condition=models.Q(closed_at=None, reminded_at=None),
                name="duty_due",
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
    def due_on(self) -> object:
        """The day the term ends, in the zone that is active; None without a term."""
        return timezone.localdate(self.due_at) if self.due_at else None
