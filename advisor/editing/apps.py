"""The room `editing` as a Django app."""

from django.apps import AppConfig


class EditingConfig(AppConfig):
    """Names the room for Django."""

    name = "advisor.editing"
