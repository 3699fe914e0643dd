"""What lies beside a registered paper: its prints, signed copies, signatures."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from staffroom.core.files.models import StoredFile
from staffroom.shared.accounts.models import Person
from staffroom.shared.documents.models.documents import Document


class FileRole(models.TextChoices):
    """What a file of a paper is."""

    PDF = "pdf", "PDF"
    DOCX = "docx", "DOCX"
    ODT = "odt", "ODT"
    ORIGINAL = "original", _("Скан или файл подлинника")
    SIGNED = "signed", _("Подписанный экземпляр")


class DocumentFile(models.Model):
    """A file of a paper, with the sum of its bytes as they were sealed."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="files")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    role = models.CharField(max_length=10, choices=FileRole.choices)
    sha256 = models.CharField(max_length=64)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["document", "role"],
                condition=models.Q(role__in=["pdf", "docx", "odt"]),
                name="one_print_of_a_kind",
            ),
        ]


class DocumentSignature(models.Model):
    """An electronic signature: its bytes as they were brought, and what its certificate says.

    The site reads the certificate to draw the mark; it does not judge the signature itself.
    """

    document = models.ForeignKey(Document, models.CASCADE, related_name="signatures")
    name = models.CharField(max_length=160)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    certificate = models.CharField(max_length=80)
    owner = models.CharField(max_length=300)
    valid_from_on = models.DateField()
    valid_until_on = models.DateField()
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["document", "sha256"], name="signature_once"),
        ]
