"""The app's place in Django."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """See the package's own words for what the app is for."""

    name = "staffroom.features.plans"
    label = "plans"
    verbose_name = "Планы и проекты"
