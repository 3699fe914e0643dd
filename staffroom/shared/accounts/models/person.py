"""A person and what belongs to the account alone."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from staffroom.core.ids import PidField
from staffroom.core.sorting import SortKeyField


class PersonManager(BaseUserManager["Person"]):
    """Makes persons; the e-mail is the name they sign in by."""

    def make(self, *, email: str, password: str | None = None, **fields: Any) -> "Person":
        """A new person, not yet saved, with a usable password if one is given."""
        person = self.model(email=email.strip().lower(), **fields)
        person.set_password(password)
        return person


class Category(models.TextChoices):
    """Qualification category by the order on attestation."""

    NONE = "none", _("Без категории")
    FIRST = "first", _("Первая")
    HIGHEST = "highest", _("Высшая")


class Person(AbstractBaseUser):
    """An account and its public card. Which districts and schools: see `organizations`."""

    last_login = None  # sessions tell it, and a sign-in needs no write here

    pid = PidField()
    email = models.EmailField(_("Электронная почта"), unique=True)
    last_name = models.CharField(_("Фамилия"), max_length=80)
    first_name = models.CharField(_("Имя"), max_length=80)
    patronymic = models.CharField(_("Отчество"), max_length=80, blank=True)
    name = models.CharField(max_length=162, editable=False)  # «Анна Соколова»: as people are shown
    sort_key = SortKeyField(db_index=True)
    position = models.CharField(_("Должность"), max_length=40, blank=True)
    # Short name of the main organisation, kept by actions.
    workplace = models.CharField(max_length=160, blank=True)
    since_year = models.PositiveSmallIntegerField(
        _("Год начала педагогической работы"), null=True, blank=True
    )
    category = models.CharField(
        _("Категория"), max_length=10, choices=Category.choices, blank=True, default=""
    )
    about = models.TextField(_("О себе"), max_length=1000, blank=True)
    phone = models.CharField(_("Телефон"), max_length=30, blank=True)
    contact_email = models.EmailField(_("Почта для коллег"), blank=True)
    # Field → "members" or "all"; a field that is not here is seen by its owner alone.
    shown = models.JSONField(default=dict, blank=True)
    # Consent to publication of the name: guests see it.
    is_public_name = models.BooleanField(default=False)
    email_confirmed_at = models.DateTimeField(null=True, blank=True)
    unread_n = models.PositiveIntegerField(default=0)
    rights_version = models.PositiveIntegerField(default=0)
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)
    joined_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[PersonManager] = PersonManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return self.name

    @property
    def full_name(self) -> str:
        """«Соколова Анна Петровна»: as papers and staff lists write it."""
        return " ".join(part for part in (self.last_name, self.first_name, self.patronymic) if part)


class SubjectTaught(models.Model):
    """A subject that a person teaches; any number."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="subjects")
    code = models.CharField(max_length=40)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "code"], name="subject_once_a_person"),
        ]
        indexes: ClassVar = [models.Index(fields=["code", "person"], name="subject_people")]


class FunctionHeld(models.Model):
    """A function beside the position (class teacher, mentor); any number (TV-A.3)."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="functions")
    code = models.CharField(max_length=40)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "code"], name="function_once_a_person"),
        ]
        indexes: ClassVar = [models.Index(fields=["code", "person"], name="function_people")]
