"""Settings of the little site that the server's tests start as a real process."""

import os
from pathlib import Path
import time

from staffroom.config.server import guard, pages
from staffroom.config.settings import *  # noqa: F403 - the real settings with other addresses

ROOT_URLCONF = "tests.config.probe_urls"

guard.HEAD_SECONDS = float(os.environ.get("PROBE_HEAD_SECONDS", "10"))
guard.STALL_SECONDS = float(os.environ.get("PROBE_STALL_SECONDS", "60"))
pages.GAP_SECONDS = float(os.environ.get("PROBE_GAP_SECONDS", "30"))

real_sync = os.fdatasync


def sync(descriptor: int) -> None:
    """The disk answers when the file `disk-is-away` is gone; how often it was asked is noted."""
    folder = Path(os.environ["STAFFROOM_DATA"])
    with (folder / "syncs").open("a") as noted:
        noted.write(".")
    while (folder / "disk-is-away").exists():
        time.sleep(0.01)
    real_sync(descriptor)


os.fdatasync = sync
