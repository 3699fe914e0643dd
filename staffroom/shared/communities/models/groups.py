"""Communities and the sections of their menu."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from staffroom.core.ids import PidField
from staffroom.core.sorting import SortKeyField
from staffroom.shared.accounts.models import Person
from staffroom.shared.organizations.models import District, Organization
from staffroom.shared.regulations.models import Profile


class CommunityKind(models.TextChoices):
    """Kinds of groups named by the regulations."""

    MAIN = "main", _("Сообщество района")
    SUBJECT = "subject", _("Предметное сообщество")
    PROBLEM_GROUP = "problem_group", _("Проблемная группа")
    TASK = "task", _("Сообщество для задачи")
    PERMANENT = "permanent", _("Постоянная группа")
    METHODICAL_ASSOCIATION = "methodical_association", _("Методическое объединение")
    SECTION = "section", _("Секция")
    WORKING_GROUP = "working_group", _("Творческая группа")


class CommunityState(models.TextChoices):
    """Life of a community (OL-1.3); an archived one is read-only for ever (OL-X.1)."""

    DRAFT = "draft", _("Готовится")
    ACTIVE = "active", _("Работает")
    SUSPENDED = "suspended", _("Приостановлено")
    CLOSED = "closed", _("Закончило работу")
    ARCHIVED = "archived", _("В архиве")


class Community(models.Model):
    """A group of educators of one district.

    Nested; powers flow down the tree, membership does not.
    """

    pid = PidField()
    district = models.ForeignKey(District, models.PROTECT, related_name="communities")
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    path = models.CharField(
        max_length=120, db_index=True, editable=False
    )  # «/3/17/»: ids from the root to itself
    kind = models.CharField(_("Вид"), max_length=30, choices=CommunityKind.choices)
    state = models.CharField(
        max_length=10, choices=CommunityState.choices, default=CommunityState.ACTIVE
    )
    name = models.CharField(_("Название"), max_length=160)
    slug = models.SlugField(max_length=60, editable=False)
    sort_key = SortKeyField()
    goal = models.CharField(_("Цель"), max_length=400)
    about_html = models.TextField(blank=True)
    about_plain = models.TextField(blank=True)
    themes = models.JSONField(_("Приоритетные темы"), default=list, blank=True)
    levels = models.JSONField(_("Уровни стандарта"), default=list, blank=True)
    aspects = models.JSONField(_("Направления стратегии"), default=list, blank=True)
    positions = models.JSONField(_("Для каких должностей"), default=list, blank=True)
    subjects = models.JSONField(_("Для каких предметов"), default=list, blank=True)
    functions = models.JSONField(_("Для каких обязанностей"), default=list, blank=True)
    audience_words = models.CharField(_("Для кого, словами"), max_length=400, blank=True)
    base_organization = models.ForeignKey(
        Organization, models.SET_NULL, null=True, blank=True, related_name="based_communities"
    )
    profile = models.ForeignKey(Profile, models.PROTECT, related_name="communities")
    is_public = models.BooleanField(_("Обсуждения видны гостям"), default=False)
    vk_page = models.URLField(_("Страница ВКонтакте"), blank=True)
    basis = models.CharField(_("Основание"), max_length=255, blank=True)
    starts_on = models.DateField(_("Начало"), null=True, blank=True)
    ends_on = models.DateField(_("Окончание"), null=True, blank=True)
    member_n = models.PositiveIntegerField(default=0)
    family_n = models.PositiveIntegerField(default=0)  # distinct people of it and everything below
    publication_n = models.PositiveIntegerField(default=0)
    file_bytes = models.BigIntegerField(default=0)  # of files in what has its home here
    active_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    conduct_n = models.PositiveIntegerField(default=0)  # the wording of its rules in force
    archived_at = models.DateTimeField(null=True, blank=True)
    closing_words = models.TextField(blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged"
    )  # of one in the archive: its address leads there

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["district", "parent", "name"], name="community_name_once_under_parent"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["district", "state", "sort_key"], name="community_directory")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def line(self) -> tuple[int, ...]:
        """Ids from the root of the tree down to itself."""
        return tuple(int(part) for part in self.path.split("/") if part)


@dataclass(frozen=True, slots=True)
class Order:
    """The order that a step of a community's life rests on: its number and day."""

    number: str
    dated_on: date

    @property
    def words(self) -> str:
        """«приказ от 14.09.2026 № 12»."""
        return f"приказ от {self.dated_on:%d.%m.%Y} № {self.number}"


class Transition(models.Model):
    """A community went from one state to another: who moved it, when, on what basis (OL-1.3)."""

    community = models.ForeignKey(Community, models.CASCADE, related_name="transitions")
    from_state = models.CharField(max_length=10, choices=CommunityState.choices, blank=True)
    to_state = models.CharField(max_length=10, choices=CommunityState.choices)
    at = models.DateTimeField()
    person = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    basis = models.CharField(_("Основание"), max_length=255, blank=True)
    words = models.TextField(blank=True)  # the outcome, where work ended
    order_number = models.CharField(max_length=60, blank=True)  # where an order is asked (OL-1.6.a)
    ordered_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["community", "at"], name="transition_history")]


class SectionKind(models.TextChoices):
    """What a menu item of a community shows."""

    FEED = "feed", _("Лента")
    TOPICS = "topics", _("Обсуждения")
    MATERIALS = "materials", _("Материалы")
    PLAN = "plan", _("План и проекты")
    PEOPLE = "people", _("Участники")
    ABOUT = "about", _("О сообществе")
    CHILDREN = "children", _("Сообщества внутри")
    TAG = "tag", _("Записи с меткой")
    PAGE = "page", _("Страница из блоков")
    LINK = "link", _("Ссылка")


class Section(models.Model):
    """A menu item that the moderator adds, renames, moves or hides (BB-1.12.4)."""

    pid = PidField()
    community = models.ForeignKey(Community, models.CASCADE, related_name="sections")
    kind = models.CharField(_("Что показывает"), max_length=12, choices=SectionKind.choices)
    title = models.CharField(_("Название"), max_length=60)
    slug = models.SlugField(max_length=60, editable=False)
    place = models.PositiveSmallIntegerField(default=0)
    is_shown = models.BooleanField(_("Показывать в меню"), default=True)
    tag = models.CharField(_("Метка"), max_length=60, blank=True)
    is_for_members = models.BooleanField(_("Только для участников"), default=False)  # PD-3.2
    url = models.URLField(_("Адрес"), blank=True)
    drafted_at = models.DateTimeField(null=True)  # a page: changed since it was published
    published_at = models.DateTimeField(null=True)  # a page: when readers saw it last changed

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["community", "slug"], name="section_slug_once"),
        ]
