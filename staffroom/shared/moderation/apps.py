"""The app's place in Django."""

from django.apps import AppConfig


class ModerationConfig(AppConfig):
    """See the package's own words for what the app is for."""

    name = "staffroom.shared.moderation"
    label = "moderation"
    verbose_name = "Модерация"
