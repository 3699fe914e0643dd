"""Who gets what: expert review. «Базовый»: the moderator organises, the coordinator keeps rubrics and experts."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from staffroom.core.clock import now
from staffroom.core.viewer import SYSTEM
from staffroom.features.review.actions import conclusions, requests, reviewers
from staffroom.features.review.models import Recommendation, Sample, Vacation
from tests.architecture.access import GET, POST, SIGN_IN, row
from tests.architecture.access_table.places import KEEPERS, in_district
from tests.factories import review as made
from tests.factories.world import THEN, World

OURS: dict[str, Any] = {"guest": SIGN_IN, "stranger": 404}


def _with(answers: Mapping[str, Any], **more: int) -> dict[str, Any]:
    """The answers with those of some roles put beside."""
    return {**answers, **more}


def _work(w: World) -> tuple[str]:
    made.rubric(w.district)
    return (w.topic.pid,)


def _request(w: World) -> tuple[str, str]:
    return w.district.slug, made.standing(w).pid


def _judged(w: World) -> tuple[str, str]:
    found = made.standing(w)
    made.all_hand_in(found)
    return w.district.slug, found.pid


def _back(w: World) -> tuple[str, str]:
    found = made.standing(w)
    made.all_hand_in(found)
    requests.give_back(
        request=made.fresh(found), words="Добавьте", actor=made.viewer(w.galina), at=THEN
    )
    return w.district.slug, found.pid


def _concluded(w: World) -> tuple[str, str]:
    found = made.standing(w)
    if found.state != "concluded":
        made.all_hand_in(found, (5, 5))
        verdict = conclusions.Verdict(outcome="accept", words="Оба за.")
        actor = made.viewer(w.galina)
        conclusions.conclude(request=made.fresh(found), verdict=verdict, actor=actor, at=THEN)
    return w.district.slug, found.pid


def _given(w: World) -> tuple[str, str, str]:
    found = made.standing(w)
    return w.district.slug, found.pid, made.given(found)[0].pid


def _own(w: World) -> tuple[str, str]:
    """A work of the expert Раиса: nobody of the cast is its expert."""
    return w.district.slug, made.given(made.standing(w))[0].pid


def _rubric(w: World) -> tuple[str, str]:
    return w.district.slug, made.rubric(w.district).pid


def _expert(w: World) -> tuple[str, str]:
    card = reviewers.Card(directions=[("", "")])
    found = reviewers.admit(district=w.district, person=w.boris, card=card, actor=SYSTEM, at=THEN)
    return w.district.slug, found.pid


def _vacation(w: World) -> tuple[str, str, int]:
    slug, pid = _expert(w)
    made_one = Vacation.objects.create(
        reviewer_id=w.boris.reviewer_in.get().pk, from_on=THEN.date(), to_on=THEN.date()
    )
    return slug, pid, made_one.pk


def _sample(w: World) -> tuple[str, str]:
    _expert(w)
    found = Sample.objects.create(
        district=w.district, rubric=made.rubric(w.district), title="Образец", html="<p>План</p>",
        reference={"1": 4, "2": 3}, made_at=THEN,
    )  # fmt: skip
    return w.district.slug, found.pid


def _voice(w: World) -> tuple[str, str]:
    slug, _pid = _concluded(w)
    found = Recommendation.objects.create(
        conclusion=made.standing(w).conclusion,
        target="regional",
        state="proposed",
        proposed_at=THEN,
    )
    return slug, found.pid


def _link(w: World) -> tuple[str, str]:
    _one, secret = made.external(w, now() + timedelta(days=30))
    return w.district.slug, secret


def _closed_link(w: World) -> tuple[str, str]:
    return w.district.slug, "net-takoy-ssylki"


def _no_file(w: World) -> tuple[str, str, str]:
    return (*_link(w), w.file.pid)


EXPERTS = _with(KEEPERS, coordinator=200)
_author = _with(KEEPERS, author=200)
_organisers = _with(KEEPERS, moderator=200, coordinator=200)
_empty = _with(KEEPERS, moderator=422, coordinator=422)

row("review:ask", GET, args=_work, **_author)
row("review:ask", POST, args=_work, **_with(KEEPERS, author=422), note="empty")
row(
    "review:home",
    GET,
    args=in_district,
    **OURS,
    signed_in=200,
    note="his own works alone",
)
row(
    "review:ties",
    GET,
    args=in_district,
    **OURS,
    signed_in=200,
    note="his own works alone",
)
row(
    "review:ties", POST, args=in_district, **OURS, signed_in=422, note="empty",
)  # fmt: skip
row("review:request", GET, args=_request, **_with(_organisers, author=200))
row("review:name", POST, args=_request, **_with(KEEPERS, moderator=302, coordinator=302))
for _name in ("assign", "invite"):
    row(f"review:{_name}", GET, args=_request, **_organisers)
    row(f"review:{_name}", POST, args=_request, **_empty, note="empty")
row("review:release", GET, args=_given, **_organisers)
row("review:release", POST, args=_given, **_empty, note="empty")
for _name in ("back", "conclude"):
    row(f"review:{_name}", GET, args=_judged, **_organisers)
    row(f"review:{_name}", POST, args=_judged, **_empty, note="empty")
row("review:resume", GET, args=_back, **_author)
row("review:resume", POST, args=_back, **_with(KEEPERS, author=422), note="nothing has changed")
row("review:withdraw", GET, args=_request, **_with(_organisers, author=200))
row("review:withdraw", POST, args=_request, **_with(_empty, author=302), note="without a reason")
row(
    "review:mark",
    POST,
    args=_concluded,
    **_with(KEEPERS, author=302, moderator=404, coordinator=404),
)
for _name in ("work", "decline"):
    row(f"review:{_name}", GET, args=_own, **_with(KEEPERS), note="another expert's")
    row(f"review:{_name}", POST, args=_own, **_with(KEEPERS), note="another expert's")
row("review:accept", POST, args=_own, **_with(KEEPERS), note="another expert's")
for _name in ("rubrics", "experts"):
    row(f"review:{_name}", GET, args=in_district, **EXPERTS)
for _name in ("rubric-new", "expert-new"):
    row(f"review:{_name}", GET, args=in_district, **EXPERTS)
    row(f"review:{_name}", POST, args=in_district, **_with(KEEPERS, coordinator=422), note="empty")
for _name, _args in (("rubric-edit", _rubric), ("sample-new", _rubric), ("expert-edit", _expert)):
    row(f"review:{_name}", GET, args=_args, **EXPERTS)
    row(f"review:{_name}", POST, args=_args, **_with(KEEPERS, coordinator=422), note="empty")
row("review:rubric-close", POST, args=_rubric, **_with(KEEPERS, coordinator=302))
row("review:expert-end", GET, args=_expert, **EXPERTS)
row(
    "review:expert-end", POST, args=_expert, **_with(KEEPERS, coordinator=302),
    note="the member is the expert: he does not end it himself",
)  # fmt: skip
row("review:rest", GET, args=_expert, **_with(EXPERTS, member=200))
row(
    "review:rest",
    POST,
    args=_expert,
    **_with(KEEPERS, member=422, coordinator=422),
    note="empty",
)
row("review:rest-drop", POST, args=_vacation, **_with(KEEPERS, member=302, coordinator=302))
row("review:sample", GET, args=_sample, **_with(KEEPERS, member=200))
row("review:sample", POST, args=_sample, **_with(KEEPERS, member=422), note="empty")
row(
    "review:council", GET, args=in_district, **_with(KEEPERS, coordinator=403),
    note="the rules recommend nothing",
)  # fmt: skip
for _method in (GET, POST):
    row(
        "review:propose", _method, args=_concluded, **_with(KEEPERS, coordinator=403),
        note="the rules recommend nothing",
    )  # fmt: skip
row("review:recommendation", GET, args=_voice, **_with(EXPERTS, author=200))
for _name in ("vote", "decide"):
    row(f"review:{_name}", GET, args=_voice, **EXPERTS)
    row(f"review:{_name}", POST, args=_voice, **_with(KEEPERS, coordinator=422), note="empty")
for _method in (GET, POST):
    row(
        "review:recommendation-mark", _method, args=_voice,
        **_with(KEEPERS, author=403, coordinator=403), note="the council has not decided",
    )  # fmt: skip
row("review:by-link", GET, args=_link, everyone=200, note="the link is the right")
row("review:by-link", POST, args=_link, everyone=422, note="not confirmed")
for _name, _methods in (("by-link", (GET, POST)), ("decline-by-link", (POST,))):
    for _method in _methods:
        row(f"review:{_name}", _method, args=_closed_link, everyone=404, note="a made-up one")
row("review:decline-by-link", POST, args=_link, everyone=200)
row("review:file-by-link", GET, args=_no_file, everyone=404, note="a file of something else")
for _method in (GET, POST):
    row(
        "review:volunteer", _method, args=in_district, **KEEPERS,
        note="the rules ask for no peer review",
    )  # fmt: skip


# spreading of an approved work: its author and staff plan it, who reads the work reads the plan
def _approved(w: World) -> tuple[str]:
    _concluded(w)
    return (w.topic.pid,)


def _spread(w: World) -> tuple[str]:
    return (made.spreading_step(w).spreading.conclusion.request.publication.pid,)


def _offered(w: World) -> tuple[str, str]:
    return w.topic.pid, made.spreading_step(w).pid


_KEEP: dict[str, Any] = {"guest": SIGN_IN, "signed_in": 403, "stranger": 404, "technician": 404}
row(
    "review:spreading", GET, args=_approved, guest=SIGN_IN, signed_in=404, author=200,
    moderator=200, coordinator=200, note="there is no plan yet",
)  # fmt: skip
row(
    "review:spreading", POST, args=_approved, data={"words": "Учителям математики"}, guest=SIGN_IN,
    signed_in=404, author=302, moderator=302, coordinator=302,
)  # fmt: skip
row(
    "review:spreading-table", GET, args=_spread, guest=SIGN_IN, signed_in=200, stranger=404,
    technician=404,
)  # fmt: skip
row(
    "review:step-new", GET, args=_spread, **_KEEP, author=200, moderator=200, coordinator=200,
)  # fmt: skip
row(
    "review:step-new", POST, args=_spread, **_KEEP, author=422, moderator=422, coordinator=422,
    note="nothing is typed",
)  # fmt: skip
row(
    "review:step-edit", GET, args=_offered, **_KEEP, author=200, moderator=200, coordinator=200,
)  # fmt: skip
row(
    "review:step-edit", POST, args=_offered, **_KEEP, author=422, moderator=422, coordinator=422,
    note="nothing is typed",
)  # fmt: skip
row(
    "review:step-mark", GET, args=lambda w: (*_offered(w), "held"), **_KEEP, author=200,
    moderator=200, coordinator=200,
)  # fmt: skip
row(
    "review:step-mark", POST, args=lambda w: (*_offered(w), "drop"), data={"words": "Карантин"},
    **_KEEP, author=302, moderator=302, coordinator=302,
)  # fmt: skip
row(
    "review:step", POST, args=_offered, data={"act": "accept"}, **_KEEP, member=302,
    note="Борис was asked",
)  # fmt: skip
