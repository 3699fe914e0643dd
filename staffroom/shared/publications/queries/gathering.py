"""What a moderator chooses from to merge talks and to split them."""

from staffroom.core.viewer import Viewer
from staffroom.shared.publications import policies
from staffroom.shared.publications.models import Comment, Publication
from staffroom.shared.publications.queries.lookups import MOST_PLACES

MOST_REPLIES = 200
FIRST_WORDS = 140


def where_to_merge(viewer: Viewer, found: Publication) -> dict[str, Publication]:
    """Talks that may take this one in, by public id, the liveliest first."""
    rows = policies.visible_publications(viewer).filter(
        home_community=found.home_community_id, audience=found.audience, status="published"
    )
    rows = rows.select_related("home_community").order_by("-bumped_at", "-pk")
    recent = rows.exclude(pk=found.pk)[:MOST_PLACES]
    return {row.pid: row for row in recent if policies.may_merge(viewer, found, row)}


def to_split(found: Publication) -> list[tuple[str, str]]:
    """Replies that stand in a talk: number, and whose they are with their first words."""
    rows = Comment.objects.filter(publication=found, removed_at=None).order_by("seq")
    told = rows.values_list("seq", "author__name", "plain")[:MOST_REPLIES]
    return [(str(seq), f"№ {seq}, {name}: {_short(plain)}") for seq, name, plain in told]


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= FIRST_WORDS else f"{line[:FIRST_WORDS].rstrip()}…"
