"""The app's place in Django."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    """See the package's own words for what the app is for."""

    name = "staffroom.shared.journal"
    label = "journal"
    verbose_name = "Журнал"
