"""The room `rates` as a Django app."""

from django.apps import AppConfig


class RatesConfig(AppConfig):
    """Names the room for Django."""

    name = "advisor.rates"
