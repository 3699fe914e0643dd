"""Addresses of drafts."""

from django.urls import path

from staffroom.core import addresses
from staffroom.features.drafting import views

addresses.register()

app_name = "drafting"

HERE = "<slug:district>/drafting/"
ONE = f"{HERE}<pid:pid>/"

urlpatterns = [
    path(HERE, views.drafts, name="drafts"),
    path(f"{HERE}new/", views.begin, name="begin"),
    path(ONE, views.draft, name="draft"),
    path(f"{ONE}editions/<int:number>/", views.edition, name="edition"),
    path(f"{ONE}write/", views.write, name="write"),
    path(f"{ONE}open/", views.open_discussion, name="open"),
    path(f"{ONE}speak/", views.speak, name="speak"),
    path(f"{ONE}remarks/<int:number>/", views.answer, name="answer"),
    path(f"{ONE}move/", views.move, name="move"),
    path(f"{ONE}decide/", views.decide, name="decide"),
    path(f"{ONE}drop/", views.drop, name="drop"),
]
