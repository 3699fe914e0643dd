"""A line of an order on composition."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from staffroom.core.ids import PidField
from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.models import Community
from staffroom.shared.documents.models import Document
from staffroom.shared.organizations.models import Organization


class Act(models.TextChoices):
    """What the order does to a person."""

    JOIN = "join", _("Включить в состав")
    ROLE = "role", _("Назначить")
    LEAVE = "leave", _("Исключить из состава")
    RELEASE = "release", _("Освободить от обязанностей")


class EntryState(models.TextChoices):
    """Where a line stands; one that was declined or taken back is not kept."""

    ASKED = "asked", _("Ждём согласия")
    AGREED = "agreed", _("Согласие есть")
    ORDERED = "ordered", _("Утверждено приказом")


OPEN = (EntryState.ASKED, EntryState.AGREED)


class Entry(models.Model):
    """A person in an order on the composition of a community (PD-4.4.a, PD-4.4.c).

    `role` is empty for a plain member. Leaving and giving a role up need no consent: they have
    happened already and the paper follows. `document` is the draft, then the order; `ordered_at` the
    beginning of the order's day. `conduct_n` is the wording of the rules accepted with the consent.
    """

    pid = PidField()
    community = models.ForeignKey(Community, models.CASCADE, related_name="roster_entries")
    person = models.ForeignKey(Person, models.CASCADE, related_name="roster_entries")
    act = models.CharField(max_length=8, choices=Act.choices)
    role = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=8, choices=EntryState.choices, default=EntryState.ASKED)
    organization = models.ForeignKey(
        Organization, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    conduct_n = models.PositiveIntegerField(default=0)
    asked_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    document = models.ForeignKey(
        Document, models.SET_NULL, null=True, blank=True, related_name="roster_entries"
    )
    ordered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["community", "person", "act", "role"],
                condition=models.Q(state__in=["asked", "agreed"]),
                name="one_open_entry",
            ),
            models.CheckConstraint(
                condition=models.Q(state="asked") | models.Q(answered_at__isnull=False),
                name="entry_agreed_first",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="ordered") | models.Q(ordered_at__isnull=False),
                name="entry_ordered_from_a_day",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["community", "state", "person"], name="roster_of_community"),
        ]
