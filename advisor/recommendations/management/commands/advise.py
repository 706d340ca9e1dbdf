"""`manage.py advise`: advice for a file of answers, nothing saved."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import translation

from advisor.pictures.language import page_language
from advisor.recommendations.exporting import Export, full_text, record
from advisor.releases import live
from advisor.releases.models import Release
from knowledge import Advice, KnowledgeError, RuleBase, advise, read_answers, read_folder
from knowledge.writing import json_text

BASE = settings.BASE_DIR / "knowledge/base"


class Command(BaseCommand):
    """Prints the advice for answers from a file or standard input."""

    help = "Print the advice for a YAML file of answers ('-' reads standard input)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The answers, and how to print the advice."""
        parser.add_argument("answers", help="a YAML file of fact: value, or -")
        parser.add_argument("--lang", choices=("vi", "en"), default="vi")
        parser.add_argument("--format", choices=("text", "json", "markdown"), default="text")
        parser.add_argument("--release", type=int, help="an older release by number")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, advise, print; bad input is named line by line, exit status 2."""
        base = rule_base(options["release"])
        name = options["answers"]
        try:
            advice = advise(base, read_answers(base, name, text_of(name)))
        except KnowledgeError as error:
            for problem in error.problems:
                self.stderr.write(str(problem))
            raise CommandError("nothing was advised", returncode=2) from None
        with translation.override(options["lang"]):
            self.stdout.write(printed(base, advice, options["format"]))


def rule_base(number: int | None) -> RuleBase:
    """The release asked for, else the newest one, else the shipped folder."""
    try:
        if number is not None:
            return live.rule_base(number)
        return live.current() if has_tables() else read_folder(BASE)
    except Release.DoesNotExist:
        raise CommandError(f"there is no release {number}", returncode=2) from None
    except live.NoRelease:
        return read_folder(BASE)


def has_tables() -> bool:
    """Whether the database was prepared; a fresh copy of the project advises without one."""
    return Release._meta.db_table in connection.introspection.table_names()


def text_of(name: str) -> bytes:
    """The bytes of the file `name`, or of standard input for "-"."""
    if name == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(name).read_bytes()
    except OSError as error:
        raise CommandError(f"{name}: {error.strerror}", returncode=2) from None


def printed(base: RuleBase, advice: Advice, form: str) -> str:
    """The advice in the form asked for, in the active language."""
    if form == "json":
        return json_text(advice.as_json(page_language()))
    if form == "markdown":
        return record(Export(base, advice))
    return full_text(Export(base, advice))
