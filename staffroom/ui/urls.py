"""Addresses of the design system itself."""

from django.urls import path, re_path

from staffroom.ui import views

app_name = "ui"
urlpatterns = [
    path("ui/", views.living, name="living"),
    path("ui/looks/", views.looks, name="looks"),
    re_path(
        r"^ui/accent/(?P<light>[0-9a-f]{6})-(?P<dark>[0-9a-f]{6})\.css$",
        views.accent,
        name="accent",
    ),
]
