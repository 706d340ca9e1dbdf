"""Production's settings, but for one: all tests together save more links than a visitor may."""

from advisor.settings import *  # noqa: F403

RATES = {**RATES, "save": (10_000, 1)}  # noqa: F405
