"""A form for one topic, built from the facts of the rule base."""

from collections.abc import Mapping
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext

from advisor.pictures.language import said
from advisor.questionnaire.fields import FIELDS, NONE, QuestionField
from knowledge import Fact, RuleBase


class TopicForm(forms.Form):
    """The questions of one topic; every answer may be left unknown."""

    def __init__(
        self, base: RuleBase, topic: str, answers: Mapping[str, Any], data: Any = None
    ) -> None:
        super().__init__(data, initial=dict(answers))
        self.facts = facts_of(base, topic)
        for name, fact in self.facts.items():
            self.fields[name] = ask(name, fact)
        self.helper = FormHelper(self)
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    def given(self) -> dict[str, Any]:
        """The answers of the fields that are valid, None for unknown."""
        return {name: self.cleaned_data[name] for name in self.facts if name in self.cleaned_data}


def facts_of(base: RuleBase, topic: str) -> dict[str, Fact]:
    """The facts that one topic asks for, in order."""
    return {name: fact for name, fact in base.facts.items() if fact.topic == topic}


def ask(name: str, fact: Fact) -> QuestionField:
    """The field that asks for a fact, with its question beside it."""
    field = FIELDS[fact.kind](fact, label=said(fact.ask))
    field.question = question(name, fact)
    return field


def question(name: str, fact: Fact) -> dict[str, Any]:
    """What a template needs to ask for a fact."""
    return {
        "id": name,
        "kind": fact.kind,
        "ask": said(fact.ask),
        "hint": said(fact.hint),
        "measure": said(fact.measure),
        "command": fact.command,
        "unit": said(fact.unit),
        "options": options(fact),
    }


def options(fact: Fact) -> list[dict[str, str]]:
    """The options of a question, not sure or none of these last."""
    if fact.kind == "yes_no":
        listed = [("yes", gettext("Yes"), ""), ("no", gettext("No"), "")]
    else:
        listed = [
            (value, said(option.label), said(option.hint)) for value, option in fact.options.items()
        ]
    if fact.kind in ("yes_no", "one_of"):
        listed.append(("", gettext("Not sure"), ""))
    if fact.kind == "any_of":
        listed.append((NONE, gettext("None of these"), ""))
    return [{"value": value, "label": label, "hint": hint} for value, label, hint in listed]
