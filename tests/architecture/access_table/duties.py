"""Who gets what: duties."""

from tests.architecture.access import GET, POST, SIGN_IN, row
from tests.architecture.access_table.places import in_district
from tests.factories.duties import question_duty, report_duty

# duties: each sees his own
row("duties:list", GET, guest=SIGN_IN, signed_in=200)
row(
    "duties:hand-over",
    GET,
    args=lambda w: (report_duty(w).pid,),
    guest=SIGN_IN,
    signed_in=404,
    moderator=200,
)
row("duties:hand-over", POST, args=lambda w: (report_duty(w).pid,), data=lambda w: {"person": w.galina.pid},
    guest=SIGN_IN, signed_in=404, moderator=302)  # fmt: skip
row("duties:control", GET, guest=SIGN_IN, signed_in=200)
row("duties:handed", GET, guest=SIGN_IN, signed_in=200)
_DUTY = lambda w: (report_duty(w).pid,)  # noqa: E731
row("duties:duty", GET, args=_DUTY, guest=SIGN_IN, signed_in=404, moderator=200, coordinator=200)
row("duties:close", GET, args=_DUTY, note="a decision", guest=SIGN_IN, signed_in=404, moderator=403)
_QUESTION = lambda w: (question_duty(w).pid,)  # noqa: E731
row("duties:close", GET, args=_QUESTION, guest=SIGN_IN, signed_in=404, moderator=200)
row("duties:close", POST, args=_QUESTION, note="empty", guest=SIGN_IN, signed_in=404, moderator=422)
row("duties:board", GET, args=in_district, guest=SIGN_IN, signed_in=404, coordinator=200)
row("duties:export", GET, args=in_district, guest=SIGN_IN, signed_in=404, coordinator=200)
