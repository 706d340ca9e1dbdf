"""`manage.py backup FILE`: everything that must not be lost, while the site runs."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from advisor.operations.backups import back_up


class Command(BaseCommand):
    """Writes a backup and prints the hash of its contents."""

    help = "Write everything that must not be lost to a file, while the site runs."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, which must not be there yet."""
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the file, whole or not at all."""
        file: Path = options["file"]
        if file.exists():
            raise CommandError(f"{file} is there already: name a new file", returncode=2)
        if not file.parent.is_dir():
            raise CommandError(f"{file.parent}: no such folder", returncode=2)
        self.stdout.write(f"{back_up(file, timezone.now())}  {file}")
