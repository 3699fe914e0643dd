"""As in Russian."""

from django.conf.locale.ru.formats import *  # type: ignore[import-untyped]  # noqa: F403 - Django asks this module for its names
