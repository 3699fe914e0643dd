"""Settings of the tests: the real ones but for a memory database, a quick hasher and no server."""

import gc
import os
import tempfile

os.environ.setdefault("STAFFROOM_DATA", tempfile.mkdtemp(prefix="staffroom-test-"))

from staffroom.config.settings import *  # noqa: F403 - this file is the settings with a few changes
from staffroom.config.settings import DATABASES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
IS_DEVELOPMENT = False
OFFICE = ""  # what is installed beside us changes no test but the one that asks for it
CHECK_LINKS = False  # no test goes out; those that ask a server of their own say so
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
DATABASES = {
    name: {**database, "CONN_MAX_AGE": 0, "CONN_HEALTH_CHECKS": False}
    for name, database in DATABASES.items()
}
if "timeout" in DATABASES["default"].get(
    "OPTIONS", {}
):  # SQLite: one process says here what all pages say
    DATABASES["default"]["OPTIONS"] |= {"cached_statements": 4000}

# Half a million objects come with the modules and the tests and stay: looking through them again and
# again is a third of the start. `tests/conftest.py` lets the collector go on when all stand.
gc.disable()
