"""Addresses of the desk."""

from django.urls import path

from staffroom.overviews.desks import views

app_name = "desks"

urlpatterns = [
    path("home/desk/", views.mine, name="mine"),
    path("<slug:district>/staff/overview/", views.desk, name="desk"),
    path("<slug:district>/staff/overview/sections/", views.sections, name="sections"),
    path("<slug:district>/staff/overview/outside/", views.outside, name="outside"),
]
