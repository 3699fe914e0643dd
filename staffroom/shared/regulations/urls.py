"""Addresses of the district's rules, among the tools of those who run it."""

from django.urls import path

from staffroom.shared.regulations import views

app_name = "regulations"

HERE = "<slug:district>/staff/rules/"

urlpatterns = [
    path(HERE, views.rules, name="rules"),
    path(f"{HERE}versions/", views.versions, name="versions"),
    path(f"{HERE}regulation/", views.adopt, name="adopt"),
    path(f"{HERE}<str:what>/", views.rule_edit, name="rule-edit"),
]
