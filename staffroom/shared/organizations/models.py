"""Where people work: districts, organisations, departments, affiliations."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from staffroom.core.ids import PidField
from staffroom.core.sorting import SortKeyField
from staffroom.shared.accounts.models import Person


class District(models.Model):
    """A municipal district or city district: one network, one regulation, one public face."""

    slug = models.SlugField(_("Адрес на сайте"), max_length=40, unique=True)
    name = models.CharField(_("Название"), max_length=160)
    short_name = models.CharField(_("Короткое название"), max_length=60)
    region = models.CharField(_("Регион"), max_length=120, blank=True)
    authority = models.CharField(
        _("Учредитель: полное название органа"), max_length=255, blank=True
    )
    founder_kind = models.CharField(
        _("Вид учредителя"), max_length=30, default="education_department"
    )
    centre = models.CharField(_("Методический центр"), max_length=255, blank=True)
    time_zone = models.CharField(_("Часовой пояс"), max_length=40, default="Europe/Moscow")
    language = models.CharField(_("Язык сайта"), max_length=8, default="ru")
    accent = models.CharField(_("Цвет"), max_length=7, default="#1c6447")
    about_html = models.TextField(blank=True)
    about_plain = models.TextField(blank=True)
    contacts = models.JSONField(default=dict, blank=True)
    opened_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class FounderKind(models.TextChoices):
    """Which municipal body founded the network; the full name is the district's `authority` (BB-O.3)."""

    EDUCATION_DEPARTMENT = "education_department", _("Орган управления образованием")
    ADMINISTRATION = "administration", _("Администрация района или округа")
    METHODICAL_CENTRE = "methodical_centre", _("Методический центр")
    OTHER = "other", _("Иной орган")


class OrganizationKind(models.TextChoices):
    """What an organisation is; the founder may be any municipal body (BB-O.3)."""

    SCHOOL = "school", _("Школа")
    PRESCHOOL = "preschool", _("Детский сад")
    ADDITIONAL = "additional", _("Дополнительное образование")
    METHODICAL_CENTRE = "methodical_centre", _("Методический центр")
    EDUCATION_DEPARTMENT = "education_department", _("Орган управления образованием")
    PARTNER = "partner", _("Партнёр")
    OTHER = "other", _("Другая организация")


class Organization(models.Model):
    """A school, kindergarten, centre, authority or partner of a district."""

    pid = PidField()
    district = models.ForeignKey(District, models.PROTECT, related_name="organizations")
    kind = models.CharField(_("Вид"), max_length=30, choices=OrganizationKind.choices)
    name = models.CharField(_("Полное название"), max_length=255)
    short_name = models.CharField(_("Короткое название"), max_length=160)
    sort_key = SortKeyField()
    is_base = models.BooleanField(_("Базовая организация"), default=False)
    has_low_results = models.BooleanField(_("Низкие образовательные результаты"), default=False)
    is_participant = models.BooleanField(_("Участвует в сети как организация"), default=False)
    representative = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="represents"
    )
    staff_n = models.PositiveIntegerField(_("Педагогов по штату"), default=0)
    address = models.CharField(_("Адрес"), max_length=255, blank=True)
    site = models.URLField(_("Сайт"), blank=True)
    closed_on = models.DateField(_("Закрыта"), null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["district", "short_name"], name="organization_name_once_in_district"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["district", "sort_key"], name="organization_by_name")
        ]

    def __str__(self) -> str:
        return self.short_name


class Department(models.Model):
    """A part of an organisation: a chair, a section of the authority."""

    pid = PidField()
    organization = models.ForeignKey(Organization, models.CASCADE, related_name="departments")
    name = models.CharField(_("Название"), max_length=160)
    head = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="heads")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organization", "name"], name="department_name_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Affiliation(models.Model):
    """A person works in an organisation from a day to a day; one affiliation is the main one."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="affiliations")
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="affiliations")
    department = models.ForeignKey(
        Department, models.SET_NULL, null=True, blank=True, related_name="affiliations"
    )
    position = models.CharField(_("Должность"), max_length=40)
    is_main = models.BooleanField(default=True)
    is_confirmed = models.BooleanField(default=False)
    from_on = models.DateField(null=True, blank=True)
    to_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "organization"],
                condition=models.Q(to_on=None),
                name="one_open_affiliation",
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(to_on=None, is_main=True),
                name="one_main_affiliation",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["organization", "to_on"], name="affiliation_staff")
        ]


class ImportState(models.TextChoices):
    """Where an import stands."""

    SHOWN = "shown", _("Проверен, ждёт решения")
    RUNNING = "running", _("Загружается")
    DONE = "done", _("Загружен")


class ImportDraft(models.Model):
    """A staff list that was read and shown, and waits to be applied exactly as it was shown.

    It holds personal data of people who are not here yet: only its owner sees it, and it goes after
    a day (`jobs.clean_imports`).
    """

    pid = PidField()
    district = models.ForeignKey(District, models.CASCADE, related_name="+")
    owner = models.ForeignKey(Person, models.CASCADE, related_name="+")
    name = models.CharField(max_length=120)  # of the file
    lines = models.JSONField(default=list)  # what was read: {column: words, "n": line of the file}
    plan = models.JSONField(default=list)  # what was shown: one mapping a line, see `queries.plans`
    ignored = models.JSONField(default=list)  # headings that are not read
    state = models.CharField(max_length=10, choices=ImportState.choices, default=ImportState.SHOWN)
    done_n = models.PositiveIntegerField(default=0)  # lines of the plan that are behind
    failed = models.JSONField(default=list)  # [line, sentence] of what could not be applied
    made_at = models.DateTimeField(db_index=True)
