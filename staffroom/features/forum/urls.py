"""Addresses of talk that publications do not have themselves."""

from django.urls import path

from staffroom.features.forum import views

app_name = "forum"

urlpatterns = [path("p/sections/<slug:pid>/official/", views.official, name="official")]
