"""The app's place in Django."""

from django.apps import AppConfig


class CommunitiesConfig(AppConfig):
    """See the package's own words for what the app is for."""

    name = "staffroom.shared.communities"
    label = "communities"
    verbose_name = "Сообщества"
