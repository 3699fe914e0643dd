"""What the search keeps of each thing; the words themselves stand in a table of the database's own kind.

`search_words` is made by the migration: an FTS5 table on SQLite, a tsvector column with a GIN index on
PostgreSQL. Its row id is the id of the row here, so newest first is one walk of the index.
"""

from typing import ClassVar

from django.db import models


class SearchRow(models.Model):
    """One thing that can be found.

    `id` is made of the shelf, the moment and the key (`registry.places`): ids in falling order are
    names first, then publications, then replies, each newest first. `publication_id` is set for what
    is judged by the readers of a publication; everything else is judged by `SearchReader`.
    """

    id = models.BigAutoField(primary_key=True)  # given by us; on SQLite the row's own number
    kind = models.CharField(max_length=20)
    key = models.BigIntegerField()
    district_id = models.BigIntegerField(null=True)
    publication_id = models.BigIntegerField(null=True, db_index=True)
    community_id = models.BigIntegerField(null=True)
    author_id = models.BigIntegerField(null=True)
    marks = models.BinaryField(null=True)  # `registry.words.marks_of`; before what is long
    subkind = models.CharField(max_length=40, blank=True)
    title = models.CharField(max_length=255)
    text = models.TextField(blank=True)
    url = models.CharField(max_length=300)
    at = models.DateTimeField()
    rules = models.PositiveSmallIntegerField()
    facets = models.TextField(blank=True, default="", db_default="")  # `queries.facets.line_of`

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "key"], name="one_row_a_thing"),
        ]


class SearchReader(models.Model):
    """Who may find a thing that is no publication: holders of the token."""

    row = models.ForeignKey(SearchRow, models.CASCADE, related_name="readers")
    token = models.BigIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["row", "token"], name="one_search_reader"),
        ]


class Outdated(models.Model):
    """A kind with rows that older rules wrote: while there is one, the index narrows by no rights."""

    kind = models.CharField(max_length=20, unique=True)


class SearchWord(models.Model):
    """A word as it stands in a text that the holders of a reader token may find; slips are mended by it.

    A word of closed texts alone is known to their readers alone: else what is mended and what is not
    would tell others that it stands somewhere. `head` and `tail` are the ends of its sound and `size` the
    sound's length (`registry.typing`).
    """

    token = models.BigIntegerField()
    form = models.CharField(max_length=40)
    head = models.CharField(max_length=4)
    tail = models.CharField(max_length=4)
    size = models.PositiveSmallIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["form", "token"], name="one_word_a_token"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["head", "size", "token"], name="search_word_head"),
            models.Index(fields=["tail", "size", "token"], name="search_word_tail"),
        ]

    def __str__(self) -> str:
        return self.form


class Missed(models.Model):
    """Words that were asked for and found nothing (BB-2.2.b). Nobody who asked is named, days are no moments."""

    words = models.CharField(max_length=120, unique=True)
    asked_n = models.PositiveIntegerField(default=1)
    first_on = models.DateField()
    last_on = models.DateField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["last_on"], name="missed_last_on")]

    def __str__(self) -> str:
        return self.words
