"""The product's own settings with the two yardsticks among its addresses: what the bench serves."""

from staffroom.config.settings import *  # noqa: F403 - the product's, whole

ROOT_URLCONF = "tools.bench_urls"
