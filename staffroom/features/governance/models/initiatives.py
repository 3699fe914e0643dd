"""Initiatives of members: a publication with supporters and a decision."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from staffroom.shared.accounts.models import Person
from staffroom.shared.publications.models import Publication


class InitiativeState(models.TextChoices):
    """What was decided of an initiative (BB-2.1.4, OL-2.1.6)."""

    OPEN = "open", _("Ждёт решения")
    SUPPORTED = "supported", _("Поддержана")
    DECLINED = "declined", _("Отклонена")


class Initiative(models.Model):
    """The decision on a publication of kind `initiative`; a row stands once it was decided."""

    publication = models.OneToOneField(Publication, models.CASCADE, related_name="initiative")
    state = models.CharField(max_length=10, choices=InitiativeState.choices)
    words = models.TextField()
    decided_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField()


class Supporter(models.Model):
    """A colleague who supports an initiative."""

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="supporters")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["publication", "person"], name="supporter_once"),
        ]
