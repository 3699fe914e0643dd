"""Addresses of teachers' experience."""

from django.urls import path

from staffroom.core import addresses
from staffroom.overviews.experience import views

addresses.register()

app_name = "experience"

HERE = "people/<pid:pid>/experience/"

urlpatterns = [
    path("<slug:district>/experience/", views.teachers, name="list"),
    path(HERE, views.page, name="page"),
    path(f"{HERE}edit/", views.edit, name="edit"),
    path(f"{HERE}ask/", views.ask, name="ask"),
    path(f"{HERE}take-back/", views.take_back, name="take-back"),
    path(f"{HERE}works/<pid:work>/prepare/", views.prepare, name="prepare"),
    path(f"{HERE}requests/<pid:ask_pid>/", views.request_page, name="request"),
    path(f"{HERE}requests/<pid:ask_pid>/end/", views.end, name="end"),
]
