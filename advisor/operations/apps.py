"""The room `operations` as a Django app."""

from django.apps import AppConfig


class OperationsConfig(AppConfig):
    """Names the room for Django, which finds the commands by it."""

    name = "advisor.operations"
