"""Django settings, read top to bottom; everything an operator may change comes from `conf`."""

from pathlib import Path

from staffroom.config.conf import conf
from staffroom.core.logs import logging_settings
from staffroom.shared.accounts.registry import Power

PACKAGE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = conf.data_dir

SECRET_KEY = conf.secret_key
DEBUG = False
ALLOWED_HOSTS = conf.allowed_hosts
ROOT_URLCONF = "staffroom.config.urls"
APPEND_SLASH = True

INSTALLED_APPS = [
    "staffroom.config",
    "staffroom.core",
    "staffroom.ui",
    "staffroom.shared.accounts",
    "staffroom.shared.organizations",
    "staffroom.shared.regulations",
    "staffroom.shared.communities",
    "staffroom.shared.publications",
    "staffroom.shared.duties",
    "staffroom.shared.documents",
    "staffroom.shared.notifications",
    "staffroom.shared.journal",
    "staffroom.shared.moderation",
    "staffroom.shared.search",
    "staffroom.features.forum",
    "staffroom.overviews.desks",
    "staffroom.features.curating",
    "staffroom.features.governance",
    "staffroom.features.rosters",
    "staffroom.features.plans",
    "staffroom.features.materials",
    "staffroom.features.collections",
    "staffroom.features.review",
    "staffroom.features.lifecycle",
    "staffroom.features.adoption",
    "staffroom.overviews.clauses",
    "staffroom.features.control",
    "staffroom.features.drafting",
    "staffroom.features.sharing",
    "staffroom.overviews.experience",
    "staffroom.overviews.home",
    "staffroom.overviews.site",
    "staffroom.overviews.upkeep",
    "staffroom.demo",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "staffroom.core.middleware.tracing.request_id",
    "staffroom.core.middleware.headers.security",
    "staffroom.core.middleware.guests.whole_pages",
    "staffroom.core.middleware.size.compressed",
    "staffroom.shared.accounts.middleware.session",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "staffroom.shared.communities.middleware.viewer",
    "staffroom.shared.accounts.middleware.strong_powers",
    "staffroom.ui.middleware.language",
    "staffroom.ui.middleware.refusals",
]

TEMPLATES = [
    {
        "BACKEND": "staffroom.ui.templating.Templates",
        "APP_DIRS": True,
        "DIRS": [],
        "OPTIONS": {"environment": "staffroom.ui.templating.environment"},
    },
]
FORM_RENDERER = "staffroom.ui.templating.FormRenderer"

DATABASES = {"default": conf.database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.Person"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
LOGIN_URL = "/account/sign-in/"
SESSION_ENGINE = "staffroom.shared.accounts.adapters.sessions"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = conf.is_https
SESSION_COOKIE_NAME = "__Host-session" if conf.is_https else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if conf.is_https else "csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_TRUSTED_ORIGINS = [conf.site] if conf.is_https else []
CSRF_FAILURE_VIEW = "staffroom.ui.failures.stale_form"
TRUSTED_TYPES = ["staffroom"]  # the one policy of our scripts
SESSION_COOKIE_AGE = 30 * 24 * 3600
SITE_ADDRESS = conf.site
SITE_CERTIFICATE = conf.certificate
IS_PRODUCTION = conf.is_production
IS_DEVELOPMENT = conf.is_development
LIVING_PAGE_POWER = int(Power.TECHNICAL)  # who may open /ui/ on an installation that people use
SECOND_FACTOR_REQUIRED = conf.needs_second_factor
OWNER = conf.owner
LARGEST_FILE = conf.largest_file
LARGEST_FILE_OF_STAFF = conf.largest_file_of_staff
SPACE_OF_PERSON = conf.space_of_person
SPACE_OF_STAFF = conf.space_of_staff
KEEP_FREE = conf.keep_free
PASSWORD_RESET_TIMEOUT = 3600
EMAIL_BACKEND = "staffroom.shared.accounts.adapters.letters.LetterBackend"
FILES_ACCEL = conf.files_accel
MACROS, LOCKED_FILES = conf.macros, conf.locked_files
PREVIEW_PAGES, OFFICE = conf.preview_pages, conf.office
CLAMD, CLAMD_HOURS = conf.clamd, conf.clamd_hours
CHECK_LINKS = conf.check_links
OUTSIDE_ALLOWED: frozenset[tuple[str, int]] = frozenset()  # tests name a server of their own here

LANGUAGE_CODE = "ru"
LANGUAGES = [("ru", "Русский"), ("tt", "Татарча"), ("sah", "Саха тыла")]
LOCALE_PATHS = [DATA_DIR / "locale"]  # the compiled catalogues, laid there by ui.apps
FORMAT_MODULE_PATH = ["staffroom.ui.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = conf.time_zone

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_FINDERS = [
    "staffroom.ui.assets.Finder",  # joined styles and scripts
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

WHITENOISE_KEEP_ONLY_HASHED_FILES = True

globals().update(conf.email())

LOGGING = logging_settings(is_json=conf.logs_as_json, level=conf.log_level)
