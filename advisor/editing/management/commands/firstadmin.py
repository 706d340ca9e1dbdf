"""`manage.py firstadmin`: the first administrator of a new installation."""

import secrets
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand

NAME = "admin"


class Command(BaseCommand):
    """Makes one administrator where there is none, and prints the password once."""

    help = "Create the first administrator and print the password once; nothing after that."

    def handle(self, *args: Any, **options: Any) -> None:
        """Create the account unless somebody can already log in as administrator."""
        users = get_user_model().objects
        if users.filter(is_superuser=True).exists():
            return
        password = secrets.token_urlsafe(16)
        users.create_superuser(NAME, password=password)
        self.stdout.write(f"Administrator: {NAME}   password: {password}   (shown only once)")
