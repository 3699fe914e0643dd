"""A draft with its editions, whom it was put to, and what they said."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from staffroom.core.ids import PidField
from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.models import Community
from staffroom.shared.documents.models import Document
from staffroom.shared.organizations.models import District, Organization


class DraftState(models.TextChoices):
    """Where a draft stands; time alone approves nothing."""

    WRITING = "writing", _("Пишется")
    DISCUSSED = "discussed", _("Обсуждается")
    REVISED = "revised", _("Дорабатывается")
    APPROVAL = "approval", _("Ждёт утверждения")
    APPROVED = "approved", _("Утверждён, регистрируется")
    PUBLISHED = "published", _("Действует")
    DROPPED = "dropped", _("Снят")


OPEN = (DraftState.WRITING, DraftState.DISCUSSED, DraftState.REVISED, DraftState.APPROVAL)


class Draft(models.Model):
    """A local document in the making (BT-4.1.2); every step of it is dated.

    `rules_id` is the profile under which it began. `document` is the paper of the approved edition.
    """

    pid = PidField()
    district = models.ForeignKey(District, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    heading = models.CharField(max_length=300)
    state = models.CharField(max_length=10, choices=DraftState.choices, default=DraftState.WRITING)
    rules_id = models.BigIntegerField()
    made_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)
    until_on = models.DateField(null=True, blank=True)
    until_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)  # the discussion
    submitted_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    decision = models.CharField(max_length=1000, blank=True)  # words of the approval or the return
    published_at = models.DateTimeField(null=True, blank=True)
    document = models.ForeignKey(Document, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["district", "-made_at", "-id"], name="draft_list"),
        ]

    def __str__(self) -> str:
        return self.heading


class Edition(models.Model):
    """The text as it stood from a moment on; never changed."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="editions")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    words = models.CharField(max_length=400, blank=True)  # what was changed and why
    made_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["draft", "number"], name="edition_number_once"),
        ]


class Asked(models.Model):
    """An organisation whose word is asked for; silence is no consent and is shown as silence."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="asked")
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["draft", "organization"], name="asked_once"),
        ]


class Verdict(models.TextChoices):
    """What became of a remark."""

    TAKEN = "taken", _("Принято")
    PARTLY = "partly", _("Принято частично")
    DECLINED = "declined", _("Отклонено")


class Remark(models.Model):
    """What somebody says of an edition, for himself, an organisation or a community; empty: no remarks."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="remarks")
    edition_number = models.PositiveSmallIntegerField()
    person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    organization = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, related_name="+"
    )
    community = models.ForeignKey(
        Community, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    text = models.TextField(blank=True)
    said_at = models.DateTimeField()
    verdict = models.CharField(max_length=10, choices=Verdict.choices, blank=True)
    answer = models.CharField(max_length=2000, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    @property
    def has_words(self) -> bool:
        """False for «Замечаний нет»."""
        return bool(self.text)
