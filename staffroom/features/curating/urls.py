"""Addresses of curators; they stand before those of communities, whose sections would hide them."""

from django.urls import path

from staffroom.core import addresses
from staffroom.features.curating import views

addresses.register()

app_name = "curating"

HERE = "<slug:district>/c/<named:pid>/"

urlpatterns = [
    path(f"{HERE}listeners/", views.listeners, name="listeners"),
    path(f"{HERE}manage/listeners/", views.entrust, name="entrust"),
    path(f"{HERE}manage/listeners/<pid:person_pid>/release/", views.release, name="release"),
]
