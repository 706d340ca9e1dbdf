"""The room `editing` as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy


class EditingConfig(AppConfig):
    """Names the room for Django and lets the audit trail listen."""

    name = "advisor.editing"
    verbose_name = gettext_lazy("Rule base")

    def ready(self) -> None:
        """Tell the audit trail of every sign-in and every change of people."""
        from advisor.editing import watching

        watching.watch()
