"""Addresses of organisations, among the tools of those who run a district."""

from django.urls import path

from staffroom.core import addresses
from staffroom.shared.organizations.views import imports
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
    path("<slug:district>/staff/import/", imports.upload, name="import"),
    path("<slug:district>/staff/import/sample.csv", imports.sample, name="import-sample"),
    path("<slug:district>/staff/import/<pid:pid>/", imports.shown, name="import-shown"),
    path("<slug:district>/staff/import/<pid:pid>/apply/", imports.apply, name="import-apply"),
    path("<slug:district>/staff/import/<pid:pid>/discard/", imports.discard, name="import-discard"),
]
