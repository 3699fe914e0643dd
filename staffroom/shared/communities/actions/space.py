"""The place for files of a community: counted as files come and go, bounded by the regulation."""

from django.db.models import F

from staffroom.core.errors import DomainError
from staffroom.core.files import size_in_words
from staffroom.shared.communities.models import Community
from staffroom.shared.communities.queries.space import space_of


class NoSpace(DomainError):
    """The files are larger than what is left to the community (BB-7.1.4.b)."""


def take_space(*, community_id: int, size: int) -> None:
    """Count bytes of files that came to a community; inside the caller's transaction.

    Raises:
        NoSpace: less is left by `storage.quota`; the sentence says how much and what to do.
    """
    if size <= 0:
        give_space(community_id=community_id, size=-size)
        return
    space = space_of(Community.objects.get(pk=community_id))
    taken = Community.objects.filter(pk=community_id, file_bytes__lte=space.of - size).update(
        file_bytes=F("file_bytes") + size
    )
    if not taken:
        raise NoSpace(
            f"В сообществе кончается место для файлов: осталось {size_in_words(space.left)},"
            f" а файлы занимают {size_in_words(size)}. Уберите лишние или дайте на них ссылку;"
            " больше места может дать координатор района.",
            field="files",
        )


def give_space(*, community_id: int, size: int) -> None:
    """Count bytes of files that left a community; inside the caller's transaction."""
    if size:
        Community.objects.filter(pk=community_id).update(file_bytes=F("file_bytes") - size)


def correct_space(*, community_id: int, counted: int, was: int) -> bool:
    """Write what the files really take, unless some came or went since; True when it differed."""
    known = Community.objects.filter(pk=community_id, file_bytes=was).exclude(file_bytes=counted)
    return known.update(file_bytes=counted) == 1
