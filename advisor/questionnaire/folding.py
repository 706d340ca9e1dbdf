"""What a question can still do: move a sign, or nothing any more."""

from collections.abc import Iterable
from typing import Any

from crispy_forms.layout import Div

from advisor.questionnaire.progress import signs
from knowledge import Advice, RuleBase

ON = {"fired": True, "silent": False}


class Fold(Div):
    """Questions folded away at the end of a topic, for a form's layout.

    `alive` counts those that can change the advice after all: what was folded when the page
    was made stays folded while its reader answers. `open` if one of them is answered.
    """

    template = "questionnaire/_fold.html"

    def __init__(self, base: RuleBase, advice: Advice, facts: Iterable[str]) -> None:
        self.facts = tuple(facts)
        super().__init__(*self.facts)
        answered = advice.answers.keys() & self.facts
        self.open = bool(answered)
        self.alive = len(set(self.facts) - foldable(base, advice) - answered)


def sign_notes(base: RuleBase, advice: Advice) -> dict[str, dict[str, Any]]:
    """The sign that each fact moves: its title, and whether it is on (None while open)."""
    return {
        fact: {"text": sign["title"], "on": ON.get(sign["state"])}
        for sign in signs(base, advice)
        for fact in base.conditions[sign["id"]].facts
    }


def foldable(base: RuleBase, advice: Advice) -> set[str]:
    """The asked facts that are not known, and whose answer would change nothing."""
    alive = {each.fact for each in advice.unknown if each.could_change}
    return {
        name
        for name, fact in base.facts.items()
        if fact.topic and advice.answers.get(name) is None and name not in alive
    }
