"""Addresses of organisations, among the tools of those who run a district."""

from django.urls import path

from staffroom.core import addresses
from staffroom.shared.organizations.views import organizations as views

addresses.register()

app_name = "organizations"

HERE = "<slug:district>/staff/organizations/"

urlpatterns = [
    path(HERE, views.organizations, name="organizations"),
    path(f"{HERE}add/", views.add, name="add"),
    path(f"{HERE}<pid:pid>/", views.organization, name="organization"),
    path(f"{HERE}<pid:pid>/change/", views.change, name="change"),
    path(f"{HERE}<pid:pid>/departments/", views.department_add, name="department-add"),
    path(
        f"{HERE}<pid:pid>/departments/<pid:part>/remove/",
        views.department_remove,
        name="department-remove",
    ),
    path("<slug:district>/staff/district/", views.district_card, name="district"),
]
