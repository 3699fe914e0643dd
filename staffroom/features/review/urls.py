"""Addresses of expert review."""

from django.urls import path

from staffroom.core import addresses
from staffroom.features.review.views import council, requests, reviewers, rubrics, spreading, works

addresses.register()

app_name = "review"

HERE = "<slug:district>/review/"
ONE = f"{HERE}<pid:pid>/"
RUBRIC = f"{HERE}rubrics/<pid:pid>/"
EXPERT = f"{HERE}experts/<pid:pid>/"
WORK = f"{HERE}works/<pid:pid>/"
LINK = f"{HERE}by-link/<str:secret>/"
SPREAD = "p/<named:pid>/spreading/"
VOICE = f"{HERE}recommendations/<pid:pid>/"

urlpatterns = [
    path("p/<named:pid>/review/", requests.ask, name="ask"),
    path(SPREAD, spreading.spreading, name="spreading"),
    path(f"{SPREAD}table/", spreading.table, name="spreading-table"),
    path(f"{SPREAD}steps/new/", spreading.step_new, name="step-new"),
    path(f"{SPREAD}steps/<pid:step_pid>/", spreading.step_act, name="step"),
    path(f"{SPREAD}steps/<pid:step_pid>/edit/", spreading.step_edit, name="step-edit"),
    path(f"{SPREAD}steps/<pid:step_pid>/<slug:what>/", spreading.step_mark, name="step-mark"),
    path(HERE, requests.home, name="home"),
    path(f"{HERE}rubrics/", rubrics.rubrics, name="rubrics"),
    path(f"{HERE}rubrics/new/", rubrics.write, name="rubric-new"),
    path(f"{RUBRIC}edit/", rubrics.write, name="rubric-edit"),
    path(f"{RUBRIC}close/", rubrics.close, name="rubric-close"),
    path(f"{RUBRIC}samples/new/", rubrics.put_sample, name="sample-new"),
    path(f"{HERE}samples/<pid:pid>/", rubrics.try_sample, name="sample"),
    path(f"{HERE}experts/", reviewers.experts, name="experts"),
    path(f"{HERE}experts/new/", reviewers.admit, name="expert-new"),
    path(f"{EXPERT}edit/", reviewers.change, name="expert-edit"),
    path(f"{EXPERT}end/", reviewers.end, name="expert-end"),
    path(f"{EXPERT}rest/", reviewers.rest, name="rest"),
    path(f"{EXPERT}rest/<int:key>/drop/", reviewers.drop_rest, name="rest-drop"),
    path(f"{HERE}volunteer/", reviewers.volunteer, name="volunteer"),
    path(f"{HERE}ties/", reviewers.tie, name="ties"),
    path(f"{HERE}council/", council.council, name="council"),
    path(f"{HERE}council/<pid:pid>/propose/", council.propose, name="propose"),
    path(VOICE, council.recommendation, name="recommendation"),
    path(f"{VOICE}vote/", council.vote, name="vote"),
    path(f"{VOICE}decide/", council.decide, name="decide"),
    path(f"{VOICE}mark/", council.mark, name="recommendation-mark"),
    path(WORK, works.work, name="work"),
    path(f"{WORK}accept/", works.accept, name="accept"),
    path(f"{WORK}decline/", works.decline, name="decline"),
    path(LINK, works.by_link, name="by-link"),
    path(f"{LINK}decline/", works.decline_by_link, name="decline-by-link"),
    path(f"{LINK}files/<pid:pid>/", works.file_by_link, name="file-by-link"),
    path(ONE, requests.request, name="request"),
    path(f"{ONE}name/", requests.name, name="name"),
    path(f"{ONE}assign/", requests.assign, name="assign"),
    path(f"{ONE}invite/", requests.invite, name="invite"),
    path(f"{ONE}experts/<pid:assignment>/release/", requests.release, name="release"),
    path(f"{ONE}back/", requests.give_back, name="back"),
    path(f"{ONE}resume/", requests.resume, name="resume"),
    path(f"{ONE}conclude/", requests.conclude, name="conclude"),
    path(f"{ONE}withdraw/", requests.withdraw, name="withdraw"),
    path(f"{ONE}mark/", requests.show, name="mark"),
]
