"""A publication, where it stands, who may read it, how it changed."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from staffroom.core.ids import PidField
from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.models import Community
from staffroom.shared.organizations.models import District


class PublicationStatus(models.TextChoices):
    """Life of a publication."""

    DRAFT = "draft", _("Черновик")
    SCHEDULED = "scheduled", _("Ждёт своего часа")
    PUBLISHED = "published", _("Опубликовано")
    HIDDEN = "hidden", _("Скрыто модератором")
    REMOVED = "removed", _("Удалено автором")


class Audience(models.TextChoices):
    """Whom the author lets read; turned into reader tokens when written."""

    COMMUNITY = "community", _("Участники сообщества")
    DISTRICT = "district", _("Все участники района")
    PUBLIC = "public", _("Все, и без входа")
    PARENTS = "parents", _("Все, в ленту «Родителям»")
    PUPILS = "pupils", _("Все, в ленту «Учащимся»")
    ROLE = "role", _("Только одна роль сообщества")
    PEOPLE = "people", _("Только те, кому адресовано")


# Meant for readers beyond the members of its communities.
BEYOND = (Audience.DISTRICT, Audience.PUBLIC, Audience.PARENTS, Audience.PUPILS)


class Publication(models.Model):
    """One row serves feed, search, access and moderation; kinds extend it by tables of their own.

    `last_seq` is the number of the newest comment, `comment_n` counts the visible ones; `closed_at`
    stops new comments; `solved_at` and `solution_seq` belong to requests for help (BB-2.1.1).
    """

    pid = PidField()
    kind = models.CharField(max_length=20)
    district = models.ForeignKey(District, models.PROTECT, related_name="publications")
    home_community = models.ForeignKey(
        Community, models.PROTECT, null=True, blank=True, related_name="home_publications"
    )
    author = models.ForeignKey(Person, models.PROTECT, related_name="publications")
    audience = models.CharField(_("Кто увидит"), max_length=12, choices=Audience.choices)
    audience_role = models.CharField(max_length=40, blank=True)  # the role that alone reads it
    status = models.CharField(max_length=10, choices=PublicationStatus.choices)
    title = models.CharField(_("Название"), max_length=160)
    slug = models.SlugField(max_length=80, editable=False, blank=True)
    excerpt = models.CharField(max_length=320, blank=True)
    html = models.TextField(blank=True)
    plain = models.TextField(blank=True)
    rules = models.PositiveSmallIntegerField(default=0)  # version of the cleaning rules
    theme = models.CharField(_("Тема"), max_length=60, blank=True)
    tags = models.JSONField(default=list, blank=True)  # as shown; `Tagging` is the index
    file_n = models.PositiveSmallIntegerField(default=0)
    comment_n = models.PositiveIntegerField(default=0)
    last_seq = models.PositiveIntegerField(default=0)
    view_n = models.PositiveIntegerField(default=0)
    download_n = models.PositiveIntegerField(default=0)  # of its files, by other members
    noted_n = models.PositiveSmallIntegerField(default=0)  # outer links that a reader is told of
    thanks_n = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    publish_at = models.DateTimeField(null=True, blank=True)  # when a scheduled one appears
    published_at = models.DateTimeField(null=True, blank=True)
    bumped_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)  # first comment of somebody else
    solved_at = models.DateTimeField(null=True, blank=True)
    solution_seq = models.PositiveIntegerField(null=True, blank=True)
    is_wide = models.BooleanField(default=False, editable=False)  # meant beyond its communities
    is_on_site = models.BooleanField(_("На сайте района"), default=False)
    hidden_reason = models.CharField(max_length=400, blank=True)
    answer = models.CharField(max_length=12, blank=True)  # of a proposal: accepted, declined, done
    answer_words = models.TextField(blank=True)
    coauthor_n = models.PositiveSmallIntegerField(default=0)  # those who agreed
    hour_from = models.DateTimeField(null=True, blank=True)  # live hours: announced, going on, past
    hour_to = models.DateTimeField(null=True, blank=True)
    hour_host = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+"
    )  # who answers then
    hour_begun_at = models.DateTimeField(null=True, blank=True)  # when followers were told
    merged_into = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="+"
    )  # of a removed one: the talk that took its words, its old address leads there
    summed_at = models.DateTimeField(null=True, blank=True)  # has a `Summary`
    reviewed_at = models.DateTimeField(null=True, blank=True)  # bears the mark of a review

    class Meta:
        indexes: ClassVar = [
            models.Index(
                "district",
                "status",
                models.F("bumped_at").desc(),
                models.F("id").desc(),
                name="publication_district",
            ),
            models.Index(
                "district",
                models.F("bumped_at").desc(),
                models.F("id").desc(),
                name="publication_wide",
                condition=models.Q(is_wide=True),
            ),
            models.Index(
                "district",
                "kind",
                models.F("published_at").desc(),
                models.F("id").desc(),
                name="publication_of_kind",
            ),
            models.Index("author", models.F("bumped_at").desc(), name="publication_author"),
            models.Index(fields=["status", "publish_at"], name="publication_scheduled"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["district"], condition=models.Q(kind="meta"), name="one_meta_topic"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class CoauthorState(models.TextChoices):
    """Where an invitation stands; a declined one leaves no row (BB-5.1.4)."""

    INVITED = "invited", _("Приглашён")
    ACCEPTED = "accepted", _("Соавтор")


class Coauthor(models.Model):
    """Somebody invited to write a publication together, or who agreed to."""

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="coauthors")
    person = models.ForeignKey(Person, models.CASCADE, related_name="coauthored")
    state = models.CharField(max_length=10, choices=CoauthorState.choices)
    invited_at = models.DateTimeField()
    agreed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["publication", "person"], name="one_coauthor"),
        ]


class Placement(models.Model):
    """A publication stands in a community; several communities without copying (TV-3.1.2.a)."""

    publication = models.ForeignKey(
        Publication, models.CASCADE, related_name="placements", db_index=False
    )
    community = models.ForeignKey(
        Community, models.PROTECT, related_name="placements", db_index=False
    )
    kind = models.CharField(max_length=20)
    bumped_at = models.DateTimeField()
    is_pinned = models.BooleanField(default=False)
    hidden_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["publication", "community"], name="one_placement"),
        ]
        indexes: ClassVar = [
            models.Index(
                "community",
                models.F("bumped_at").desc(),
                models.F("publication").desc(),
                name="placement_feed",
            ),
            models.Index(
                "community",
                "kind",
                models.F("bumped_at").desc(),
                models.F("publication").desc(),
                name="placement_kind",
            ),
            models.Index(
                "community",
                models.F("bumped_at").desc(),
                models.F("publication").desc(),
                name="placement_pinned",
                condition=models.Q(is_pinned=True, hidden_at=None),
            ),
        ]


class Reader(models.Model):
    """The whole access rule: who holds the token may read (data model, rule 2)."""

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="readers")
    token = models.BigIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["publication", "token"], name="one_reader"),
        ]
        indexes: ClassVar = [models.Index(fields=["token", "publication"], name="reader_token")]


class Addressee(models.Model):
    """Somebody to whom a publication «for those addressed» is addressed."""

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="addressees")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["publication", "person"], name="one_addressee")
        ]


class Revision(models.Model):
    """What a publication or a comment said before it was edited."""

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="revisions")
    seq = models.PositiveIntegerField(
        null=True, blank=True
    )  # of the comment; empty: the publication itself
    title = models.CharField(max_length=160, blank=True)
    html = models.TextField()
    plain = models.TextField()
    editor = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()


class Tag(models.Model):
    """A word that things are gathered by, in one district."""

    district = models.ForeignKey(District, models.CASCADE, related_name="tags")
    name = models.CharField(max_length=60)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["district", "name"], name="one_tag")
        ]


class Tagging(models.Model):
    """A publication carries a tag."""

    tag = models.ForeignKey(Tag, models.CASCADE, related_name="taggings")
    publication = models.ForeignKey(Publication, models.CASCADE, related_name="taggings")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tag", "publication"], name="one_tagging")
        ]
