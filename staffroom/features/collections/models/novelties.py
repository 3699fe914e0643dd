"""«Новинки»: textbooks, literature and recommendations with their bibliographic fields (TV-3.1.1.d)."""

from typing import ClassVar

from django.db import models

from staffroom.core.ids import PidField
from staffroom.shared.accounts.models import Person
from staffroom.shared.organizations.models import District


class Novelty(models.Model):
    """A new book, set or resource; `kind`, `subject` are codes of `registry` and of accounts."""

    pid = PidField()
    district = models.ForeignKey(District, models.CASCADE, related_name="novelties")
    kind = models.CharField(max_length=12)
    title = models.CharField(max_length=300)
    authors = models.CharField(max_length=200, blank=True)
    publisher = models.CharField(max_length=160, blank=True)
    city = models.CharField(max_length=80, blank=True)
    year = models.PositiveSmallIntegerField()
    pages = models.PositiveSmallIntegerField(null=True, blank=True)
    isbn = models.CharField(max_length=17, blank=True)
    subject = models.CharField(max_length=30, blank=True)
    grades = models.CharField(max_length=40, blank=True)
    annotation = models.TextField(blank=True)
    where = models.CharField(max_length=200, blank=True)  # which library has it
    address = models.CharField(max_length=500, blank=True)
    added_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["district", "-added_at", "-id"], name="novelty_list"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["district", "isbn"], condition=~models.Q(isbn=""), name="one_isbn"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def imprint(self) -> str:
        """The bibliographic line: «Волкова А. И. Дроби в игре. — М. : Школа, 2026. — 96 с.»."""
        head = f"{self.authors.rstrip('.')}. {self.title}" if self.authors else self.title
        place = " : ".join(part for part in (self.city, self.publisher) if part)
        out = f"{place}, {self.year}" if place else str(self.year)
        tail = f". —\xa0{self.pages}\xa0с" if self.pages else ""
        isbn = f". — ISBN {self.isbn}" if self.isbn else ""
        return f"{head.rstrip('.')}. — {out}{tail}{isbn}."
