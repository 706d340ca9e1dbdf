"""The room `accounts` as a Django app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Names the room for Django and puts its form where staff sign in."""

    name = "advisor.accounts"

    def ready(self) -> None:
        """Let the admin sign people in by our form."""
        from django.contrib import admin

        from advisor.accounts import sessions
        from advisor.accounts.forms import SignInForm

        admin.site.login_form = SignInForm
        sessions.watch()
