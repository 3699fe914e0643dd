"""«Ищу материал», «делюсь»: what a search and an offer are matched by."""

from typing import ClassVar

from django.db import models

from staffroom.shared.publications.models import Publication


class Wish(models.Model):
    """The card of a publication of the exchange; its theme is the publication's own.

    `what` is a code of `registry.GIVEN`: resources of every kind stand in one pool (PD-2.2.1, BT-1.3.1).
    """

    publication = models.OneToOneField(
        Publication, models.CASCADE, primary_key=True, related_name="wish"
    )
    what = models.CharField(max_length=12, default="methodical")
    subject = models.CharField(max_length=30, blank=True)
    grade_from = models.PositiveSmallIntegerField(null=True, blank=True)
    grade_to = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["subject"], name="wish_subject")]
