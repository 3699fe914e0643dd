"""Is the site alive, and can it serve: for supervisors and balancers, without a word of detail."""

from collections.abc import Collection
from functools import cache
import logging
import os
import shutil

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, JsonResponse
from django.urls import path
from django.views.decorators.http import require_safe

log = logging.getLogger(__name__)

LEAST_FREE = 64 * 2**20  # bytes on the data disk, below which nothing is promised to be kept


@require_safe
def live(_request: HttpRequest) -> JsonResponse:
    """The process answers."""
    return _said("alive")


@require_safe
def ready(_request: HttpRequest) -> JsonResponse:
    """The database answers, its tables are ours, the disk takes more; 503 otherwise."""
    fault = _fault()
    if fault:
        log.error("not ready: %s", fault)
        return _said("not ready", status=503)
    return _said("ready")


def _fault() -> str:
    try:
        applied = MigrationRecorder(connection).applied_migrations()
    except DatabaseError as problem:
        return f"database: {type(problem).__name__}"
    if not _holds(applied):
        return "the tables are of another version"
    if not os.access(settings.DATA_DIR, os.W_OK):
        return "the data folder is not writable"
    if shutil.disk_usage(settings.DATA_DIR).free < LEAST_FREE:
        return "the disk is full"
    return ""


def is_migrated() -> bool:
    """True when the tables are of this version; a database that does not answer raises its own error."""
    return _holds(MigrationRecorder(connection).applied_migrations())


def _holds(applied: Collection[tuple[str, str]]) -> bool:
    return set(latest_migrations()) <= set(applied)


@cache
def latest_migrations() -> tuple[tuple[str, str], ...]:
    """The last migration of each app in this program's files."""
    return tuple(MigrationLoader(None, ignore_no_migrations=True).graph.leaf_nodes())


def _said(state: str, *, status: int = 200) -> JsonResponse:
    return JsonResponse({"status": state}, status=status, headers={"Cache-Control": "no-store"})


app_name = "health"
urlpatterns = [
    path("health/live", live, name="live"),
    path("health/ready", ready, name="ready"),
]
