"""What a material is, beside its publication."""

from collections.abc import Iterable
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from staffroom.shared.accounts.models import Person
from staffroom.shared.organizations.models import Organization
from staffroom.shared.publications.models import Publication


def codes_in(kept: str) -> list[str]:
    """Codes as they are kept in one column, so that each is found by `marked`."""
    return [code for code in kept.split("|") if code]


def kept_codes(codes: Iterable[str]) -> str:
    """Codes for that column; empty for none."""
    found = list(dict.fromkeys(codes))
    return f"|{'|'.join(found)}|" if found else ""


def marked(code: str) -> str:
    """How a code stands in that column, whatever stands beside it."""
    return f"|{code}|"


class Children(models.TextChoices):
    """Who is shown in a video (152-ФЗ; BT-1.5.b); children are shown by the statement `consents_at` alone."""

    NOBODY = "nobody", _("Детей не видно и не слышно")
    SHOWN = "shown", _("Дети есть")


class Material(models.Model):
    """The card of a material. Codes are those of `registry`; `kind` is one of the profile's (`materials.kinds`).

    `grade_from` and `grade_to` are school grades 1-11, empty where the material is for no grade.
    `based_on` is what it was made of, `use_n` counts lessons given by it. `consents_at` is when the author
    stated that the parents of every child agreed in writing; `doubts` are the places of what looks like
    pupils' data and nobody has answered for: [what it looks like, where], never the words themselves.
    `shown_in` are sums of the recordings, pictures and links of which the author has said that children are
    seen in them: while one of them stands, another answer does not open the material to everybody.
    """

    publication = models.OneToOneField(
        Publication, models.CASCADE, primary_key=True, related_name="material"
    )
    kind = models.CharField(max_length=20)
    subject = models.CharField(max_length=30, blank=True)
    level = models.CharField(max_length=12, blank=True)
    grade_from = models.PositiveSmallIntegerField(null=True, blank=True)
    grade_to = models.PositiveSmallIntegerField(null=True, blank=True)
    standard = models.CharField(max_length=20, blank=True)
    requirement = models.CharField(max_length=200, blank=True)  # what of the standard it serves
    aspects = models.TextField(blank=True)  # «|quality|one_space|»: codes of `strategy.aspects`
    programme = models.CharField(max_length=200, blank=True)  # the line of the work programme
    terms = models.CharField(max_length=12, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)  # the author accepted the terms
    age = models.CharField(max_length=2, blank=True)
    language = models.CharField(max_length=5, default="ru")
    origin = models.CharField(max_length=10, blank=True)  # the author's declaration
    source = models.CharField(max_length=300, blank=True)
    children = models.CharField(max_length=8, choices=Children.choices, blank=True)
    consents_at = models.DateTimeField(null=True, blank=True)
    consents_by = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    doubts = models.JSONField(default=list, blank=True)
    shown_in = models.JSONField(default=list, blank=True)
    context = models.TextField(blank=True)  # of a practice (BB-1.7.2)
    essence = models.TextField(blank=True)
    result = models.TextField(blank=True)
    contacts = models.CharField(max_length=200, blank=True)
    stage = models.CharField(max_length=8, blank=True)  # of a practice, project, product (PD-2.2.5)
    reach = models.CharField(max_length=10, blank=True)
    organization = models.ForeignKey(
        Organization, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    based_on = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="adapted"
    )
    based_on_n = models.PositiveSmallIntegerField(null=True, blank=True)  # which version of it
    version_n = models.PositiveSmallIntegerField(default=0)  # versions that were published
    use_n = models.PositiveIntegerField(default=0)
    adapted_n = models.PositiveIntegerField(default=0)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["subject", "kind"], name="material_subject"),
            models.Index(fields=["kind"], name="material_kind"),
        ]

    def __str__(self) -> str:
        return str(self.publication_id)

    @property
    def aspect_codes(self) -> list[str]:
        """What of the district's strategy it serves (BT-1.1.c)."""
        return codes_in(self.aspects)
