"""Questions of visitors who have no account, and letters to those who run a group."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from staffroom.core.ids import PidField
from staffroom.core.richtext import excerpt_of
from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.models import Community
from staffroom.shared.organizations.models import District


class InquiryState(models.TextChoices):
    """Where a question stands."""

    WAITING = "waiting", _("Ждёт ответа")
    ANSWERED = "answered", _("Есть ответ")
    DECLINED = "declined", _("Закрыт без ответа")


class Inquiry(models.Model):
    """A visitor's question to the district, or to those who run one community (OL-2.1.1.b, TV-4.1.c).

    Name and address are kept for the answer alone and forgotten after it (`forgotten_at`). What
    everybody may read is `public_question`, written by staff without personal data.
    """

    pid = PidField()
    district = models.ForeignKey(District, models.CASCADE, related_name="inquiries")
    community = models.ForeignKey(
        Community, models.CASCADE, null=True, blank=True, related_name="inquiries"
    )
    state = models.CharField(
        max_length=10, choices=InquiryState.choices, default=InquiryState.WAITING
    )
    name = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True)
    words = models.TextField(blank=True)
    consent_version = models.PositiveSmallIntegerField()
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    public_question = models.TextField(blank=True)
    is_published = models.BooleanField(default=False)
    forgotten_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["district", "state", "due_at", "id"], name="inquiry_queue"),
            models.Index(
                fields=["district", "-answered_at", "-id"],
                condition=models.Q(is_published=True),
                name="inquiry_public",
            ),
            models.Index(
                fields=["answered_at"],
                condition=models.Q(forgotten_at=None),
                name="inquiry_to_forget",
            ),
        ]

    @property
    def due_on(self) -> date:
        """The day the term ends, in the zone that is active."""
        return timezone.localdate(self.due_at)

    @property
    def title(self) -> str:
        """The beginning of the question, for a list."""
        return excerpt_of(self.words or self.public_question, 90)
