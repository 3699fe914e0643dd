"""The app's place in Django."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    """See the package's own words for what the app is for."""

    name = "staffroom.overviews.home"
    label = "home"
    verbose_name = "Главная"
