"""What answers say without saying it.

Whoever gives the minutes of a test suite has tests: an answer to a fact that is asked only
when a yes_no fact is yes also answers that one, unless it is answered otherwise.
"""

from collections.abc import Iterable, Mapping

from knowledge.answers import Answers
from knowledge.tree import Compare, Node


def implications(asked: Mapping[str, Node]) -> tuple[tuple[str, str], ...]:
    """Pairs of facts: an answer to the first says yes to the second.

    `asked` holds the `asked_when` of facts.
    """
    return tuple(
        (fact, tree.fact)
        for fact, tree in asked.items()
        if isinstance(tree, Compare) and tree.limit is True
    )


def with_implied(pairs: Iterable[tuple[str, str]], answers: Answers) -> Answers:
    """The answers with those they imply; the same object if they imply none.

    What is no mapping is given back as it is.
    """
    if not isinstance(answers, Mapping):
        return answers
    get = answers.get
    implied = {
        wanted: True for fact, wanted in pairs if get(wanted) is None and get(fact) is not None
    }
    return {**answers, **implied} if implied else answers
