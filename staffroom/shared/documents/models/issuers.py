"""What an organisation's papers begin with, and how they are numbered."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from staffroom.shared.organizations.models import Organization


class SecondLanguage(models.TextChoices):
    """The second language of a republic's letterhead (BT-O.3)."""

    NONE = "", _("Только русский")
    TATAR = "tt", _("Русский и татарский")
    SAKHA = "sah", _("Русский и якутский")


class Letterhead(models.Model):
    """The letterhead of an organisation that issues papers; names stand line by line."""

    organization = models.OneToOneField(Organization, models.CASCADE, related_name="letterhead")
    names = models.TextField(_("Название на бланке, по строкам"))
    contacts = models.CharField(_("Адрес и телефоны"), max_length=300, blank=True)
    second_language = models.CharField(
        _("Языки бланка"), max_length=3, choices=SecondLanguage.choices, blank=True, default=""
    )
    second_names = models.TextField(_("Название на втором языке, по строкам"), blank=True)
    second_contacts = models.CharField(
        _("Адрес и телефоны на втором языке"), max_length=300, blank=True
    )
    place = models.CharField(_("Место издания"), max_length=120, blank=True)
    signer_position = models.CharField(_("Должность того, кто подписывает"), max_length=200)
    signer_name = models.CharField(_("Инициалы и фамилия"), max_length=120)

    def __str__(self) -> str:
        return self.names.partition("\n")[0]


class Series(models.Model):
    """Numbers of one kind of papers of one issuer in one year.

    «{n}-осн» gives 1-осн, 2-осн and so on.
    """

    issuer = models.ForeignKey(Organization, models.CASCADE, related_name="series")
    kind = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField()
    pattern = models.CharField(max_length=40, default="{n}")
    last_n = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["issuer", "kind", "year"], name="one_series_a_year"),
        ]
