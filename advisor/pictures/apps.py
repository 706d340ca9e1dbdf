"""The room `pictures` as a Django app."""

from django.apps import AppConfig


class PicturesConfig(AppConfig):
    """Names the room for Django, which finds the template tags by it."""

    name = "advisor.pictures"
