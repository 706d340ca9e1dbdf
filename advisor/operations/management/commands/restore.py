"""`manage.py restore FILE`: fill an empty database from a backup, and prove it equal."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from advisor.operations.restoring import CannotRestore, restore


class Command(BaseCommand):
    """Restores a backup into an empty, migrated database."""

    help = "Fill an empty, migrated database from a backup and prove that it is equal."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The backup, and what was deleted after it was made."""
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--deleted",
            type=Path,
            help="a file with what was deleted since, an id a line (manage.py links deleted)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Restore all of it or nothing."""
        for file in (options["file"], options["deleted"]):
            if file is not None and not file.is_file():
                raise CommandError(f"{file}: no such file", returncode=2)
        deleted = options["deleted"].read_text("utf-8").split() if options["deleted"] else ()
        try:
            found = restore(options["file"], deleted)
        except CannotRestore as error:
            raise CommandError(str(error), returncode=1) from None
        self.stdout.write(f"{found}  restored and read back")
