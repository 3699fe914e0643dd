"""The app's place in Django."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """See the package's own words for what the app is for."""

    name = "staffroom.overviews.site"
    label = "site"
    verbose_name = "Сайт"
