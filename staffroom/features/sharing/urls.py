"""Addresses of sharing."""

from django.urls import path

from staffroom.core import addresses
from staffroom.features.sharing.views import agreements, partners, requests, resources, sides

addresses.register()

app_name = "sharing"

HERE = "<slug:district>/sharing/"
RESOURCE = f"{HERE}resources/<pid:pid>/"
REQUEST = f"{HERE}requests/<pid:pid>/"
AGREEMENT = f"{HERE}agreements/<pid:pid>/"
PARTNER = f"{HERE}partners/<pid:pid>/"
PROPOSAL = f"{HERE}proposals/<pid:pid>/"
SIDE = f"{AGREEMENT}<pid:organization>/"

urlpatterns = [
    path(HERE, resources.board, name="board"),
    path(f"{HERE}offer/", resources.offer, name="offer"),
    path(RESOURCE, resources.resource, name="resource"),
    path(f"{RESOURCE}change/", resources.change, name="change"),
    path(f"{RESOURCE}close/", resources.close, name="close"),
    path(f"{RESOURCE}reopen/", resources.reopen, name="reopen"),
    path(f"{RESOURCE}ask/", requests.ask, name="ask"),
    path(f"{HERE}requests/", requests.requests, name="requests"),
    path(REQUEST, requests.one, name="request"),
    path(f"{REQUEST}answer/", requests.answer, name="answer"),
    path(f"{REQUEST}settle/", requests.settle, name="settle"),
    path(f"{REQUEST}withdraw/", requests.withdraw, name="withdraw"),
    path(f"{HERE}agreements/", agreements.register, name="agreements"),
    path(f"{HERE}agreements/register.xlsx", agreements.export, name="export"),
    path(f"{HERE}agreements/begin/", agreements.begin, name="begin"),
    path(AGREEMENT, agreements.agreement, name="agreement"),
    path(f"{AGREEMENT}change/", agreements.change, name="change-agreement"),
    path(f"{AGREEMENT}offer/", agreements.offer, name="offer-agreement"),
    path(f"{AGREEMENT}take-back/", agreements.take_back, name="take-back"),
    path(f"{AGREEMENT}drop/", agreements.drop, name="drop"),
    path(f"{AGREEMENT}extend/", sides.extend, name="extend"),
    path(SIDE, agreements.side, name="side"),
    path(f"{SIDE}agree/", sides.agree, name="agree"),
    path(f"{SIDE}return/", sides.give_back, name="return"),
    path(f"{SIDE}note/", sides.note, name="note"),
    path(f"{SIDE}end/", sides.end, name="end"),
    path(f"{SIDE}let-end/", sides.let_end, name="let-end"),
    path(f"{SIDE}sum/", sides.sum_up, name="sum"),
    path(f"{HERE}partners/", partners.partners, name="partners"),
    path(PARTNER, partners.partner, name="partner"),
    path(f"{PARTNER}describe/", partners.describe, name="describe"),
    path(f"{PARTNER}propose/", partners.propose, name="propose"),
    path(PROPOSAL, partners.proposal, name="proposal"),
    path(f"{PROPOSAL}answer/", partners.answer, name="answer-proposal"),
    path(f"{PROPOSAL}withdraw/", partners.withdraw, name="withdraw-proposal"),
]
