"""Addresses of control."""

from django.urls import path

from staffroom.core import addresses
from staffroom.features.control import views

addresses.register()

app_name = "control"

HERE = "<slug:district>/control/"
ONE = f"{HERE}<pid:pid>/"

urlpatterns = [
    path(HERE, views.items, name="items"),
    path(f"{HERE}orders/<pid:pid>/new/", views.add, name="add"),
    path(ONE, views.item, name="item"),
    path(f"{ONE}change/", views.change, name="change"),
    path(f"{ONE}controller/", views.controller, name="controller"),
    path(f"{ONE}drop/", views.drop, name="drop"),
    path(f"{ONE}report/", views.report, name="report"),
    path(f"{ONE}judge/", views.judge, name="judge"),
]
