"""What a community hands in at the end of its term, and what it asks for."""

from datetime import date
from typing import ClassVar
from zoneinfo import ZoneInfo

from django.db import models
from django.utils.translation import gettext_lazy as _

from staffroom.core.ids import PidField
from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.models import Community
from staffroom.shared.documents.models import Document
from staffroom.shared.publications.models import Publication


class TaskVerdict(models.TextChoices):
    """Whether the task for which a community was made is solved (PD-4.1)."""

    SOLVED = "solved", _("Решена")
    PARTLY = "partly", _("Решена отчасти")
    UNSOLVED = "unsolved", _("Не решена")


class Product(models.Model):
    """The result of a community in words, with a publication of its own or a file (BT-X.1)."""

    pid = PidField()
    community = models.ForeignKey(Community, models.CASCADE, related_name="products")
    words = models.TextField()
    verdict = models.CharField(max_length=10, choices=TaskVerdict.choices, blank=True)
    publication = models.ForeignKey(
        Publication, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    handed_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    handed_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["community", "-id"], name="product_list")]


class EndingWish(models.TextChoices):
    """What is asked for."""

    EXTENSION = "extension", _("Продлить работу")
    CLOSING = "closing", _("Закончить работу")


class RequestState(models.TextChoices):
    """Where a request stands; what is decided is never decided anew."""

    ASKED = "asked", _("Ждёт решения")
    ORDERED = "ordered", _("Готовится приказ")
    AGREED = "agreed", _("Решено: да")
    REFUSED = "refused", _("Отказано")
    WITHDRAWN = "withdrawn", _("Отозвано")
    GONE = "gone", _("Отпало")


OPEN = (RequestState.ASKED, RequestState.ORDERED)


class EndingRequest(models.Model):
    """An extension or a closing on its way: asked by those who lead, or begun by those who decide.

    `words` say why, `result` what came out, `reason` and `clause` why it was refused. `until_on` is the
    day asked for, then the day decided. `is_by_authority`: nobody asked, it began with a decision.
    `rules_id` is the resolved profile under which it began.
    """

    pid = PidField()
    community = models.ForeignKey(Community, models.CASCADE, related_name="ending_requests")
    wish = models.CharField(max_length=10, choices=EndingWish.choices)
    until_on = models.DateField(null=True, blank=True)
    words = models.TextField(blank=True)
    result = models.TextField(blank=True)
    verdict = models.CharField(max_length=10, choices=TaskVerdict.choices, blank=True)
    product = models.ForeignKey(Product, models.SET_NULL, null=True, blank=True, related_name="+")
    is_by_authority = models.BooleanField(default=False)
    rules_id = models.BigIntegerField()
    state = models.CharField(
        max_length=10, choices=RequestState.choices, default=RequestState.ASKED
    )
    asked_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True)
    clause = models.CharField(max_length=200, blank=True)
    order = models.ForeignKey(Document, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["community"],
                condition=models.Q(state__in=("asked", "ordered")),
                name="one_open_ending_request",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="refused") | ~models.Q(reason=""),
                name="ending_refusal_has_reason",
            ),
            models.CheckConstraint(
                condition=~models.Q(wish="extension") | models.Q(until_on__isnull=False),
                name="extension_has_day",
            ),
            models.CheckConstraint(
                condition=~models.Q(wish="closing", state="agreed")
                | ~models.Q(words="")
                | ~models.Q(result=""),
                name="closing_has_outcome",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["community", "-id"], name="ending_request_list")]

    @property
    def due_on(self) -> date | None:
        """The last day of the decision, in the district of the community (loaded with the row)."""
        zone = ZoneInfo(self.community.district.time_zone)
        return self.due_at.astimezone(zone).date() if self.due_at else None
