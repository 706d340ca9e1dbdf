"""Addresses of saved advice."""

from django.urls import path

from advisor.recommendations import views

app_name = "recommendations"

urlpatterns = [
    path("r/<str:recommendation_id>.json", views.show_json, name="json"),
    path("r/<str:recommendation_id>.md", views.show_markdown, name="markdown"),
    path("r/<str:recommendation_id>/", views.show, name="show"),
]
