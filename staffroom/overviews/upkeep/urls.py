"""Addresses of the technician's page."""

from django.urls import path

from staffroom.overviews.upkeep import views

app_name = "upkeep"

urlpatterns = [
    path("staff/health/", views.health, name="health"),
    path("staff/health/jobs/<int:job_id>/retry/", views.job_retry, name="job-retry"),
    path("staff/health/jobs/<int:job_id>/drop/", views.job_drop, name="job-drop"),
    path("staff/health/files/<int:check_id>/again/", views.virus_again, name="virus-again"),
    path("staff/health/files/<int:check_id>/drop/", views.virus_drop, name="virus-drop"),
    path("staff/health/files/<int:check_id>/open/", views.file_open, name="file-open"),
    path("staff/health/files/<int:check_id>/shut/", views.file_shut, name="file-shut"),
    path("staff/health/certificate/", views.certificate_check, name="certificate-check"),
]
