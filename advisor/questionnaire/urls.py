"""Addresses of the questionnaire."""

from django.urls import path

from advisor.questionnaire import files, maps, revising, terminal, views

app_name = "questionnaire"

urlpatterns = [
    path("ask/", views.ask, name="ask"),
    path("ask/check/", views.check, name="check"),
    path("ask/answers.yaml", files.download, name="download"),
    path("ask/upload/", files.upload, name="upload"),
    path("ask/clear/", views.clear, name="clear"),
    path("ask/<slug:topic>/", views.topic, name="topic"),
    path("advice", terminal.advice_without_slash),
    path("advice/", views.advice, name="advice"),
    path("advice/done/", views.tick, name="tick"),
    path("advice/rules/", views.rules, name="rules"),
    path("advice/firm/", views.firm_page, name="firm"),
    path("advice/save/", views.save, name="save"),
    path("r/<slug:recommendation_id>/answers/", revising.revise, name="revise"),
    path("map/", maps.map_page, name="map"),
]
