"""Saved recommendations and cases under some files, against what is live: what would change.

replay = begin(user, draft.pk)         or goes on with what was begun
while not replay.is_finished:          each request or command call does a part of it
    replay = advance(user, replay.pk, seconds=1.0)
replay.result                          plain JSON, see `knowledge.replaying`
"""

from django.contrib.auth.models import User

from advisor.editing.models import Replay
from advisor.editing.rights import VIEW, needs

SECONDS = 1.0


@needs(VIEW, "draft.checked")
def begin(user: User, draft_id: int) -> Replay:
    """The replay of a draft as it is now against the newest release, begun if it was not.

    Raises NotAllowed, Draft.DoesNotExist, NotChecked, NotSound (only sound files are replayed).
    """
    raise NotImplementedError


@needs(VIEW, "draft.checked")
def advance(user: User, replay_id: int, seconds: float = SECONDS) -> Replay:
    """Go on for about `seconds`, at least by one chunk; returns the replay as it is then.

    Safe to call at once from several places: a chunk counts only once. Raises NotAllowed,
    Replay.DoesNotExist.
    """
    raise NotImplementedError
