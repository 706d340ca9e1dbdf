"""A small sound rule base as release 2, and who works on it.

Edda edits, Pia publishes, Otto has an account and no rights, Milo manages people.
"""

import pytest
from django.contrib.auth.models import Group, User

from advisor.editing.checking import check_draft
from advisor.editing.drafts import make_draft, save_file
from advisor.editing.models import Draft
from advisor.editing.publishing import publish_draft
from advisor.editing.replay import advance, begin
from advisor.releases.models import Release
from advisor.releases.publishing import publish
from knowledge import RuleBase

Files = dict[str, str]
DELIVERY = "rules/delivery.yaml"
STAGE = "rules/stage.yaml"


def sound_files(small: RuleBase) -> Files:
    """The small rule base without the one slot that its proofs find empty."""
    stages = small.files["stages.yaml"].replace(", orchestration]", "]")
    return {**small.files, "stages.yaml": stages}


@pytest.fixture(scope="session")
def sound(small: RuleBase) -> Files:
    """Files that may be published."""
    return sound_files(small)


@pytest.fixture
def released(db: None, sound: Files) -> Release:
    """Those files as release 2."""
    return publish(sound, "The small one.")


def person(name: str, *groups: str) -> User:
    """Somebody with an account that is in some of the ready-made groups."""
    user = User.objects.create_user(name, password="correct horse", is_staff=True)
    user.groups.set(Group.objects.filter(name__in=groups))
    return user


@pytest.fixture
def editor(db: None) -> User:
    """Edda edits."""
    return person("edda", "editors")


@pytest.fixture
def publisher(db: None) -> User:
    """Pia publishes."""
    return person("pia", "publishers")


@pytest.fixture
def nobody(db: None) -> User:
    """Otto has an account and no rights."""
    return person("otto")


@pytest.fixture
def manager(db: None) -> User:
    """Milo manages people."""
    return person("milo", "people")


@pytest.fixture
def both(db: None) -> User:
    """Bea edits and publishes."""
    return person("bea", "editors", "publishers")


@pytest.fixture
def draft(released: Release, editor: User) -> Draft:
    """Edda's draft, as release 2 is."""
    return make_draft(editor, "Slower tests")


def changed(user: User, draft: Draft, old: str, new: str, path: str = DELIVERY) -> Draft:
    """The draft after one text in one file was replaced."""
    assert old in draft.files[path]
    return save_file(user, draft.pk, draft.version, path, draft.files[path].replace(old, new))


def checked(user: User, draft: Draft) -> str:
    """The hash of a draft after it was checked and replayed."""
    check = check_draft(user, draft.pk)
    replay = begin(user, draft.pk)
    while not replay.is_finished:
        replay = advance(user, replay.pk)
    return check.hash


def published(editor: User, publisher: User, old: str, new: str, path: str = DELIVERY) -> Release:
    """The release that comes of a draft with one change."""
    draft = changed(editor, make_draft(editor, "One change"), old, new, path)
    return publish_draft(publisher, draft.pk, checked(editor, draft), "One change.")
