"""Addresses of creation."""

from django.urls import path

from staffroom.core import addresses
from staffroom.features.governance.views import (
    applications,
    deciding,
    initiatives,
    standing,
    topics,
)

addresses.register()

app_name = "governance"

HERE = "<slug:district>/creation/"
ONE = f"{HERE}<pid:pid>/"

urlpatterns = [
    path("p/<named:pid>/support/", initiatives.back, name="back"),
    path("p/<named:pid>/support/decision/", initiatives.decide, name="decide-initiative"),
    path(HERE, applications.creation, name="creation"),
    path(f"{HERE}new/", applications.begin, name="begin"),
    path(f"{HERE}orders/", standing.order, name="standing-order"),
    path(f"{HERE}topics/new/", topics.offer, name="offer"),
    path(f"{HERE}topics/<pid:pid>/", topics.topic, name="topic"),
    path(f"{HERE}topics/<pid:pid>/interest/", topics.mark, name="interest"),
    path(f"{HERE}topics/<pid:pid>/close/", topics.close, name="close-topic"),
    path(ONE, applications.application, name="application"),
    path(f"{ONE}edit/", applications.edit, name="edit"),
    path(f"{ONE}drop/", applications.drop, name="drop"),
    path(f"{ONE}call/", applications.call, name="call"),
    path(f"{ONE}consent/", applications.answer_call, name="answer-call"),
    path(f"{ONE}people/<pid:person_pid>/release/", applications.release, name="release"),
    path(f"{ONE}people/<pid:person_pid>/lead/", applications.lead, name="lead"),
    path(f"{ONE}submit/", applications.submit, name="submit"),
    path(f"{ONE}withdraw/", applications.withdraw, name="withdraw"),
    path(f"{ONE}ask/", deciding.ask, name="ask"),
    path(f"{ONE}reply/<int:number>/", deciding.reply, name="reply"),
    path(f"{ONE}support/", deciding.support, name="support"),
    path(f"{ONE}refuse/", deciding.refuse, name="refuse"),
    path(f"{ONE}order/", deciding.order, name="order"),
]
