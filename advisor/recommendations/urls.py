"""Addresses of saved advice."""

from django.urls import path

from advisor.recommendations import views

app_name = "recommendations"

urlpatterns = [
    path("r/<slug:recommendation_id>.json", views.show_json, name="json"),
    path("r/<slug:recommendation_id>.md", views.show_markdown, name="markdown"),
    path("r/<slug:recommendation_id>/", views.show, name="show"),
    path("r/<slug:recommendation_id>/rules/", views.show_rules, name="rules"),
]
