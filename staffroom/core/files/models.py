"""Stored files and uploads under way."""

from typing import ClassVar

from django.db import models

from staffroom.core.ids import PidField


class StoredFile(models.Model):
    """A file that somebody brought; its bytes lie under their own hash, see `core.files.storage`.

    `attached_kind` and `attached_key` name the thing whose readers may read it; without them only
    its uploader may. Several rows may share bytes, each has rights of its own.
    """

    pid = PidField()
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.BigIntegerField()
    kind = models.CharField(max_length=10)
    mime = models.CharField(max_length=120)
    name = models.CharField(max_length=200)
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    thumb_320 = models.CharField(max_length=64, blank=True, db_index=True)
    thumb_960 = models.CharField(max_length=64, blank=True, db_index=True)
    has_macros = models.BooleanField(default=False)
    owner_id = models.BigIntegerField(null=True)
    created_at = models.DateTimeField()
    attached_kind = models.CharField(max_length=60, blank=True)
    attached_key = models.BigIntegerField(null=True)

    class Meta:
        app_label = "core"
        indexes: ClassVar = [
            models.Index(fields=["attached_kind", "attached_key", "id"], name="file_thing"),
            models.Index(fields=["owner_id", "attached_kind"], name="file_owner"),
        ]

    def __str__(self) -> str:
        return self.name


class Upload(models.Model):
    """A file on its way in parts; `received` bytes of `size` are on the disk."""

    pid = PidField()
    owner_id = models.BigIntegerField(db_index=True)
    name = models.CharField(max_length=200)
    size = models.BigIntegerField()
    received = models.BigIntegerField(default=0)
    touched_at = models.DateTimeField(db_index=True)

    class Meta:
        app_label = "core"
