"""What answers say without saying it.

Whoever gives the minutes of a test suite has tests: an answer to a fact that is asked only
when a yes_no fact is yes also answers that one, unless it is answered otherwise.
"""

from collections.abc import Mapping

from knowledge.answers import Answers
from knowledge.tree import Compare, Node


def with_implied(asked: Mapping[str, Node], answers: Answers) -> Answers:
    """The answers with those they imply; the same object if they imply none.

    `asked` holds the `asked_when` of facts. What is no mapping is given back as it is.
    """
    if not isinstance(answers, Mapping):
        return answers
    implied = {
        tree.fact: True
        for fact, tree in asked.items()
        if type(tree) is Compare and tree.limit is True
        if answers.get(fact) is not None and answers.get(tree.fact) is None
    }
    return {**answers, **implied} if implied else answers
