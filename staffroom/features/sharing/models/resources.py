"""A resource that an organisation offers to others, and what others asked of it."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from staffroom.core.ids import PidField
from staffroom.features.sharing.models.agreements import Agreement
from staffroom.shared.accounts.models import Person
from staffroom.shared.organizations.models import District, Organization


class ResourceKind(models.TextChoices):
    """What is given."""

    ROOM = "room", _("Помещение")
    EQUIPMENT = "equipment", _("Оборудование")
    SPECIALIST = "specialist", _("Специалист")
    MATERIALS = "materials", _("Материалы и книги")
    HOURS = "hours", _("Занятия и часы")
    OTHER = "other", _("Другое")


class Resource(models.Model):
    """What an organisation can share (BT-1.1.b); `times` and `terms` are words for people.

    `responsible` answers requests; while nobody does, whoever speaks for the organisation. A closed one
    stands on the board no longer; what was agreed about it holds.
    """

    pid = PidField()
    district = models.ForeignKey(District, models.PROTECT, related_name="+")
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=ResourceKind.choices)
    title = models.CharField(max_length=160)
    text = models.CharField(max_length=1000, blank=True)
    times = models.CharField(max_length=300, blank=True)
    terms = models.CharField(max_length=400, blank=True)
    from_on = models.DateField(null=True, blank=True)
    until_on = models.DateField(null=True, blank=True)
    responsible = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    made_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    closing_words = models.CharField(max_length=400, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["district", "closed_at", "-made_at", "-id"], name="resource_board"
            ),
            models.Index(fields=["organization", "closed_at"], name="resource_owner"),
        ]

    def __str__(self) -> str:
        return self.title

    def is_offered_on(self, day: date) -> bool:
        """True while it stands on the board and its last day has not passed."""
        return self.closed_at is None and (self.until_on is None or self.until_on >= day)


class RequestState(models.TextChoices):
    """Where a request stands; time alone moves it nowhere."""

    ASKED = "asked", _("Ждёт ответа")
    PROMISED = "promised", _("Договорились")
    REFUSED = "refused", _("Отказ")
    USED = "used", _("Состоялось")
    NOT_USED = "not_used", _("Не состоялось")
    WITHDRAWN = "withdrawn", _("Просьбу сняли")


OPEN = (RequestState.ASKED, RequestState.PROMISED)


class ResourceRequest(models.Model):
    """An organisation asks for a resource of another one, by one of its people.

    `agreement` is the one under which it was promised. `answer` are the last words of those who
    give, `outcome` what came of it; `used_hours` is what the
    yearly report counts.
    """

    pid = PidField()
    resource = models.ForeignKey(Resource, models.PROTECT, related_name="requests")
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    purpose = models.CharField(max_length=1000)
    starts_on = models.DateField()
    ends_on = models.DateField()
    hours = models.PositiveSmallIntegerField(null=True, blank=True)
    state = models.CharField(
        max_length=10, choices=RequestState.choices, default=RequestState.ASKED
    )
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    answer = models.CharField(max_length=1000, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    outcome = models.CharField(max_length=1000, blank=True)
    used_hours = models.PositiveSmallIntegerField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    agreement = models.ForeignKey(
        Agreement, models.SET_NULL, null=True, blank=True, related_name="requests"
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="request_in_order"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="refused") | ~models.Q(answer=""),
                name="request_refused_with_reason",
            ),
            models.UniqueConstraint(
                fields=["resource", "organization", "starts_on"],
                condition=models.Q(state__in=["asked", "promised"]),
                name="one_open_request_of_a_day",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["organization", "state"], name="request_asker"),
            models.Index(fields=["person", "state"], name="request_person"),
        ]

    def __str__(self) -> str:
        return self.resource.title

    @property
    def days(self) -> str:
        """«12.10.2026» or «12.10.2026 – 16.10.2026»."""
        first, last = f"{self.starts_on:%d.%m.%Y}", f"{self.ends_on:%d.%m.%Y}"
        return first if first == last else f"{first} – {last}"

    @property
    def due_on(self) -> date:
        """The last day for an answer, in the zone that is active."""
        return timezone.localdate(self.due_at)
