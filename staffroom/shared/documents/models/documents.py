"""A paper: prepared, then registered for ever."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from staffroom.core.ids import PidField
from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.models import Community
from staffroom.shared.documents.registry import KINDS, DocumentKind
from staffroom.shared.organizations.models import District, Organization


class DocumentState(models.TextChoices):
    """Where a paper stands; an issued one is never changed."""

    DRAFT = "draft", _("Проект")
    ISSUED = "issued", _("Действует")
    CANCELLED = "cancelled", _("Отменён")


class Level(models.TextChoices):
    """Whose act it is (OL-1.8, BT-2.1)."""

    FEDERAL = "federal", _("Федеральный")
    REGIONAL = "regional", _("Региональный")
    MUNICIPAL = "municipal", _("Муниципальный")
    LOCAL = "local", _("Локальный")


class Audience(models.TextChoices):
    """Who reads it in the library; drafts are read by those who keep papers."""

    PUBLIC = "public", _("Все, и без регистрации")
    MEMBERS = "members", _("Участники сети района")
    KEEPERS = "keepers", _("Только те, кто ведёт документы")


class Document(models.Model):
    """A paper of an organisation, or somebody's act that the district is guided by.

    `text` is what a person typed, line by line (`queries.typed` reads it); `basis` is the paper it
    rests on, `amends` the one that it changes. `check_code` opens the public page of checking.
    `letterhead` and the rows of `DocumentFile` are written once, when it is issued.
    """

    pid = PidField()
    district = models.ForeignKey(District, models.PROTECT, related_name="documents")
    kind = models.CharField(max_length=20)
    level = models.CharField(max_length=10, choices=Level.choices, default=Level.LOCAL)
    audience = models.CharField(max_length=10, choices=Audience.choices, default=Audience.MEMBERS)
    issuer = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, related_name="documents"
    )
    issuer_name = models.CharField(max_length=255)
    community = models.ForeignKey(
        Community, models.SET_NULL, null=True, blank=True, related_name="documents"
    )
    heading = models.CharField(max_length=300)
    gist = models.CharField(max_length=1000, blank=True)
    text = models.TextField(blank=True)
    annexes = models.JSONField(default=list)  # [{"heading": …, "text": …}]
    basis = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="based_on_it"
    )
    amends = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="amendments"
    )
    number = models.CharField(max_length=60, blank=True)
    dated_on = models.DateField(null=True, blank=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    valid_from_on = models.DateField(null=True, blank=True)
    valid_until_on = models.DateField(null=True, blank=True)
    source_url = models.URLField(max_length=400, blank=True)
    addressee = models.TextField(blank=True)  # line by line
    parties = models.TextField(blank=True)  # of an agreement, line by line
    signers = models.JSONField(default=list)  # [{"position": …, "name": …}]
    letterhead = models.JSONField(default=dict)  # as it stood when the paper was issued
    origin = models.CharField(max_length=60, blank=True)  # whose business it is: `registry.origins`
    origin_id = models.BigIntegerField(null=True, blank=True)
    state = models.CharField(
        max_length=10, choices=DocumentState.choices, default=DocumentState.DRAFT
    )
    check_code = models.CharField(max_length=12, null=True, blank=True, unique=True)
    made_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    issued_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    issued_at = models.DateTimeField(null=True, blank=True)
    cancelled_on = models.DateField(null=True, blank=True)
    cancel_reason = models.CharField(max_length=400, blank=True)
    warned_at = models.DateTimeField(null=True, blank=True)  # of the end of its term

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["issuer", "kind", "year", "number"],
                condition=~models.Q(state="draft"),
                name="one_number_a_year",
            ),
            models.CheckConstraint(
                condition=models.Q(state="draft")
                | (~models.Q(number="") & models.Q(dated_on__isnull=False)),
                name="issued_has_number_and_date",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["district", "state", "-dated_on", "-id"], name="document_register"
            ),
            models.Index(fields=["district", "kind", "year"], name="document_year"),
            models.Index(fields=["community", "state"], name="document_community"),
            models.Index(fields=["origin", "origin_id"], name="document_origin"),
            models.Index(
                fields=["valid_until_on"],
                condition=models.Q(state="issued", valid_until_on__isnull=False),
                name="document_expiry",
            ),
        ]

    def __str__(self) -> str:
        return self.heading

    @property
    def sort(self) -> DocumentKind:
        """What kind of paper it is."""
        return KINDS[self.kind]

    @property
    def name(self) -> str:
        """«Приказ от 31.08.2026 № 426», or the kind alone while it is a draft."""
        if self.dated_on is None:
            return f"{self.sort.title}, проект"
        return f"{self.sort.title} от {self.dated_on:%d.%m.%Y} № {self.number}"

    def is_valid_on(self, day: date) -> bool:
        """True when it was issued, is not cancelled and its term has not ended."""
        ends = self.valid_until_on
        return self.state == DocumentState.ISSUED and (ends is None or ends >= day)


class DocumentReader(models.Model):
    """Somebody beside the audience who reads an issued paper: the sides of an application."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="readers")
    token = models.BigIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["token", "document"], name="reader_of_document_once"),
        ]
