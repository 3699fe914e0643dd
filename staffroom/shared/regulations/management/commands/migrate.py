"""`staffroom migrate`: Django's own, then the profiles that come with the product."""

from typing import Any

from django.core.management.commands import migrate

from staffroom.core.clock import now
from staffroom.core.migrating import narrow_states
from staffroom.shared.regulations import actions


class Command(migrate.Command):
    """Bring the tables and the shipped profiles up to date in one step: an update needs no second."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate; then install the profiles, unless only a part or a plan was asked for."""
        with narrow_states():
            super().handle(*args, **options)
        is_partial = options["app_label"] or options["plan"] or options["check_unapplied"]
        if not is_partial:
            actions.install_shipped(at=now())
