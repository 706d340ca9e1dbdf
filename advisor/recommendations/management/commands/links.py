"""`manage.py links`: what is done to all links: cleaning up, and keeping deletions."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from advisor.recommendations.links import delete_recommendation
from advisor.recommendations.models import Recommendation, Tombstone


class Command(BaseCommand):
    """Deletes links whose time is up; lists deletions, and repeats them after a restore."""

    help = "Clean up links whose time is up; list the deleted ones; delete listed ones again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One task each."""
        tasks = parser.add_subparsers(dest="task", required=True)
        clean = tasks.add_parser("clean", help="delete for ever what has passed its last day")
        clean.add_argument("--dry-run", action="store_true", help="only say how many")
        tasks.add_parser("deleted", help="print the ids of all that was deleted, one a line")
        forget = tasks.add_parser("forget", help="delete what a list names, after a restore")
        forget.add_argument("file", help="ids, one a line; - reads standard input")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do the task."""
        if options["task"] == "clean":
            self.clean(options["dry_run"])
        elif options["task"] == "deleted":
            for id_ in Tombstone.objects.order_by("pk").values_list("pk", flat=True):
                self.stdout.write(id_)
        else:
            self.forget(listed(options["file"]))

    def clean(self, dry_run: bool) -> None:
        """Delete what has passed its last day, and what a tombstone says is deleted."""
        over = Recommendation.objects.over(timezone.localdate())
        found = over | Recommendation.objects.filter(pk__in=Tombstone.objects.values("pk"))
        if dry_run:
            self.stdout.write(f"{found.count()} to delete")
            return
        self.stdout.write(f"{deleted(found.values_list('pk', flat=True))} deleted")

    def forget(self, ids: list[str]) -> None:
        """Delete what the list names; what is not here stays deleted should it come back."""
        count = deleted(ids)
        have = set(Tombstone.objects.values_list("pk", flat=True))
        Tombstone.objects.bulk_create(Tombstone(pk=each) for each in set(ids) - have)
        self.stdout.write(f"{count} deleted, {len(ids) - count} were not here")


def deleted(ids: Any) -> int:
    """How many of these there were to delete; one at a time, so that a break loses nothing."""
    count = 0
    for id_ in list(ids):
        for found in Recommendation.objects.filter(pk=id_):
            delete_recommendation(found)
            count += 1
    return count


def listed(name: str) -> list[str]:
    """The ids in a file, or in standard input for "-"."""
    try:
        text = sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{name}: cannot be read ({error})", returncode=2) from None
    ids = [line.strip() for line in text.splitlines() if line.strip()]
    if wrong := [each for each in ids if len(each) > 22]:
        raise CommandError(f"{name}: no id: {wrong[0][:40]}", returncode=2)
    return ids
