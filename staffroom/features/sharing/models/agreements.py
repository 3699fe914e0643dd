"""An agreement between organisations: its terms, its sides, what came of it."""

from datetime import date, timedelta
from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from staffroom.core.ids import PidField
from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.models import Community
from staffroom.shared.documents.models import Document
from staffroom.shared.organizations.models import District, Organization


class AgreementSort(models.TextChoices):
    """What it is about; article 15 speaks of programmes for pupils and stands apart."""

    COOPERATION = "cooperation", _("О сетевом взаимодействии")
    JOINT = "joint", _("О совместной деятельности")
    NETWORK_FORM = "network_form", _("О сетевой форме реализации программы")


class AgreementState(models.TextChoices):
    """Where it stands; nobody's silence moves it."""

    DRAFT = "draft", _("Проект")
    OFFERED = "offered", _("На согласовании")
    AGREED = "agreed", _("Ждёт регистрации")
    IN_FORCE = "in_force", _("Действует")
    ENDED = "ended", _("Закончился")
    EXTENDED = "extended", _("Продлён")
    DROPPED = "dropped", _("Не состоялся")


State = AgreementState
BEFORE = (State.DRAFT, State.OFFERED, State.AGREED)  # nothing holds yet
AFTER = (State.IN_FORCE, State.ENDED, State.EXTENDED)  # the network sees it


class Agreement(models.Model):
    """Two or more organisations give and receive from a day to a day (BT-1.1.b, BT-2.2).

    `document` is its paper; it holds from `starts_on` once the paper is registered. `notice_days` is how
    long before an early end the others are told; `ending_on` is the early last day that was told.
    An extension is an agreement of its own that names the `previous` one.
    """

    pid = PidField()
    district = models.ForeignKey(District, models.PROTECT, related_name="+")
    sort = models.CharField(max_length=14, choices=AgreementSort.choices)
    subject = models.CharField(max_length=200)
    starts_on = models.DateField()
    ends_on = models.DateField()
    notice_days = models.PositiveSmallIntegerField(default=30)
    community = models.ForeignKey(
        Community, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    previous = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="extensions"
    )
    document = models.ForeignKey(Document, models.SET_NULL, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    rules_id = models.BigIntegerField()
    made_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True, blank=True)  # of the answers of the sides
    in_force_at = models.DateTimeField(null=True, blank=True)
    noticed_at = models.DateTimeField(
        null=True, blank=True
    )  # the last day of notice was reminded of
    ending_on = models.DateField(null=True, blank=True)
    ending_side = models.ForeignKey(
        "sharing.Side", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    ending_words = models.CharField(max_length=1000, blank=True)
    dropped_words = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="agreement_in_order"
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["in_force", "ended", "extended"])
                | models.Q(document__isnull=False),
                name="agreement_in_force_has_its_paper",
            ),
            models.UniqueConstraint(
                fields=["previous"],
                condition=~models.Q(state="dropped"),
                name="one_extension_of_an_agreement",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["district", "state", "ends_on", "id"], name="agreement_list"),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def last_on(self) -> date:
        """The last day on which it holds: the one told early, or the end of its term."""
        return self.ending_on or self.ends_on

    @property
    def due_on(self) -> date | None:
        """The last day for the answers of the sides, in the zone that is active."""
        return timezone.localdate(self.due_at) if self.due_at else None

    @property
    def notice_on(self) -> date:
        """The last day on which its end at the end of the term could be told by the notice."""
        return max(self.starts_on, self.ends_on - timedelta(days=self.notice_days))

    @property
    def term(self) -> str:
        """«01.10.2026 – 31.05.2027»."""
        return f"{self.starts_on:%d.%m.%Y} – {self.last_on:%d.%m.%Y}"


class Side(models.Model):
    """One organisation of an agreement: what it gives, what it receives, its own yes.

    `is_by_paper` marks a yes that a keeper of papers noted by the signed copy, which lies beside;
    `returned_words` are what it asked to change last; `summary` is what it says of the whole in the end.
    """

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="sides")
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    gives = models.CharField(max_length=1000, blank=True)
    receives = models.CharField(max_length=1000, blank=True)
    responsible = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    signer_position = models.CharField(max_length=200, blank=True)
    signer_name = models.CharField(max_length=120, blank=True)
    agreed_at = models.DateTimeField(null=True, blank=True)
    agreed_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    is_by_paper = models.BooleanField(default=False)
    returned_words = models.CharField(max_length=1000, blank=True)
    summary = models.CharField(max_length=2000, blank=True)
    summed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["agreement", "organization"], name="one_side_of_an_organization"
            ),
        ]

    def __str__(self) -> str:
        return self.organization.short_name

    @property
    def is_whole(self) -> bool:
        """True when it says what it gives and who signs."""
        return bool(self.gives and self.signer_name and self.signer_position)
