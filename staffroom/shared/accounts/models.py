"""A person and what belongs to the account alone."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from staffroom.core.ids import PidField
from staffroom.core.sorting import SortKeyField


class PersonManager(BaseUserManager["Person"]):
    """Makes persons; the e-mail is the name they sign in by."""

    def make(self, *, email: str, password: str | None = None, **fields: Any) -> "Person":
        """A new person, not yet saved, with a usable password if one is given."""
        person = self.model(email=self.normalize_email(email).lower(), **fields)
        person.set_password(password)
        return person


class Person(AbstractBaseUser):
    """An account and its public card. Which districts and schools: see `organizations`."""

    pid = PidField()
    email = models.EmailField("Электронная почта", unique=True)
    last_name = models.CharField("Фамилия", max_length=80)
    first_name = models.CharField("Имя", max_length=80)
    patronymic = models.CharField("Отчество", max_length=80, blank=True)
    name = models.CharField(max_length=160, editable=False)  # «Анна Соколова»: as people are shown
    sort_key = SortKeyField(db_index=True)
    position = models.CharField(max_length=40, blank=True)
    workplace = models.CharField(
        max_length=160, blank=True
    )  # short name of the main organisation, kept by actions
    is_public_name = models.BooleanField(
        default=False
    )  # consent to publication: guests see the name
    unread_n = models.PositiveIntegerField(default=0)
    rights_version = models.PositiveIntegerField(default=0)
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)
    joined_at = models.DateTimeField()

    objects: ClassVar[PersonManager] = PersonManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return self.name
