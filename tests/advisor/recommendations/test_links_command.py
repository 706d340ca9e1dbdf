"""`manage.py links`: cleaning up, and deletions that outlive a restore."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from advisor.recommendations.models import Recommendation, Tombstone
from tests.advisor.visiting import saved, stored


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What the command prints."""
    call_command("links", *arguments)
    return capsys.readouterr().out


def id_of(address: str) -> str:
    return address.strip("/").removeprefix("r/")


@pytest.fixture
def three(vera: Client) -> list[str]:
    """One whose usual life is over, one past its last day, and one that is not over."""
    addresses = [saved(vera, teams="2") for _ in range(3)]
    today = timezone.localdate()
    forgotten, ended, _ = (Recommendation.objects.filter(pk=id_of(each)) for each in addresses)
    forgotten.update(opened_at=timezone.now() - settings.LINK_LIFE - timedelta(days=1))
    ended.update(expires_on=today - timedelta(days=1))
    return addresses


def test_cleaning_deletes_what_is_over_and_nothing_else(
    vera: Client, three: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(capsys, "clean") == "2 deleted\n"
    assert [vera.get(each).status_code for each in three] == [410, 410, 200]
    assert Tombstone.objects.count() == 2
    assert run(capsys, "clean") == "0 deleted\n"


def test_what_the_command_finds_is_what_the_pages_refuse(vera: Client, three: list[str]) -> None:
    over = {each.pk for each in Recommendation.objects.over(timezone.localdate())}
    assert over == {each.pk for each in Recommendation.objects.all() if each.is_over}
    assert over == {id_of(each) for each in three[:2]}


def test_a_dry_run_deletes_nothing(three: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    before = stored()
    assert run(capsys, "clean", "--dry-run") == "2 to delete\n"
    assert stored() == before


def test_deletions_outlive_a_restore(
    vera: Client, three: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    address = three[2]
    backup = Recommendation.objects.get(pk=id_of(address))
    vera.post(f"{address}owner/delete/")
    listed = run(capsys, "deleted")
    assert listed == f"{id_of(address)}\n"
    Tombstone.objects.all().delete()
    backup.save(force_insert=True)
    assert vera.get(address).status_code == 200
    file = tmp_path / "deleted.txt"
    file.write_text(listed + "never-here\n")
    assert run(capsys, "forget", str(file)) == "1 deleted, 1 were not here\n"
    assert vera.get(address).status_code == 410
    assert run(capsys, "forget", str(file)) == "0 deleted, 2 were not here\n"


@pytest.mark.parametrize("text", ["x" * 23, "\xff\xfe"])
def test_a_file_that_is_no_list_is_refused(tmp_path: Path, db: None, text: str) -> None:
    file = tmp_path / "list.txt"
    file.write_bytes(text.encode("latin-1"))
    before = stored()
    with pytest.raises(CommandError, match=r"list\.txt"):
        call_command("links", "forget", str(file))
    assert stored() == before
