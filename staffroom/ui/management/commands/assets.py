"""`staffroom assets`: join styles and scripts anew after their sources have changed."""

from typing import Any

from django.core.management.base import BaseCommand

from staffroom.ui import assets


class Command(BaseCommand):
    """Writes the joined files and names those that changed."""

    help = "Join the styles and scripts of the pages (for developers; the results are committed)."

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the files."""
        for path in assets.write():
            self.stdout.write(path.name)
