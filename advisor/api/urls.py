"""Addresses of the API: the same in every language."""

from django.urls import path
from django.views.generic import RedirectView

from advisor.api import operations, saving  # noqa: F401 (they add what there is)
from advisor.api.document import openapi
from advisor.api.interface import api

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="api")),
    path("openapi.json", openapi, name="openapi"),
    path("", api.urls),
]
