"""The proofs as a Django app."""

from django.apps import AppConfig


class ProofsConfig(AppConfig):
    """Names the room for Django."""

    name = "advisor.proofs"
