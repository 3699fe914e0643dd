"""What came out of a talk, in the words of who led it."""

from django.db import models

from staffroom.shared.accounts.models import Person
from staffroom.shared.publications.models.publication import Publication


class Summary(models.Model):
    """Kept at the head of the talk and found by the search; who reads the talk reads it (TV-2.2.5)."""

    publication = models.OneToOneField(
        Publication, models.CASCADE, primary_key=True, related_name="summary"
    )
    html = models.TextField()
    plain = models.TextField()
    author = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
