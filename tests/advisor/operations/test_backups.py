"""A backup holds everything; a restore brings all of it back or nothing."""

import gzip
import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from io import StringIO
from pathlib import Path

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client

from advisor.operations.backups import back_up, hash_of_contents, tables
from advisor.operations.restoring import CannotRestore, restore
from advisor.recommendations.links import delete_recommendation
from advisor.recommendations.models import Recommendation
from advisor.releases.guards import guard, unguard
from advisor.releases.models import Release
from tests.advisor.conftest import logged_in
from tests.advisor.visiting import saved

GUARDED = ("releases_release", "editing_auditentry")


@pytest.fixture
def filled(vera: Client, small_release: Release) -> list[str]:
    """Two releases, people with rights, links; the addresses of the links."""
    person = User.objects.create_user("nora", password="secret", is_staff=True)
    person.groups.add(Group.objects.create(name="Readers"))
    person.user_permissions.add(Permission.objects.get(codename="view_release"))
    links = [saved(vera, team_size=str(size)) for size in (1, 2, 3)]
    Recommendation.objects.update(title="Đội “một”\n=1+1", expires_on=date(2999, 12, 31))
    return links


@pytest.fixture
def file(filled: list[str], tmp_path: Path) -> Path:
    """A backup of that."""
    back_up(tmp_path / "backup.gz", datetime.now(UTC))
    return tmp_path / "backup.gz"


def lose_everything() -> None:
    """Leave what a new, migrated database would hold, or less."""
    for table in GUARDED:
        unguard(connection, table)
    with connection.cursor() as cursor:
        for model in tables():
            cursor.execute(f"DELETE FROM {model._meta.db_table}")
    for table in GUARDED:
        guard(connection, table)


def altered(file: Path, change: Callable[[list[str]], list[str]]) -> Path:
    """The backup with other lines."""
    lines = gzip.decompress(file.read_bytes()).decode().splitlines(keepends=True)
    file.write_bytes(gzip.compress("".join(change(lines)).encode()))
    return file


def test_what_was_lost_comes_back(vera: Client, filled: list[str], file: Path) -> None:
    before, pages = hash_of_contents(), [vera.get(link).content for link in filled]
    lose_everything()
    assert vera.get(filled[0]).status_code != 200
    assert restore(file) == before == hash_of_contents()
    assert [bool(page) for page in pages] == [vera.get(link).status_code == 200 for link in filled]
    nora = User.objects.get(username="nora")
    assert nora.check_password("secret")
    assert nora.has_perm("releases.view_release")
    assert [group.name for group in nora.groups.all()] == ["Readers"]
    assert logged_in(nora).get("/en/admin/releases/release/").status_code == 200


def test_moments_stay_as_they_were(filled: list[str], file: Path) -> None:
    before = list(Recommendation.objects.values_list("pk", "created_at").order_by("pk"))
    lose_everything()
    restore(file)
    assert list(Recommendation.objects.values_list("pk", "created_at").order_by("pk")) == before


def test_new_rows_are_numbered_after_the_restored(filled: list[str], file: Path) -> None:
    lose_everything()
    restore(file)
    assert User.objects.create_user("new").pk > User.objects.get(username="nora").pk


def test_what_was_deleted_since_stays_deleted(
    vera: Client, filled: list[str], file: Path, tmp_path: Path
) -> None:
    ids = [link.strip("/").split("/")[-1] for link in filled]
    delete_recommendation(Recommendation.objects.get(pk=ids[1]))
    out = StringIO()
    call_command("links", "deleted", stdout=out)
    (tmp_path / "deleted").write_text(out.getvalue())
    lose_everything()
    call_command("restore", str(file), "--deleted", str(tmp_path / "deleted"), stdout=out)
    assert [vera.get(link).status_code for link in filled] == [200, 410, 200]


def test_links_in_a_row_close_the_gap(file: Path, filled: list[str]) -> None:
    lose_everything()
    restore(file)
    first, second, third = Recommendation.objects.order_by("created_at")
    second.supersedes, third.supersedes = first, second
    second.save()
    third.save()
    back_up(file, datetime.now(UTC))
    lose_everything()
    restore(file, [second.pk])
    assert Recommendation.objects.get(pk=third.pk).supersedes_id == first.pk


def test_the_same_contents_have_the_same_hash(filled: list[str], file: Path) -> None:
    first = hash_of_contents()
    lose_everything()
    restore(file)
    assert first == hash_of_contents()
    Recommendation.objects.first().delete()  # type: ignore[union-attr]
    assert first != hash_of_contents()


def test_sessions_and_limits_are_left_out(edda: Client, file: Path) -> None:
    text = gzip.decompress(file.read_bytes()).decode()
    assert "sessions.Session" not in text
    assert "rates.Bucket" not in text


DAMAGE: dict[str, tuple[Callable[[list[str]], list[str]], str]] = {
    "cut off": (lambda lines: lines[:-2], "ends in the middle"),
    "a row less": (lambda lines: [*lines[:-3], *lines[-2:]], "altered or damaged"),
    "a row changed": (
        lambda lines: [line.replace('"nora"', '"eve"') for line in lines],
        "altered or damaged",
    ),
    "another program's": (lambda lines: ['{"other":1}\n', *lines[1:]], "not a backup"),
    "no JSON": (lambda lines: ["nonsense\n", *lines], "not a whole backup"),
    "nothing": (lambda lines: [], "not a backup"),
    "later migrations": (
        lambda lines: [
            json.dumps({**json.loads(lines[0]), "migrations": ["rates.9999_later"]}) + "\n",
            *lines[1:],
        ],
        "rates.9999_later",
    ),
    "a foreign table": (
        lambda lines: [lines[0], '{"columns":["id"],"table":"sessions.Session"}\n', *lines[1:]],
        "holds no table",
    ),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_backup_changes_nothing(file: Path, damage: str) -> None:
    change, words = DAMAGE[damage]
    lose_everything()
    Group.objects.create(name="Here before")
    before = hash_of_contents()
    with pytest.raises(CannotRestore, match=words):
        restore(altered(file, change))
    assert hash_of_contents() == before


def test_what_is_not_packed_is_refused(tmp_path: Path, db: None) -> None:
    (tmp_path / "x.gz").write_text("plain text")
    lose_everything()
    with pytest.raises(CannotRestore, match="not a whole backup"):
        restore(tmp_path / "x.gz")


def test_a_database_that_holds_something_is_refused(file: Path) -> None:
    before = hash_of_contents()
    with pytest.raises(CannotRestore, match="not empty"):
        restore(file)
    assert hash_of_contents() == before


def test_the_commands(filled: list[str], tmp_path: Path) -> None:
    out, file = StringIO(), tmp_path / "backup.gz"
    call_command("backup", str(file), stdout=out)
    lose_everything()
    call_command("restore", str(file), stdout=out)
    written, restored = out.getvalue().splitlines()
    assert written.split()[0] == restored.split()[0]


def test_the_commands_refuse_in_one_line(filled: list[str], file: Path, tmp_path: Path) -> None:
    for command in (["backup", str(file)], ["backup", str(tmp_path / "no" / "b.gz")]):
        with pytest.raises(CommandError):
            call_command(*command)
    for options in ([str(tmp_path / "none")], [str(file), "--deleted", str(tmp_path / "none")]):
        with pytest.raises(CommandError, match="no such file"):
            call_command("restore", *options)
