"""A form for one topic, built from the facts of the rule base."""

from collections.abc import Mapping
from statistics import median_low
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext

from advisor.pictures.language import said
from advisor.pictures.templatetags.figures import figure
from advisor.questionnaire.fields import FIELDS, QuestionField
from advisor.questionnaire.folding import Fold, foldable, sign_notes
from advisor.recommendations.addresses import NONE
from knowledge import Advice, Fact, RuleBase

FOLDED = "folded"


class TopicForm(forms.Form):
    """The questions of one topic; every answer may be left unknown."""

    fold: Fold | None = None

    def __init__(
        self, base: RuleBase, topic: str, answers: Mapping[str, Any], data: Any = None
    ) -> None:
        super().__init__(data, initial=dict(answers))
        self.facts = facts_of(base, topic)
        for name, fact in self.facts.items():
            self.fields[name] = ask(base, name, fact)
        self.helper = FormHelper(self)
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    def follow(self, base: RuleBase, advice: Advice) -> None:
        """Say which signs are on, and fold away at the end what can change nothing.

        What was folded when the page was made stays so: nothing jumps while someone answers.
        """
        notes = sign_notes(base, advice)
        for name, field in self.fields.items():
            if isinstance(field, QuestionField):
                field.question["sign"] = notes.get(name)
        folded = self.folded_before() if self.is_bound else foldable(base, advice)
        folded -= self.errors.keys()
        shown = [name for name in self.facts if name not in folded]
        if len(shown) < len(self.facts):
            self.fold = Fold(base, advice, (name for name in self.facts if name in folded))
        self.helper.layout = Layout(*shown, *([self.fold] if self.fold else []))

    def folded_before(self) -> set[str]:
        """The facts whose questions were folded on the page that sent this form."""
        return set(self.data.get(FOLDED, "").split(","))

    def given(self) -> dict[str, Any]:
        """The answers of the fields that are valid, None for unknown."""
        return {name: self.cleaned_data[name] for name in self.facts if name in self.cleaned_data}


def facts_of(base: RuleBase, topic: str) -> dict[str, Fact]:
    """The facts that one topic asks for, in order."""
    return {name: fact for name, fact in base.facts.items() if fact.topic == topic}


def ask(base: RuleBase, name: str, fact: Fact) -> QuestionField:
    """The field that asks for a fact, with its question beside it."""
    field: QuestionField = FIELDS[fact.kind](fact, label=said(fact.ask))
    field.question = {**question(name, fact), "placeholder": placeholder(base, name)}
    return field


def placeholder(base: RuleBase, name: str) -> str:
    """A figure that a team like others would give: the one in the middle of the examples."""
    if base.facts[name].kind != "number":
        return ""
    given = (example.answers.get(name) for example in base.examples.values())
    figures = [float(value) for value in given if isinstance(value, int | float)]
    return gettext("e.g. %(figure)s") % {"figure": figure(median_low(figures))} if figures else ""


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
