"""The app's place in Django."""

from django.apps import AppConfig


class OrganizationsConfig(AppConfig):
    """See the package's own words for what the app is for."""

    name = "staffroom.shared.organizations"
    label = "organizations"
    verbose_name = "Организации"
