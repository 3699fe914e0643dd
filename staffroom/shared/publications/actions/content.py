"""What an author writes, given to the row and to what hangs on it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from staffroom.core.ids import slug_of
from staffroom.core.richtext import RichText
from staffroom.core.viewer import Viewer
from staffroom.shared.publications.actions.attachments import settle_files
from staffroom.shared.publications.models import BEYOND, Audience, Publication, Tag, Tagging
from staffroom.shared.publications.registry import PUBLICATION_FILES, cards

MOST_TAGS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What an author writes, already cleaned."""

    title: str
    text: RichText
    tags: Sequence[str] = field(default_factory=tuple)
    theme: str = ""
    audience: str = Audience.COMMUNITY
    role: str = ""  # the one that reads it, when the audience is a role
    card: Mapping[str, Any] | None = None  # what the kind's own table keeps (`registry.cards`)


def fill(publication: Publication, content: Content) -> None:
    """Give the row what the author has written; assumes that it is saved afterwards."""
    publication.title = content.title.strip()
    publication.slug = slug_of(publication.title)
    publication.html, publication.plain = content.text.html, content.text.plain
    publication.excerpt, publication.rules = content.text.excerpt, content.text.version
    publication.audience, publication.theme = content.audience, content.theme
    publication.audience_role = content.role if content.audience == Audience.ROLE else ""
    publication.is_wide = content.audience in BEYOND
    publication.tags = clean_tags(content.tags)


def settle(
    publication: Publication,
    content: Content,
    chosen: Collection[str] | None,
    actor: Viewer,
    at: datetime,
) -> None:
    """Take the files of the text, and count them."""
    settled = settle_files(
        kind=PUBLICATION_FILES, key=publication.pk, text=content.text, chosen=chosen, actor=actor,
        at=at, home_id=publication.home_community_id, was=publication.html,
    )  # fmt: skip
    publication.file_n = settled.n


def keep_card(publication: Publication, content: Content, actor: Viewer, at: datetime) -> None:
    """Give the kind its own part."""
    card = cards.get(publication.kind)
    if card is not None and content.card is not None:
        card.keep(publication=publication, card=content.card, actor=actor, at=at)


def clean_tags(tags: Iterable[str]) -> list[str]:
    """Tags as they are kept: trimmed, without «#», each once, ten at the most."""
    trimmed = (" ".join(tag.replace("#", " ").split())[:60] for tag in tags)
    return list(dict.fromkeys(tag for tag in trimmed if tag))[:MOST_TAGS]


def write_tags(publication: Publication) -> None:
    """Find the publication by its tags; assumes a transaction."""
    names = [tag.casefold() for tag in publication.tags]
    Tag.objects.bulk_create(
        (Tag(district_id=publication.district_id, name=name) for name in names),
        ignore_conflicts=True,
    )
    Tagging.objects.filter(publication=publication).exclude(tag__name__in=names).delete()
    Tagging.objects.bulk_create(
        (Tagging(publication=publication, tag=tag)
         for tag in Tag.objects.filter(district=publication.district_id, name__in=names)),
        ignore_conflicts=True,
    )  # fmt: skip
