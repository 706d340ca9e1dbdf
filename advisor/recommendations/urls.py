"""Addresses of saved advice."""

from django.urls import path

from advisor.recommendations import cards, views

app_name = "recommendations"

urlpatterns = [
    path("r/<slug:recommendation_id>.json", views.show_json, name="json"),
    path("r/<slug:recommendation_id>.md", views.show_markdown, name="markdown"),
    path("card.png", cards.show_start, name="start-card"),
    path("r/<slug:recommendation_id>.png", cards.show_png, name="card"),
    path("r/<slug:recommendation_id>.svg", cards.show_svg, name="card-svg"),
    path("r/<slug:recommendation_id>/", views.show, name="show"),
    path("r/<slug:recommendation_id>/rules/", views.show_rules, name="rules"),
]
