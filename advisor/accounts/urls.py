"""Addresses of the second factor, inside the admin."""

from django.urls import path

from advisor.accounts import views

app_name = "accounts"

urlpatterns = [
    path("", views.manage, name="manage"),
    path("set-up/", views.set_up, name="set_up"),
    path("code/", views.code, name="code"),
    path("recovery-codes/", views.renew, name="renew"),
    path("remove/", views.remove, name="remove"),
]
