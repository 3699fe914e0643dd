"""The app's place in Django."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """See the package's own words for what the app is for."""

    name = "staffroom.shared.documents"
    label = "documents"
    verbose_name = "Документы"
