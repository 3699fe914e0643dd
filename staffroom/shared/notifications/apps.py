"""The app's place in Django."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    """See the package's own words for what the app is for."""

    name = "staffroom.shared.notifications"
    label = "notifications"
    verbose_name = "Уведомления"
