"""What of a material looks like personal data of pupils, and who is told of it."""

from collections.abc import Iterator
from hashlib import sha256
from typing import NamedTuple

from staffroom.core import files
from staffroom.core.policy import ALLOW, HIDE, Verdict
from staffroom.core.pupils import Spot, pupils_in
from staffroom.core.viewer import Viewer
from staffroom.features.materials.models import PupilsAnswer
from staffroom.shared.communities.queries.rules import rules_of
from staffroom.shared.publications import policies
from staffroom.shared.publications.models import Publication
from staffroom.shared.publications.policies.reading import Judged
from staffroom.shared.publications.registry import PUBLICATION_FILES

MOST = 12


class Doubt(NamedTuple):
    """Something to be asked about: what it looks like, where it stands, the words, and their sum."""

    label: str
    place: str
    words: str
    print: str

    @property
    def told(self) -> str:
        """As the author reads it: «список учеников — файл «5 Б.docx», строка 3: 1. Иванов Пётр»."""
        return f"{self.label} — {self.place}: {self.words}"


def doubts_of(publication: Publication) -> list[Doubt]:
    """What looks like pupils' data in the text and in the files that have been read; answered ones left out.

    Nothing where the regulation has such checks off (`moderation.pii_check`).
    """
    if (
        rules_of(publication.home_community or publication.district).choice("moderation.pii_check")
        == "off"
    ):
        return []
    found = list(_every(publication))
    if not found:
        return []
    rows = PupilsAnswer.objects.filter(material=publication.pk).values_list("prints", flat=True)
    known = {one for prints in rows for one in prints}
    return [doubt for doubt in found if doubt.print not in known][:MOST]


def _every(publication: Publication) -> Iterator[Doubt]:
    text = f"{publication.title}\n{publication.plain}"
    for spot in pupils_in(text):
        where = "название" if spot.line == 1 else f"текст, строка {spot.line - 1}"
        yield _doubt(spot, where)
    for name, words in files.words_beside(PUBLICATION_FILES, publication.pk):
        for spot in pupils_in(words):
            yield _doubt(spot, f"файл «{name}», строка {spot.line}")


def _doubt(spot: Spot, place: str) -> Doubt:
    words = f"{spot.words} и ещё {spot.more}" if spot.more else spot.words
    digest = sha256(f"{spot.label}|{words.casefold()}".encode()).hexdigest()[:20]
    return Doubt(spot.label, place, words, digest)


def may_know_doubts(viewer: Viewer, publication: Judged) -> Verdict:
    """Read what was found and what the author answered: the authors and those who moderate."""
    is_own = viewer.person_id == publication.author_id or policies.is_coauthor(viewer, publication)
    return ALLOW if is_own or policies.may_moderate(viewer, publication) else HIDE
