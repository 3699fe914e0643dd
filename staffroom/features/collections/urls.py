"""Addresses of shelves."""

from django.urls import path

from staffroom.core import addresses
from staffroom.features.collections.views import advice, exchange, novelties, shelves, trends

addresses.register()

app_name = "collections"

ALL = "<slug:district>/collections/"
ONE = f"{ALL}<pid:pid>/"
ITEM = f"{ONE}items/<pid:item>/"
NEW = "<slug:district>/novelties/"
HERE = "p/<named:pid>/"

urlpatterns = [
    path(ALL, shelves.collections, name="list"),
    path(f"{ALL}new/", shelves.begin, name="new"),
    path(ONE, shelves.collection, name="collection"),
    path(f"{ONE}edit/", shelves.change, name="edit"),
    path(f"{ONE}remove/", shelves.remove, name="remove"),
    path(f"{ONE}follow/", shelves.follow, name="follow"),
    path(f"{ONE}issue/", shelves.issue, name="issue"),
    path(f"{ITEM}note/", shelves.note, name="note"),
    path(f"{ITEM}move/", shelves.move, name="move"),
    path(f"{ITEM}remove/", shelves.take_off, name="take-off"),
    path("<slug:district>/exchange/", exchange.exchange, name="exchange"),
    path("<slug:district>/exchange/<pid:pid>/", exchange.exchange, name="exchange-of"),
    path("<slug:district>/trends/", trends.trends, name="trends"),
    path(NEW, novelties.novelties, name="novelties"),
    path(f"{NEW}new/", novelties.add, name="novelty-new"),
    path(f"{NEW}<pid:pid>/edit/", novelties.change, name="novelty-edit"),
    path(f"{NEW}<pid:pid>/remove/", novelties.remove, name="novelty-remove"),
    path(f"{HERE}collect/", shelves.put, name="put"),
    path(f"{HERE}recommend/", advice.recommend, name="recommend"),
    path(f"{HERE}recommend/<pid:advice>/end/", advice.end, name="recommend-end"),
    path(f"{HERE}pick/", advice.pick, name="pick"),
]
