"""The app's place in Django."""

from django.apps import AppConfig


class PublicationsConfig(AppConfig):
    """See the package's own words for what the app is for."""

    name = "staffroom.shared.publications"
    label = "publications"
    verbose_name = "Публикации"
