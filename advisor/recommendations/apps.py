"""The room `recommendations` as a Django app."""

import logging

from django.apps import AppConfig

from advisor.recommendations.discretion import discreet


class RecommendationsConfig(AppConfig):
    """Names the room for Django."""

    name = "advisor.recommendations"

    def ready(self) -> None:
        """Keep the ids of links out of every log, whoever writes it and wherever to."""
        logging.setLogRecordFactory(discreet(logging.getLogRecordFactory()))
