"""What somebody is typing and has not sent yet."""

from typing import ClassVar

from django.db import models

from staffroom.shared.accounts.models import Person


class Unsent(models.Model):
    """Typed words of one form of one person, kept until the form is accepted.

    `key` names the form as the page does («reply-<pid>»); `words` are its texts by field.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    key = models.CharField(max_length=80)
    words = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "key"], name="one_unsent"),
        ]
