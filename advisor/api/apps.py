"""The room `api` as a Django app."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """Names the room for Django."""

    name = "advisor.api"
