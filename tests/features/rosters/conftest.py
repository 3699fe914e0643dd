"""A district whose regulation fixes compositions by order: Петродворец with its cast."""

from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

from django.test import Client
from docx import Document as Docx
import pytest

from staffroom.core.files import storage
from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.models import Community, Order, ScopeKind
from staffroom.shared.documents.models import Document, DocumentFile
from tests.factories import world as made
from tests.factories.people import person, sign_in
from tests.features.governance.conftest import Cast, cast_of
from tests.shared.accounts.pages import text_of

ORDER = Order("7-ОД", date(2026, 9, 1))


@dataclass(frozen=True, kw_only=True)
class Group:
    """Анна, Борис and Вера teach; Галина runs the group, Дмитрий and Елена keep papers of the centre."""

    cast: Cast
    galina: Person
    community: Community

    @property
    def top(self) -> str:
        """The community's page."""
        one = self.community
        return f"/{self.cast.district.slug}/c/{one.pid}-{one.slug}/"

    @property
    def here(self) -> str:
        """The page of the composition."""
        return f"{self.top}roster/"


def group_of(profile: str = "petrodvorets") -> Group:
    """A group that works by an order of creation, with nobody in it yet."""
    cast = cast_of(profile, "methodical_centre")
    galina = person("Галина Ветрова", position="methodologist", workplace="ИМЦ")
    made.admit(galina, cast.district, cast.department)
    community = made.community(
        cast.district, "Урок за стеной класса", kind="task", order=ORDER,
        base_organization=cast.department,
    )  # fmt: skip
    made.grant(galina, ScopeKind.COMMUNITY, community.pk, "moderator", made.MODERATION)
    return Group(cast=cast, galina=galina, community=community)


@pytest.fixture
def group(db: Any, frozen: Any) -> Group:
    """Петродворец."""
    return group_of()


def as_(who: Person) -> Client:
    """A browser of a person's own."""
    return sign_in(Client(), who)


def asked(group: Group, *people: Person, role: str = "") -> None:
    """Галина asks them by name."""
    names = "\n".join(f"{one.first_name} {one.last_name}" for one in people)
    answer = as_(group.galina).post(f"{group.here}ask/", {"people": names, "role": role})
    assert answer.status_code == 302, text_of(answer)


def agreed(group: Group, *people: Person) -> None:
    """Each agrees in a browser of his own."""
    for one in people:
        words = {"answer": "agree", "conduct": str(group.community.conduct_n)}
        assert as_(one).post(f"{group.here}consent/", words).status_code == 302


def registered(group: Group, keeper: Person, dated_on: str = "2026-09-14") -> Document:
    """A keeper of papers registers the draft; the order."""
    draft = Document.objects.get(origin="rosters.order", state="draft")
    page = f"/{group.cast.district.slug}/documents/{draft.pid}/issue/"
    answer = as_(keeper).post(page, {"dated_on": dated_on, "number": ""})
    assert answer.status_code == 302, text_of(answer)
    draft.refresh_from_db()
    return draft


def words_in(document: Document) -> str:
    """What stands on the sheets, as DOCX says it."""
    file = DocumentFile.objects.get(document=document, role="docx").file
    paper = Docx(BytesIO(storage.path_of(file.sha256).read_bytes()))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in paper.paragraphs), *cells]).replace("\xa0", " ")
