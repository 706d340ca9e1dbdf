"""The room `releases` as a Django app."""

from django.apps import AppConfig


class ReleasesConfig(AppConfig):
    """Names the room for Django."""

    name = "advisor.releases"
