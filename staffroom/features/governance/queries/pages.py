"""What the pages of creation show, gathered with a fixed number of queries."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.paginator import Page
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from staffroom.core.paging import Pages
from staffroom.core.viewer import Viewer
from staffroom.features.governance.models import Application, ApplicationState, Way
from staffroom.features.governance.policies import applications as policies
from staffroom.features.governance.policies import initiating
from staffroom.features.governance.policies.demands import what_lacks
from staffroom.features.governance.policies.topics import may_offer
from staffroom.features.governance.queries import applications as queries
from staffroom.features.governance.queries import initiatives, topics, wording
from staffroom.shared.communities.models import Community, CommunityKind
from staffroom.shared.documents.policies import visible_documents
from staffroom.shared.organizations.models import District
from staffroom.shared.regulations.queries.rules import rules_of_district
from staffroom.shared.regulations.queries.rules import values as rules_by_id

PAGE = 30
State = ApplicationState
DECIDED = (State.SUPPORTED, State.FOUNDED, State.REFUSED)


def creation(viewer: Viewer, district: District, asked: Mapping[str, str]) -> dict[str, Any]:
    """The first page: how it is done here, and the applications; `asked` names pages of its lists."""
    rules = rules_of_district(district.pk)
    rows = queries.applications(viewer, district)
    return {
        "mode": next(iter(rules.labels("creation.mode").values()), ""),
        "way": initiating.way_of(rules),
        "term": rules.term("creation.decision_days"),
        "clause": rules.source("creation.mode").clause,
        "may_begin": initiating.may_begin(viewer, district),
        "decides": initiating.manages(viewer, district.pk),
        "initiatives": _page(initiatives.initiatives(viewer, district), asked.get("initiatives")),
        "topics": _page(topics.topics(viewer, district), asked.get("topics")),
        "may_offer": may_offer(viewer, district),
        "page": _page(rows, asked.get("page")),
    }


def _page(rows: QuerySet[Any], number: str | None) -> Page[Any]:
    return Pages(rows, PAGE).get_page(number)


def application(viewer: Viewer, found: Application) -> dict[str, Any]:
    """One application with its people, questions, papers, and what the viewer may do."""
    sides = queries.founders(found)
    mine = next((one for one in sides if one.person_id == viewer.person_id), None)
    may_change = policies.may_change(viewer, found)
    rules = rules_by_id(found.rules_id)
    return {
        "district": found.district,
        "application": found,
        "initiator": queries.initiator_of(found),
        "kind_words": CommunityKind(found.kind).label,
        "term_words": wording.term(found),
        "themes": [rules.named("themes.priority").get(one, one) for one in found.themes],
        "clause": rules.source("creation.decision_days").clause,
        "steps": steps(found),
        "sides": sides,
        "call": mine if mine and mine.consent == "asked" else None,
        "questions": queries.questions(found),
        "papers": _papers(viewer, found),
        "lack": what_lacks(found) if may_change else "",
        "may_change": may_change,
        "may_submit": policies.may_submit(viewer, found),
        "may_withdraw": policies.may_withdraw(viewer, found),
        "may_consider": policies.may_consider(viewer, found),
        "may_prepare": policies.may_prepare_order(viewer, found),
        "is_author": policies.is_author(viewer, found),
        "decides": initiating.manages(viewer, found.district_id),
    }


def _papers(viewer: Viewer, found: Application) -> list[Any]:
    keys = [key for key in (found.paper_id, found.order_id, found.refusal_id) if key]
    rows = visible_documents(viewer).filter(pk__in=keys) if keys else ()
    return sorted(rows, key=lambda one: one.pk)


def steps(found: Application) -> list[tuple[str, str, str]]:
    """Where it stands, from the draft to the work."""
    state, by_order = State(found.state), found.way == Way.ORDER
    paper = found.paper
    number = f"№ {paper.number} от {paper.dated_on:%d.%m.%Y}" if paper and paper.dated_on else ""
    order = found.order
    ordered = f"№ {order.number} от {order.dated_on:%d.%m.%Y}" if order and order.dated_on else ""
    rows = [(_("Проект"), "", state != State.DRAFT)]
    if not by_order:
        rows.append((_("Заявление подано"), number, state != State.DRAFT))
        words = _("Отказано") if state == State.REFUSED else _("Решение")
        rows.append((words, "", state in DECIDED))
    if state == State.WITHDRAWN:
        rows[-1] = (_("Отозвано"), "", True)
    elif state != State.REFUSED:
        rows.append((_("Приказ"), ordered, state == State.FOUNDED))
        rows.append((_("Сообщество работает"), "", state == State.FOUNDED))
    return _marked(rows)


def _marked(rows: Sequence[tuple[str, str, bool]]) -> list[tuple[str, str, str]]:
    current = next((n for n, row in enumerate(rows) if not row[2]), None)
    return [
        (words, note, "done" if is_done else "current" if n == current else "")
        for n, (words, note, is_done) in enumerate(rows)
    ]


def group_asked(names: Sequence[initiating.Initiator], pid: str) -> Community | None:
    """The creative group of this public id that the viewer leads; None for anything else."""
    return next(
        (
            one.community
            for one in names
            if one.community and one.community.pid == pid and one.community.kind == "working_group"
        ),
        None,
    )
