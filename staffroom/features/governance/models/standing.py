"""Which communities an order names that were opened before it."""

from typing import ClassVar

from django.db import models

from staffroom.shared.communities.models import Community
from staffroom.shared.documents.models import Document


class Listed(models.Model):
    """A community in the annex of an order about communities that work already."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="listed")
    community = models.ForeignKey(Community, models.CASCADE, related_name="listed_in")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["document", "community"], name="listed_once"),
        ]
