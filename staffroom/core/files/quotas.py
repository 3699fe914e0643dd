"""How much a person may bring; an upper app may know better than the settings."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings

from staffroom.core.viewer import Viewer

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Quota:
    """The largest file and all files of a person, in bytes; uploads under way at once."""

    file_bytes: int
    total_bytes: int
    uploads: int = 20


_judge: Callable[[Viewer], Quota] | None = None


def quota(judge: Callable[[Viewer], Quota]) -> Callable[[Viewer], Quota]:
    """Declare who decides how much a viewer may bring."""
    global _judge  # noqa: PLW0603 - one registration at start
    _judge = judge
    return judge


def quota_of(viewer: Viewer) -> Quota:
    """How much this viewer may bring."""
    if _judge is not None:
        return _judge(viewer)
    return Quota(settings.LARGEST_FILE, settings.SPACE_OF_PERSON)


def size_in_words(size: int) -> str:
    """A size as people say it: «20 МБ»."""
    for unit, name in ((1024**3, "ГБ"), (MIB, "МБ"), (1024, "КБ")):
        if size >= unit:
            return f"{size / unit:.1f}".removesuffix(".0").replace(".", ",") + f"\xa0{name}"
    return f"{size}\xa0байт"
