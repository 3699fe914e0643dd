"""Where a person has signed in."""

from django.db import models

from staffroom.shared.accounts.models.person import Person


class Session(models.Model):
    """One browser's stay; the cookie holds the key, the table only its hash."""

    key_hash = models.CharField(primary_key=True, max_length=64)
    person = models.ForeignKey(
        Person, models.CASCADE, null=True, blank=True, related_name="sessions"
    )
    data = models.TextField(default="{}")
    device = models.CharField(max_length=80, blank=True)
    address = models.GenericIPAddressField(null=True, blank=True)
    is_strong = models.BooleanField(default=False)  # the second factor was shown
    created_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    ends_at = models.DateTimeField(db_index=True)
