"""How much place for files a community has, and how much of it is taken."""

from dataclasses import dataclass

from staffroom.core.files import size_in_words
from staffroom.shared.communities.models import Community
from staffroom.shared.communities.queries.rules import rules_of

MIB = 1024 * 1024
NEARLY = 90  # per cent, from which those who run it are told


@dataclass(frozen=True, slots=True)
class Space:
    """Bytes taken by the files of a community, of how many (`storage.quota`)."""

    taken: int
    of: int

    @property
    def left(self) -> int:
        """Bytes that may still come; none when the quota was made smaller than what stands."""
        return max(self.of - self.taken, 0)

    @property
    def percent(self) -> int:
        """How full it is, in per cent, from 0 to 100."""
        return min(self.taken * 100 // self.of, 100) if self.of else 100

    @property
    def is_nearly_full(self) -> bool:
        """True when it is time to think of more."""
        return self.percent >= NEARLY

    @property
    def words(self) -> str:
        """«12 МБ из 2 ГБ»."""
        return f"{size_in_words(self.taken)} из {size_in_words(self.of)}"


def space_of(community: Community) -> Space:
    """The place of a community by the rules of this moment."""
    megabytes = rules_of(community).number("storage.quota") or 0
    return Space(taken=max(community.file_bytes, 0), of=megabytes * MIB)
