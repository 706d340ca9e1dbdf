"""How long a replay takes: python -m bench.replay [COUNT]; 10,000 recommendations unless said.

On the database of DATABASE_URL (SQLite in memory without one), made and dropped. The draft
moves the limit of `slow-tests`; each call of `advance` has a second, as a web request gives it.
The aim: 20 s for 10,000. The same number of advices given one by one stands beside it.
"""

import os
import sys
from itertools import islice
from time import perf_counter, process_time

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

from django.contrib.auth.models import User  # noqa: E402
from django.test.utils import setup_databases, teardown_databases  # noqa: E402

from advisor.editing.drafts import make_draft, save_file  # noqa: E402
from advisor.editing.models import Draft  # noqa: E402
from advisor.editing.replay import advance, begin  # noqa: E402
from advisor.recommendations.models import Recommendation  # noqa: E402
from advisor.releases import live  # noqa: E402
from advisor.releases.publishing import publish  # noqa: E402
from bench.teams import teams  # noqa: E402
from knowledge import RuleBase, advise, read_folder  # noqa: E402
from knowledge.writing import json_text  # noqa: E402

SIGNS = "rules/signs.yaml"
LIMITS = ("when: test_minutes > 2\n", "when: test_minutes > 2.5\n")
DIFFERENT = 500


def main(count: int = 10_000) -> None:
    """Fill, replay, print."""
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        publish(read_folder("knowledge/base").files, "As it was shipped.")
        base = live.current()
        fill(base, count)
        replay(User.objects.create_superuser("bench"), base, count)
    finally:
        teardown_databases(databases, verbosity=0)


def fill(base: RuleBase, count: int) -> None:
    """Save recommendations of a few hundred teams, over and over."""
    given = islice(teams(base), DIFFERENT)
    records = [json_text(advise(base, answers).as_record()) for answers in given]
    Recommendation.objects.bulk_create(
        (Recommendation(release_id=1, record=records[n % DIFFERENT]) for n in range(count)),
        batch_size=500,
    )


def replay(user: User, base: RuleBase, count: int) -> None:
    """Replay all of them in steps of a second."""
    draft = moved(user)
    begun = begin(user, draft.pk)
    wall, spent, calls = perf_counter(), process_time(), 0
    while not begun.is_finished:
        begun, calls = advance(user, begun.pk, 1.0), calls + 1
    wall, spent = perf_counter() - wall, process_time() - spent
    result = begun.result["recommendations"]
    print(f"{count:,} replayed in {wall:.1f} s ({spent:.1f} s of processor), {calls} calls")
    print(f"changed: {result['changed']:,}, by {result['rules']}")
    print(f"as many advices: {one_by_one(base, count):.1f} s of processor")


def moved(user: User) -> Draft:
    """A draft with one limit moved."""
    draft = make_draft(user, "Measured")
    assert LIMITS[0] in draft.files[SIGNS]
    return save_file(user, draft.pk, 1, SIGNS, draft.files[SIGNS].replace(*LIMITS))


def one_by_one(base: RuleBase, count: int) -> float:
    """Processor seconds that as many advices take, for comparison."""
    given = list(islice(teams(base), DIFFERENT))
    start = process_time()
    for number in range(count):
        advise(base, given[number % DIFFERENT])
    return process_time() - start


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
