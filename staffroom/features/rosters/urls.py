"""Addresses of compositions and appointments; they stand before those of communities."""

from django.urls import path

from staffroom.core import addresses
from staffroom.features.rosters.views import appointments, rosters

addresses.register()

app_name = "rosters"

HERE = "<slug:district>/c/<named:pid>/roster/"

urlpatterns = [
    path("<slug:district>/appointments/", appointments.appointments, name="appointments"),
    path("<slug:district>/appointments/new/", appointments.appoint, name="appoint"),
    path(HERE, rosters.roster, name="roster"),
    path(f"{HERE}ask/", rosters.ask, name="ask"),
    path(f"{HERE}draft/", rosters.draft, name="draft"),
    path(f"{HERE}prepare/", rosters.prepare, name="prepare"),
    path(f"{HERE}consent/", rosters.consent, name="consent"),
    path(f"{HERE}people/<pid:person_pid>/take/", rosters.take, name="take"),
    path(f"{HERE}lines/<pid:entry_pid>/release/", rosters.release, name="release"),
]
