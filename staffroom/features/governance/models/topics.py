"""Topics that the department offers, and who is interested in them."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from staffroom.core.ids import PidField
from staffroom.shared.accounts.models import Person
from staffroom.shared.organizations.models import District, Organization


class TopicState(models.TextChoices):
    """Where a topic stands."""

    OPEN = "open", _("Ждёт участников")
    TURNED = "turned", _("Стала заявлением")
    CLOSED = "closed", _("Снята")


class Topic(models.Model):
    """A topic on which the department would gladly see a group (BT-3.1.c)."""

    pid = PidField()
    district = models.ForeignKey(District, models.PROTECT, related_name="offered_topics")
    title = models.CharField(max_length=160)
    problem = models.TextField()
    result = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=TopicState.choices, default=TopicState.OPEN)
    offered_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    offered_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["district", "state", "-offered_at", "-id"], name="topic_offers"),
        ]

    def __str__(self) -> str:
        return self.title


class Interest(models.Model):
    """A teacher would take part."""

    topic = models.ForeignKey(Topic, models.CASCADE, related_name="interests")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    organization = models.ForeignKey(Organization, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["topic", "person"], name="interest_once"),
        ]
