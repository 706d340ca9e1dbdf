"""The site's settings while its API is fuzzed: nobody has to wait."""

from tests.settings import *  # noqa: F403

RATES = dict.fromkeys(RATES, (1000000, 1))  # noqa: F405
LOGGING = {"version": 1, "disable_existing_loggers": True}
