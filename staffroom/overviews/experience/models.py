"""Tables of teachers' experience."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from staffroom.core.ids import PidField
from staffroom.shared.accounts.models import Person
from staffroom.shared.organizations.models import District
from staffroom.shared.publications.models import Publication


class Experience(models.Model):
    """The page of a teacher; `shown_at` is empty while he gathers it and after he closed it."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="experience")
    about = models.TextField(blank=True)
    shows_reviews = models.BooleanField(default=False)
    shown_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField()


class Piece(models.Model):
    """A material that stands on the page; `prepared_at` is when a moderator made it ready (PD-4.8)."""

    experience = models.ForeignKey(Experience, models.CASCADE, related_name="pieces")
    publication = models.ForeignKey(Publication, models.CASCADE, related_name="+")
    added_at = models.DateTimeField()
    prepared_by = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    prepared_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["experience", "publication"], name="one_piece"),
        ]


class AcquaintanceState(models.TextChoices):
    """Where a request to study somebody's experience stands."""

    ASKED = "asked", _("Ждёт ответа")
    ALLOWED = "allowed", _("Опыт открыт")
    REFUSED = "refused", _("Отказано")
    ENDED = "ended", _("Доступ закрыт")


STANDING = (AcquaintanceState.ASKED, AcquaintanceState.ALLOWED)


class Acquaintance(models.Model):
    """Who asked to study whose experience and why; who takes his request back leaves no row.

    `district` is the network in which it was asked. `words` are what the teacher answered.
    """

    pid = PidField()
    experience = models.ForeignKey(Experience, models.CASCADE, related_name="acquaintances")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    district = models.ForeignKey(District, models.PROTECT, related_name="+")
    why = models.CharField(max_length=300)
    state = models.CharField(max_length=8, choices=AcquaintanceState.choices)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    words = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["experience", "person"],
                condition=models.Q(state__in=["asked", "allowed"]),
                name="one_standing_acquaintance",
            ),
        ]
