"""A paper that organisations are to adopt, and the order of each by which it did."""

from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from staffroom.core.ids import PidField
from staffroom.shared.accounts.models import Person
from staffroom.shared.documents.models import Document
from staffroom.shared.organizations.models import District, Organization


class Adoption(models.Model):
    """A registered paper sent to organisations, each of which adopts it by a day (BT-O.1.1).

    A new edition is a new one: `previous` leads back to what was asked of the edition before, so the
    history stays. `rules_id` is the profile under which the asking began. `closed_at` is set when the
    paper is asked for no longer: another edition took its place, or it was taken back.
    """

    pid = PidField()
    district = models.ForeignKey(District, models.PROTECT, related_name="+")
    document = models.ForeignKey(Document, models.PROTECT, related_name="adoptions")
    previous = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="renewals"
    )
    words = models.CharField(max_length=1000, blank=True)
    due_on = models.DateField()
    due_at = models.DateTimeField()
    rules_id = models.BigIntegerField()
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    closing_words = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["document"],
                condition=models.Q(closed_at=None),
                name="one_open_adoption_of_a_paper",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["district", "-sent_at", "-id"], name="adoption_list"),
        ]

    def __str__(self) -> str:
        return self.document.name

    @property
    def is_open(self) -> bool:
        """True while organisations are asked to adopt it."""
        return self.closed_at is None


class ActState(StrEnum):
    """Where an organisation stands."""

    ADOPTED = "adopted"
    WAITING = "waiting"
    LATE = "late"
    NOT_ASKED = "not_asked"  # the asking ended before it answered

    @property
    def label(self) -> str:
        """The state in words."""
        return str(LABELS[self])


LABELS = {
    ActState.ADOPTED: _("Принято"), ActState.WAITING: _("Ждём"), ActState.LATE: _("Просрочено"),
    ActState.NOT_ASKED: _("Не принято: спрашивать перестали"),
}  # fmt: skip


class LocalAct(models.Model):
    """One organisation's order by which it adopted the paper; empty until it did."""

    adoption = models.ForeignKey(Adoption, models.CASCADE, related_name="acts")
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    number = models.CharField(max_length=60, blank=True)
    dated_on = models.DateField(null=True, blank=True)
    adopted_at = models.DateTimeField(null=True, blank=True)
    adopted_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    returned_at = models.DateTimeField(null=True, blank=True)
    returned_words = models.CharField(max_length=400, blank=True)  # why it was given back last

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["adoption", "organization"], name="one_act_of_an_organization"
            ),
            models.CheckConstraint(
                condition=models.Q(adopted_at=None)
                | (~models.Q(number="") & models.Q(dated_on__isnull=False)),
                name="adopted_has_number_and_date",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """«приказ от 12.09.2026 № 41», or "" while there is none."""
        return f"приказ от {self.dated_on:%d.%m.%Y} № {self.number}" if self.dated_on else ""

    def state_at(self, at: datetime) -> ActState:
        """Where the organisation stands at a moment (its adoption is loaded)."""
        if self.adopted_at is not None:
            return ActState.ADOPTED
        if self.adoption.closed_at is not None:
            return ActState.NOT_ASKED
        return ActState.LATE if self.adoption.due_at < at else ActState.WAITING

    @property
    def is_late_adopted(self) -> bool:
        """True when it was adopted after the term."""
        return self.adopted_at is not None and self.adopted_at > self.adoption.due_at

    def is_possible_on(self, day: date) -> bool:
        """True when an order of this day can adopt the paper: not before it, which has a date."""
        first = self.adoption.document.dated_on
        return first is None or day >= first
