"""An application for a community, those who file it together, questions about it."""

from datetime import date
from typing import ClassVar
from zoneinfo import ZoneInfo

from django.db import models
from django.utils.translation import gettext_lazy as _

from staffroom.core.ids import PidField
from staffroom.features.governance.models.topics import Topic
from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.models import Community, CommunityKind
from staffroom.shared.documents.models import Document
from staffroom.shared.organizations.models import District, Organization


class Way(models.TextChoices):
    """How the regulation in force at the beginning lets a community come into being."""

    APPLICATION = "application", _("По заявлению и приказу")
    ORDER = "order", _("По приказу")


class InitiatorKind(models.TextChoices):
    """In whose name it is begun (BT-1.3b.1)."""

    PERSON = "person", _("Педагог")
    COMMUNITY = "community", _("Объединение или группа")
    ORGANIZATION = "organization", _("Организация")
    DEPARTMENT = "department", _("Управление образования")
    CENTRE = "centre", _("Методический центр")
    COORDINATOR = "coordinator", _("Координатор")


class ApplicationState(models.TextChoices):
    """Where an application stands; what is decided is never decided anew."""

    DRAFT = "draft", _("Черновик")
    SUBMITTED = "submitted", _("На рассмотрении")
    SUPPORTED = "supported", _("Готовится приказ")
    FOUNDED = "founded", _("Сообщество создано")
    REFUSED = "refused", _("Отказано")
    WITHDRAWN = "withdrawn", _("Отозвано")


class Application(models.Model):
    """What is wanted and by whom; `rules_id` is the resolved profile under which it began.

    `group` is a creative group that wants to become more, `community` what came of it, `paper`,
    `order` and `refusal` the registered papers.
    """

    pid = PidField()
    district = models.ForeignKey(District, models.PROTECT, related_name="applications")
    rules_id = models.BigIntegerField()
    way = models.CharField(max_length=12, choices=Way.choices)
    state = models.CharField(
        max_length=10, choices=ApplicationState.choices, default=ApplicationState.DRAFT
    )
    initiator_kind = models.CharField(max_length=12, choices=InitiatorKind.choices)
    author = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="applications")
    from_community = models.ForeignKey(
        Community, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    from_organization = models.ForeignKey(
        Organization, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    topic = models.OneToOneField(
        Topic, models.SET_NULL, null=True, blank=True, related_name="application"
    )
    group = models.ForeignKey(Community, models.SET_NULL, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=30, choices=CommunityKind.choices)
    name = models.CharField(max_length=160)
    goal = models.CharField(max_length=400, blank=True)
    problem = models.TextField(blank=True)
    task = models.TextField(blank=True)
    result = models.TextField(blank=True)
    themes = models.JSONField(default=list, blank=True)
    audience_words = models.CharField(max_length=400, blank=True)
    vk_page = models.URLField(blank=True)
    base_organization = models.ForeignKey(
        Organization, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    parent = models.ForeignKey(Community, models.SET_NULL, null=True, blank=True, related_name="+")
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    leader = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    community = models.ForeignKey(
        Community, models.SET_NULL, null=True, blank=True, related_name="applications"
    )
    paper = models.ForeignKey(Document, models.SET_NULL, null=True, blank=True, related_name="+")
    order = models.ForeignKey(Document, models.SET_NULL, null=True, blank=True, related_name="+")
    refusal = models.ForeignKey(Document, models.SET_NULL, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    reason = models.TextField(blank=True)
    clause = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(state__in=("draft", "withdrawn"))
                | models.Q(submitted_at__isnull=False),
                name="application_submitted_first",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=("refused", "founded"))
                | models.Q(decided_at__isnull=False),
                name="application_decided_once",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["district", "state", "-made_at", "-id"], name="application_list"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def due_on(self) -> date | None:
        """The last day of the decision, in the district."""
        zone = ZoneInfo(self.district.time_zone)
        return self.due_at.astimezone(zone).date() if self.due_at else None


class FounderAnswer(models.TextChoices):
    """What somebody who was called answered."""

    ASKED = "asked", _("Ждём ответа")
    AGREED = "agreed", _("Участвует")
    DECLINED = "declined", _("Отказался")


class Founder(models.Model):
    """Somebody who files the application too and will be in the community, if he agrees himself."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="founders")
    person = models.ForeignKey(Person, models.CASCADE, related_name="founder_of")
    organization = models.ForeignKey(
        Organization, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    consent = models.CharField(
        max_length=10, choices=FounderAnswer.choices, default=FounderAnswer.ASKED
    )
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["application", "person"], name="founder_once"),
        ]


class Question(models.Model):
    """What those who decide asked of the initiator; the term goes on meanwhile."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="questions")
    words = models.TextField()
    asked_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
