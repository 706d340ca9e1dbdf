"""Addresses of the proofs."""

from django.urls import path

from advisor.proofs import views

app_name = "proofs"

urlpatterns = [path("rules/proof/", views.page, name="page")]
