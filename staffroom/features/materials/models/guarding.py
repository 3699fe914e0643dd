"""What authors answered about words that look like personal data of pupils."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from staffroom.features.materials.models.cards import Material
from staffroom.shared.accounts.models import Person


class PupilsReason(models.TextChoices):
    """Why what was found may be shown."""

    NOBODY = "nobody", _("Это не ученики: имена вымышлены, телефон школы и тому подобное")
    CONSENT = "consent", _("Это ученики, письменное согласие родителей каждого есть в школе")


class PupilsAnswer(models.Model):
    """Who answered, when and what about; kept for good (152-ФЗ).

    `found` says what it looked like and where, [label, place]; `prints` are sums of the words, by which the
    same words are not asked about again. The words themselves are not kept.
    """

    material = models.ForeignKey(Material, models.CASCADE, related_name="answers")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=8, choices=PupilsReason.choices)
    found = models.JSONField(default=list)
    prints = models.JSONField(default=list)
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["material", "id"], name="pupils_answer_list")]
