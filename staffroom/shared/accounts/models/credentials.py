"""What proves who signs in, beside the password, and what keeps guessing out."""

from typing import ClassVar

from django.db import models

from staffroom.shared.accounts.models.person import Person


class SecondFactor(models.Model):
    """A one-time code made by the person's device (RFC 6238)."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="second_factor")
    secret = models.TextField()  # encrypted with a key made from the installation's
    last_step = models.BigIntegerField(default=0)  # a code is good once
    set_at = models.DateTimeField()


class RecoveryCode(models.Model):
    """A code on paper that replaces the device once."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="recovery_codes")
    code_hash = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "code_hash"], name="recovery_code_once"),
        ]


class Attempt(models.Model):
    """A try that is counted: kept by hash, for at most a day."""

    kind = models.CharField(max_length=20)
    key_hash = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["kind", "key_hash", "at"], name="attempts_in_window"),
            models.Index(fields=["at"], name="attempts_by_age"),
        ]
