"""The app's place in Django."""

from django.apps import AppConfig


class ForumConfig(AppConfig):
    """See the package's own words for what the app is for."""

    name = "staffroom.features.forum"
    label = "forum"
    verbose_name = "Обсуждения"
