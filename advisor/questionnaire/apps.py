"""The room `questionnaire` as a Django app."""

from django.apps import AppConfig


class QuestionnaireConfig(AppConfig):
    """Names the room for Django."""

    name = "advisor.questionnaire"
