"""The room `handbook` as a Django app."""

from django.apps import AppConfig


class HandbookConfig(AppConfig):
    """Names the room for Django."""

    name = "advisor.handbook"
