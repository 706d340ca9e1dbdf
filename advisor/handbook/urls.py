"""Addresses of the handbook."""

from django.urls import path

from advisor.handbook import views

app_name = "handbook"

urlpatterns = [
    path("stages/", views.stages, name="stages"),
    path("stages/<int:number>/", views.stage, name="stage"),
    path("rules/", views.rules, name="rules"),
    path("rules/picture/", views.picture, name="picture"),
    path("rules/<slug:rule_id>/", views.rule, name="rule"),
    path("practices/", views.practices, name="practices"),
    path("components/", views.components, name="components"),
    path("guide/", views.guide, name="guide"),
    path("guide/<slug:article_id>/", views.article, name="article"),
    path("glossary/", views.glossary, name="glossary"),
    path("sources/", views.sources, name="sources"),
    path("sources/<slug:source_id>/", views.source, name="source"),
    path("search/", views.search, name="search"),
]
