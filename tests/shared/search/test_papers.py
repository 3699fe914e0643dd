"""Registered papers in the one search: found by who reads them in the library, and by nobody else."""

from datetime import datetime

from django.db import connection
from django.test import Client
import pytest

from staffroom.core.viewer import GUEST, SYSTEM, Viewer
from staffroom.shared.accounts.registry import Power
from staffroom.shared.communities.models import ScopeKind
from staffroom.shared.communities.queries.viewers import viewer_for
from staffroom.shared.communities.registry import person_token
from staffroom.shared.documents.actions.issuing import cancel, issue
from staffroom.shared.documents.indexes import readable
from staffroom.shared.documents.models import Document, DocumentReader
from staffroom.shared.documents.policies import visible_documents
from staffroom.shared.search import jobs
from staffroom.shared.search.actions import index
from staffroom.shared.search.models import Outdated, SearchRow
from staffroom.shared.search.queries.results import Filters, results
from tests.factories import documents as papers
from tests.factories import world as made
from tests.factories.people import sign_in
from tests.factories.world import World, make_world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]


@pytest.fixture
def world() -> World:
    """The small district with four papers and a draft; Тимур keeps its papers, Вера is of another district."""
    small = make_world()
    made.grant(small.timur, ScopeKind.DISTRICT, small.district.pk, "clerk", Power.KEEP_DOCUMENTS)
    papers.registered(small, "Об открытых уроках", audience="public", text="")
    papers.registered(small, "О недельной нагрузке", audience="members", text="")
    papers.registered(small, "О взыскании", audience="keepers", text="")
    named = papers.order(small, "О награждении", audience="keepers", text="")
    DocumentReader.objects.create(document=named, token=person_token(small.anna.pk))
    issue(document=named, dated_on=made.THEN.date(), actor=SYSTEM, at=made.THEN)
    papers.order(small, "О том, чего ещё нет", audience="public", text="")
    return small


def found_by(who: Viewer, at: datetime, typed: str = "приказ") -> set[str]:
    """Headings of the papers that somebody finds."""
    hits = results(who, typed, Filters(what="document"), at=at).page.hits
    return {hit.head.title.striptags().partition(". ")[2].rpartition(". ")[2] for hit in hits}


def test_papers_are_found_by_who_reads_them_in_the_library(world: World, at: datetime) -> None:
    """For each reader the search, the condition of the index and the policy say the same."""
    told = {}
    cast = {"guest": None, "stranger": world.vera, "colleague": world.boris, "named": world.anna,
            "keeper": world.timur}  # fmt: skip
    for name, person in cast.items():
        viewer = viewer_for(person, at=at)
        registered = visible_documents(viewer).exclude(state="draft")
        told[name] = set(registered.values_list("heading", flat=True))
        condition, values = readable(viewer, "d.id")
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT d.heading FROM documents_document d WHERE {condition}", values)
            assert {row[0] for row in cursor.fetchall()} == told[name]
        assert found_by(viewer, at) == told[name]
    opened, inner = "Об открытых уроках", "О недельной нагрузке"
    assert told["guest"] == told["stranger"] == {opened}
    assert told["colleague"] == {opened, inner}
    assert told["named"] == {opened, inner, "О награждении"}
    assert told["keeper"] == {opened, inner, "О награждении", "О взыскании"}


def test_the_index_does_not_judge_papers(world: World, at: datetime) -> None:
    Document.objects.filter(heading="Об открытых уроках").update(audience="keepers")
    assert found_by(GUEST, at) == set()


@pytest.mark.clause("PD-2.2.3")
def test_a_paper_is_found_by_its_number_and_by_its_words(world: World) -> None:
    paper = papers.registered(world, "О конкурсе", text="", gist="Создать группу чтецов")
    cancel(document=paper, reason="Ошибка в списке", actor=SYSTEM, at=made.THEN)
    client = sign_in(Client(), world.boris)
    for typed in (f"приказ {paper.number} конкурс", "чтецы", "создать группу чтецов"):
        text = client.get("/search/", {"q": typed}).content.decode()
        assert f'href="/berezovka/documents/{paper.pid}/"' in text, typed
        assert '<span class="kind">Документ</span>' in text
        assert "(отменён)" in text
    alone = client.get("/search/", {"q": "чтецы", "what": "publication"}).content.decode()
    assert paper.pid not in alone


def test_papers_of_before_are_written_by_the_job(world: World, at: datetime) -> None:
    index.forget_unknown("document", [])
    Outdated.objects.create(kind="document")
    jobs.rewrite_outdated()
    assert SearchRow.objects.filter(kind="document").count() == 4
    assert found_by(GUEST, at) == {"Об открытых уроках"}
