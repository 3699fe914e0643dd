"""The `staffroom` command: for an operator what `make` is for a developer."""

import os
import sys


def main() -> None:
    """Run a command: Django's machinery under our own name."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "staffroom.config.settings")
    from django.core.management import execute_from_command_line  # noqa: PLC0415 - settings first

    execute_from_command_line(sys.argv)
