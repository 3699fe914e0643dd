"""Templates of papers that a district or an issuer wrote for itself."""

from typing import ClassVar

from django.db import models

from staffroom.shared.accounts.models import Person
from staffroom.shared.organizations.models import District, Organization


class PaperTemplate(models.Model):
    """The words of a paper with named fields: `{цель}`.

    `code` is that of a shipped template which this one replaces, or one of its own. Without an issuer
    it serves the whole district; an issuer's own comes before it.
    """

    district = models.ForeignKey(District, models.CASCADE, related_name="paper_templates")
    issuer = models.ForeignKey(
        Organization, models.CASCADE, null=True, blank=True, related_name="paper_templates"
    )
    code = models.SlugField(max_length=40)
    kind = models.CharField(max_length=20)
    title = models.CharField(max_length=120)
    heading = models.CharField(max_length=300)
    text = models.TextField()
    annex_heading = models.CharField(max_length=300, blank=True)
    annex_text = models.TextField(blank=True)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["issuer", "code"],
                condition=models.Q(issuer__isnull=False),
                name="template_of_issuer_once",
            ),
            models.UniqueConstraint(
                fields=["district", "code"],
                condition=models.Q(issuer__isnull=True),
                name="template_of_district_once",
            ),
        ]

    def __str__(self) -> str:
        return self.title
