"""Addresses of duties."""

from django.urls import path

from staffroom.core import addresses
from staffroom.shared.duties import views

addresses.register()

app_name = "duties"

urlpatterns = [
    path("home/duties/", views.duties, name="list"),
    path("home/duties/<pid:pid>/hand-over/", views.hand_over, name="hand-over"),
]
