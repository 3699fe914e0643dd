"""The app's place in Django."""

from django.apps import AppConfig


class RostersConfig(AppConfig):
    """See the package's own words for what the app is for."""

    name = "staffroom.features.rosters"
    label = "rosters"
    verbose_name = "Состав и назначения по приказу"
