"""Who gets what: plans."""

from tests.architecture.access import GET, POST, SIGN_IN, row
from tests.architecture.access_table.places import in_community
from tests.factories import plans as planned
from tests.factories.world import World

# plans of work: kept by those who lead, seen by whoever sees the inside of the community
_LEAD = {"moderator": 302, "coordinator": 302}


def _plan(w: World) -> tuple[str, str, str]:
    return (*in_community(w), planned.plan_in_force(w).pid)


def _line(w: World) -> tuple[str, str, str]:
    return (*in_community(w), planned.line_offered(w).pid)


row(
    "plans:new",
    GET,
    args=in_community,
    guest=SIGN_IN,
    signed_in=403,
    moderator=200,
    coordinator=200,
)
row(
    "plans:new", POST, args=in_community, data={"period": "year"}, guest=SIGN_IN,
    signed_in=403, moderator=422, coordinator=422, note="no such period",
)  # fmt: skip
row(
    "plans:rubrics", GET, args=in_community, guest=SIGN_IN, signed_in=403, moderator=200,
    coordinator=200,
)  # fmt: skip
row(
    "plans:rubrics", POST, args=in_community, data={"weekday": "0", "title": "Задача недели"},
    guest=SIGN_IN, signed_in=403, **_LEAD,
)  # fmt: skip
for _name in ("plans:plan", "plans:table"):
    row(_name, GET, args=_plan, guest=SIGN_IN, signed_in=200, stranger=404)
row(
    "plans:edit", GET, args=_plan, guest=SIGN_IN, signed_in=403, stranger=404, moderator=200,
    coordinator=200,
)  # fmt: skip
row("plans:edit", POST, args=_plan, guest=SIGN_IN, signed_in=403, stranger=404, **_LEAD)
row(
    "plans:move", POST, args=_plan, data={"act": "submit"}, guest=SIGN_IN, signed_in=403,
    stranger=404, note="nobody approves here",
)  # fmt: skip
for _method in (GET, POST):
    row("plans:return", _method, args=_plan, guest=SIGN_IN, signed_in=403, stranger=404)
row(
    "plans:line-new", GET, args=_plan, guest=SIGN_IN, signed_in=403, stranger=404, moderator=200,
    coordinator=200,
)  # fmt: skip
row(
    "plans:line-new", POST, args=_plan, data={"title": "Встреча", "starts_on": "2026-10-10"},
    guest=SIGN_IN, signed_in=403, stranger=404, **_LEAD,
)  # fmt: skip
row("plans:line", GET, args=_line, guest=SIGN_IN, signed_in=200, stranger=404)
row(
    "plans:line-edit", GET, args=_line, guest=SIGN_IN, signed_in=403, stranger=404, moderator=200,
    coordinator=200,
)  # fmt: skip
row(
    "plans:line-edit", POST, args=_line, data={"title": "Встреча", "starts_on": "2026-10-01"},
    guest=SIGN_IN, signed_in=403, stranger=404, **_LEAD,
)  # fmt: skip
row(
    "plans:line-remove", GET, args=_line, guest=SIGN_IN, signed_in=403, stranger=404,
    moderator=422, coordinator=422, note="the plan is in force",
)  # fmt: skip
row(
    "plans:line-remove", POST, args=_line, guest=SIGN_IN, signed_in=403, stranger=404,
    moderator=422, coordinator=422, note="the plan is in force",
)  # fmt: skip
row(
    "plans:line-mark", GET, args=lambda w: (*_line(w), "held"), guest=SIGN_IN, signed_in=403,
    stranger=404, moderator=200, coordinator=200,
)  # fmt: skip
row(
    "plans:line-mark", POST, args=lambda w: (*_line(w), "cancelled"), data={"words": "Карантин"},
    guest=SIGN_IN, signed_in=403, stranger=404, **_LEAD,
)  # fmt: skip
row(
    "plans:line-reopen", POST, args=_line, guest=SIGN_IN, signed_in=403, stranger=404,
    moderator=422, coordinator=422, note="it is not closed",
)  # fmt: skip
row(
    "plans:line-take", POST, args=_line, guest=SIGN_IN, signed_in=403, stranger=404, member=302,
    author=302, moderator=302,
)  # fmt: skip
row("plans:line-accept", POST, args=_line, guest=SIGN_IN, signed_in=404, author=302)
row("plans:line-decline", GET, args=_line, guest=SIGN_IN, signed_in=404, author=200)
row(
    "plans:line-decline", POST, args=_line, data={"words": "Курсы"}, guest=SIGN_IN, signed_in=404,
    author=302,
)  # fmt: skip
row(
    "plans:line-untie", POST, args=lambda w: (*_line(w), w.open_topic.pid), guest=SIGN_IN,
    signed_in=403, stranger=404, **_LEAD,
)  # fmt: skip
row(
    "plans:tie", GET, args=lambda w: (w.topic.pid,), guest=SIGN_IN, signed_in=200, stranger=404,
    technician=404,
)  # fmt: skip
row(
    "plans:tie", POST, args=lambda w: (w.topic.pid,), data=lambda w: {"line": _line(w)[2]},
    guest=SIGN_IN, signed_in=422, stranger=404, technician=404, **_LEAD,
)  # fmt: skip


# projects: begun by members, led by who began them and by those who lead the community
def _project(w: World) -> tuple[str, str, str]:
    return (*in_community(w), planned.project(w).pid)


row(
    "plans:project-new", GET, args=in_community, guest=SIGN_IN, signed_in=403, member=200, author=200,
    moderator=200, coordinator=200,
)  # fmt: skip
row(
    "plans:project-new", POST, args=in_community, guest=SIGN_IN, signed_in=403, member=422,
    author=422, moderator=422, coordinator=422, note="nothing is typed",
)  # fmt: skip
row("plans:project", GET, args=_project, guest=SIGN_IN, signed_in=200, stranger=404)
for _name in ("plans:project-edit", "plans:project-close", "plans:project-invite"):
    row(
        _name, GET, args=_project, guest=SIGN_IN, signed_in=403, stranger=404, moderator=200,
        coordinator=200,
    )  # fmt: skip
    row(
        _name, POST, args=_project, guest=SIGN_IN, signed_in=403, stranger=404, moderator=422,
        coordinator=422, note="nothing is typed",
    )  # fmt: skip
row("plans:project-start", POST, args=_project, guest=SIGN_IN, signed_in=403, stranger=404, **_LEAD)
row(
    "plans:project-ask", POST, args=_project, guest=SIGN_IN, signed_in=403, stranger=404,
    member=302, author=302,
)  # fmt: skip
row(
    "plans:project-answer", POST, args=lambda w: (*in_community(w), planned.invited(w).pid),
    data={"answer": "accept"}, guest=SIGN_IN, signed_in=404, author=302,
)  # fmt: skip
row(
    "plans:project-decide", POST,
    args=lambda w: (*in_community(w), planned.asked(w).pid, w.boris.pid), data={"answer": "admit"},
    guest=SIGN_IN, signed_in=403, stranger=404, **_LEAD,
)  # fmt: skip
row(
    "plans:project-leave", POST,
    args=lambda w: (*in_community(w), planned.asked(w).pid, w.boris.pid), guest=SIGN_IN,
    signed_in=403, stranger=404, member=409, moderator=409, coordinator=409,
    note="he is not in the team yet",
)  # fmt: skip
row(
    "plans:stage-add", POST, args=_project, data={"stage-title": "Сбор"}, guest=SIGN_IN,
    signed_in=403, stranger=404, **_LEAD,
)  # fmt: skip


def _stage(w: World) -> tuple[str, str, str, str]:
    step = planned.stage(w)
    return (*in_community(w), step.project.pid, step.pid)


def _task(w: World) -> tuple[str, str, str, str]:
    one = planned.task(w)
    return (*in_community(w), one.project.pid, one.pid)


row(
    "plans:stage-change", POST, args=_stage, data={"act": "done"}, guest=SIGN_IN, signed_in=403,
    stranger=404, **_LEAD,
)  # fmt: skip
row(
    "plans:task-add", POST, args=_project, data={"task-title": "Собрать"}, guest=SIGN_IN,
    signed_in=403, stranger=404, **_LEAD,
)  # fmt: skip
row(
    "plans:task-act", POST, args=_task, data={"act": "take"}, guest=SIGN_IN, signed_in=403,
    stranger=404, author=302, moderator=302, note="the leader and one of the team",
)  # fmt: skip
row(
    "plans:project-untie", POST,
    args=lambda w: (*in_community(w), planned.project(w).pid, w.open_topic.pid), guest=SIGN_IN,
    signed_in=403, stranger=404, **_LEAD,
)  # fmt: skip
for _method in (GET, POST):
    row(
        "plans:result", _method, args=_project, guest=SIGN_IN, signed_in=403, stranger=404,
        moderator=200 if _method == GET else 422, coordinator=200 if _method == GET else 422,
        note="nothing is chosen",
    )  # fmt: skip
row("plans:result-begin", POST, args=_project, guest=SIGN_IN, signed_in=403, stranger=404, **_LEAD)
