"""Addresses of reports."""

from django.urls import path

from staffroom.core import addresses
from staffroom.shared.moderation import views

addresses.register()

app_name = "moderation"

urlpatterns = [
    path("p/<named:pid>/report/", views.report, name="report"),
    path("p/<named:pid>/comments/<int:seq>/report/", views.report, name="comment-report"),
    path("staff/reports/<pid:pid>/decide/", views.decide, name="decide"),
    path("<slug:district>/staff/reports/", views.reports, name="reports"),
]
