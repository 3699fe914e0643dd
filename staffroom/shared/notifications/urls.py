"""Addresses of notices."""

from django.urls import path

from staffroom.core import addresses
from staffroom.shared.notifications import views

addresses.register()

app_name = "notifications"

urlpatterns = [
    path("notices/", views.notice_list, name="list"),
    path("notices/read/", views.read_all, name="read-all"),
    path("notices/bell/", views.bell, name="bell"),
    path("notices/unsubscribe/<str:token>/", views.unsubscribe, name="unsubscribe"),
    path("notices/<pid:pid>/", views.notice_open, name="open"),
    path("settings/notices/", views.preferences, name="settings"),
]
