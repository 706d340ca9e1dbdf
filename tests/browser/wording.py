"""What the site says in one language: tests find things as a reader does, by their words."""

from dataclasses import dataclass
from typing import Any

from django.utils import translation

from knowledge import Fact, RuleBase

PREFIXES = {"vi": "/", "en": "/en/"}


@dataclass(frozen=True)
class Wording:
    """The words of a rule base and of the interface in one language."""

    base: RuleBase
    language: Any

    def address(self, path: str = "") -> str:
        """The address of a page, `path` being the part that both languages share."""
        return PREFIXES[self.language] + path

    def says(self, message: str, **values: Any) -> str:
        """A message of the interface."""
        with translation.override(self.language):
            return translation.gettext(message) % values

    def topic(self, topic: str) -> str:
        """The title of a topic."""
        return self.base.topics[topic].title.in_language(self.language)

    def topic_after(self, topic: str) -> str:
        """The title of the topic that follows one."""
        topics = list(self.base.topics)
        return self.topic(topics[topics.index(topic) + 1])

    def asks(self, fact: str) -> str:
        """The question that asks for a fact."""
        asked = self.fact(fact).ask
        assert asked, fact
        return asked.in_language(self.language)

    def option(self, fact: str, choice: str) -> str:
        """The label of one choice, in the words of the rule base or of the interface."""
        own = {"yes": "Yes", "no": "No", "": "Not sure", "none": "None of these"}
        option = self.fact(fact).options.get(choice)
        return option.label.in_language(self.language) if option else self.says(own[choice])

    def hint(self, fact: str, choice: str) -> str:
        """The hint under one choice, empty where it has none."""
        option = self.fact(fact).options.get(choice)
        return option.hint.in_language(self.language) if option and option.hint else ""

    def fact(self, fact: str) -> Fact:
        """A fact of the rule base."""
        return self.base.facts[fact]

    def facts(self, topic: str) -> list[str]:
        """The facts that a topic asks for."""
        return [name for name, fact in self.base.facts.items() if fact.topic == topic]
