"""Addresses of sharing."""

from django.urls import path

from staffroom.core import addresses
from staffroom.features.sharing.views import requests, resources

addresses.register()

app_name = "sharing"

HERE = "<slug:district>/sharing/"
RESOURCE = f"{HERE}resources/<pid:pid>/"
REQUEST = f"{HERE}requests/<pid:pid>/"

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
]
