"""Addresses of terms and of reshaping."""

from django.urls import path

from staffroom.core import addresses
from staffroom.features.lifecycle.views import endings, lists, reshapings

addresses.register()

app_name = "lifecycle"

TERM = "<slug:district>/c/<named:pid>/term/"
ASKED = f"{TERM}requests/<pid:request_pid>/"
RESHAPE = "<slug:district>/c/<named:pid>/reshape/"
RESHAPING = f"{RESHAPE}<pid:reshaping_pid>/"

urlpatterns = [
    path("<slug:district>/terms/", lists.listed, name="list"),
    path(TERM, endings.term, name="term"),
    path(f"{TERM}product/", endings.product, name="product"),
    path(f"{TERM}extension/", endings.extension, name="extension"),
    path(f"{TERM}closing/", endings.closing, name="closing"),
    path(f"{TERM}extend/", endings.extend, name="extend"),
    path(f"{TERM}close/", endings.close, name="close"),
    path(f"{ASKED}agree/", endings.agree, name="agree"),
    path(f"{ASKED}refuse/", endings.refuse, name="refuse"),
    path(f"{ASKED}withdraw/", endings.withdraw, name="withdraw"),
    path(f"{ASKED}order/", endings.order, name="order"),
    path(RESHAPE, reshapings.overview, name="reshape"),
    path(f"{RESHAPE}new/<slug:kind>/", reshapings.choose, name="reshape-choose"),
    path(RESHAPING, reshapings.reshaping, name="reshaping"),
    path(f"{RESHAPING}drop/", reshapings.drop, name="reshaping-drop"),
    path(f"{RESHAPING}order/", reshapings.order, name="reshaping-order"),
]
