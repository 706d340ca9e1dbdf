"""Addresses of the handbook.

Its pages hold nothing of the visitor and no token, so they may be compressed.
"""

from collections.abc import Callable

from django.http import HttpResponse
from django.urls import URLPattern, path
from django.views.decorators.gzip import gzip_page

from advisor.handbook import views

app_name = "handbook"


def page(route: str, view: Callable[..., HttpResponse]) -> URLPattern:
    """The address of a view, by the view's own name."""
    return path(route, gzip_page(view), name=view.__name__)


urlpatterns = [
    page("stages/", views.stages),
    page("stages/<int:number>/", views.stage),
    page("rules/", views.rules),
    page("rules/<slug:rule_id>/", views.rule),
    page("practices/", views.practices),
    page("components/", views.components),
    page("guide/", views.guide),
    page("guide/<slug:article_id>/", views.article),
    page("sources/", views.sources),
    page("sources/<slug:source_id>/", views.source),
    page("search/", views.search),
]
