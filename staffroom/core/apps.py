"""The floor as a Django app: it starts the plugs of every installed app once."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Autodiscovers plug modules when all models are ready."""

    name = "staffroom.core"
    label = "core"
    verbose_name = "Основание"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Import every app's plug modules, as the Django admin imports `admin.py`."""
        from staffroom.core import folding as _lookups  # noqa: F401, PLC0415 - registers
        from staffroom.core import plugs  # noqa: PLC0415 - models must be ready first
        from staffroom.core.files import jobs as _file_jobs  # noqa: F401, PLC0415 - declares
        from staffroom.core.files import subscribers as _file_ears  # noqa: F401, PLC0415 - declares
        from staffroom.core.richtext import jobs as _text_jobs  # noqa: F401, PLC0415 - declares

        plugs.autodiscover()
