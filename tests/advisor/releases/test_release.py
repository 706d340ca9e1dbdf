"""A release is never changed again."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from advisor.releases.models import Release, ReleaseChanged
from advisor.releases.publishing import publish
from knowledge import RuleBase
from tests.advisor.visiting import stored

pytestmark = pytest.mark.django_db


def save(release: Release) -> None:
    release.note = "Never mind."
    release.save()


CHANGES: dict[str, Callable[[Release], object]] = {
    "save": save,
    "save one field": lambda release: release.save(update_fields=["note"]),
    "delete": lambda release: release.delete(),
    "update all": lambda release: Release.objects.update(note=""),
    "update some": lambda release: Release.objects.filter(number=1).update(note=""),
    "update in bulk": lambda release: Release.objects.bulk_update([release], ["note"]),
    "update or create": lambda release: Release.objects.update_or_create(
        number=1, defaults={"note": ""}
    ),
    "create in bulk": lambda release: Release.objects.bulk_create(
        [release], update_conflicts=True, update_fields=["note"], unique_fields=["number"]
    ),
    "delete all": lambda release: Release.objects.all().delete(),
    "delete by number": lambda release: Release.objects.filter(number=1).delete(),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_release_cannot_be_changed(change: Callable[[Release], object]) -> None:
    before = stored()
    with pytest.raises(ReleaseChanged), transaction.atomic():
        change(Release.objects.get(number=1))
    assert stored() == before


def test_a_number_is_given_only_once() -> None:
    before = stored()
    with pytest.raises(IntegrityError), transaction.atomic():
        Release(number=1, hash="0" * 64, files={}, note="Mine.").save()
    assert stored() == before


def test_who_published_cannot_be_deleted(small: RuleBase) -> None:
    author = User.objects.create_user("edda")
    publish(small.files, "The small one.", author)
    with pytest.raises(ProtectedError):
        author.delete()


def test_a_release_reads_back_as_it_was_published(shipped: RuleBase) -> None:
    base = Release.objects.get(number=1).read()
    assert (base.number, base.hash) == (1, shipped.hash)
    assert list(base.rules) == list(shipped.rules)


def test_a_release_is_told_by_number_and_hash(shipped: RuleBase) -> None:
    assert str(Release.objects.get(number=1)) == f"1 · {shipped.hash[:12]}"
