"""«Провёл урок»: who used a material, where and with what result."""

from typing import ClassVar

from django.db import models

from staffroom.core.ids import PidField
from staffroom.features.materials.models.cards import Material
from staffroom.shared.accounts.models import Person


class Use(models.Model):
    """A lesson given by a material (BB-2.1.7): the author may print a note of introduction by these."""

    pid = PidField()
    material = models.ForeignKey(Material, models.CASCADE, related_name="uses")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    workplace = models.CharField(max_length=200, blank=True)  # as it was on that day
    held_on = models.DateField()
    grade = models.CharField(max_length=40)  # «7 Б», «старшая группа»
    changed = models.TextField(blank=True)
    result = models.TextField(blank=True)
    version_n = models.PositiveSmallIntegerField()
    made_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["material", "-held_on", "-id"], name="use_list"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["material", "person", "held_on", "grade"], name="one_use_a_lesson"
            ),
        ]
