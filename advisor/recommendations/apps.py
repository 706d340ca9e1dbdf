"""The room `recommendations` as a Django app."""

from django.apps import AppConfig


class RecommendationsConfig(AppConfig):
    """Names the room for Django."""

    name = "advisor.recommendations"
