"""The app's place in Django."""

from django.apps import AppConfig


class UpkeepConfig(AppConfig):
    """See the package's own words for what the app is for."""

    name = "staffroom.overviews.upkeep"
    label = "upkeep"
    verbose_name = "Состояние сайта"
