"""Addresses of saved advice."""

from django.urls import path

from advisor.recommendations import cards, comparing, history, owning, since, views
from advisor.recommendations.exporting import FORMS

app_name = "recommendations"

urlpatterns = [
    *(
        path(f"r/<slug:recommendation_id>.{form}", views.show_export, {"form": form}, name=form)
        for form in FORMS
    ),
    path("card.png", cards.show_start, name="start-card"),
    path("r/<slug:recommendation_id>.png", cards.show_png, name="card"),
    path("r/<slug:recommendation_id>.svg", cards.show_svg, name="card-svg"),
    path("r/<slug:recommendation_id>.ics", views.show_calendar, name="calendar"),
    path("r/<slug:recommendation_id>/", views.show, name="show"),
    path("r/<slug:recommendation_id>/done/", views.tick, name="tick"),
    path("r/<slug:recommendation_id>/rules/", views.show_rules, name="rules"),
    path("r/<slug:recommendation_id>/now/", since.then_and_now, name="now"),
    path("r/<slug:recommendation_id>/adopt/", since.adopt, name="adopt"),
    path("r/<slug:recommendation_id>/history/", history.history, name="history"),
    path("compare/", comparing.compare, name="compare"),
    path("r/<slug:recommendation_id>/owner/", owning.owner, name="owner"),
    path("r/<slug:recommendation_id>/owner/about/", owning.about, name="about"),
    path("r/<slug:recommendation_id>/owner/keep/", owning.keep, name="keep"),
    path("r/<slug:recommendation_id>/owner/rotate/", owning.rotate, name="rotate"),
    path("r/<slug:recommendation_id>/owner/leave/", owning.leave, name="leave"),
    path("r/<slug:recommendation_id>/owner/delete/", owning.delete, name="delete"),
]
