"""The app's place in Django."""

from django.apps import AppConfig


class DesksConfig(AppConfig):
    """See the package's own words for what the app is for."""

    name = "staffroom.overviews.desks"
    label = "desks"
    verbose_name = "Обзор района"
