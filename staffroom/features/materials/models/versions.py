"""What a material said each time it was published or changed: a version never changes."""

from typing import ClassVar

from django.db import models

from staffroom.features.materials.models.cards import Material
from staffroom.shared.accounts.models import Person


class Version(models.Model):
    """A published state. Its files are kept beside it as rows of their own (`registry.VERSION_FILES`)."""

    material = models.ForeignKey(Material, models.CASCADE, related_name="versions")
    n = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=160)
    html = models.TextField(blank=True)
    plain = models.TextField(blank=True)
    card = models.JSONField(default=dict)  # words of the card as they were shown
    files = models.JSONField(default=list)  # [name, sha256] in their order: what was changed
    note = models.CharField(max_length=200, blank=True)  # what changed, in the author's words
    editor = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["material", "n"], name="one_version_number"),
        ]
