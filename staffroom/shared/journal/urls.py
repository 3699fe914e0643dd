"""Addresses of the journal; they stand before those of communities, whose sections would hide the log."""

from django.urls import path

from staffroom.core import addresses
from staffroom.shared.journal import views

addresses.register()

app_name = "journal"

urlpatterns = [
    path("<slug:district>/staff/journal/", views.journal, name="journal"),
    path("<slug:district>/c/<named:pid>/log/", views.log, name="log"),
]
