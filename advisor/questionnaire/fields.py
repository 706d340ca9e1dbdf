"""Form fields for the four kinds of facts; each can be left unknown."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from advisor.pictures.language import page_language, said
from advisor.pictures.templatetags.figures import figure
from advisor.questionnaire.numbers import NotANumber, read_number
from advisor.recommendations.addresses import NONE
from knowledge import Fact

YES_NO = {"yes": True, "no": False}
SYNONYMS = {"true": "yes", "false": "no"}


class QuestionField(forms.Field):
    """A field with the question it asks, as a template needs it."""

    question: dict[str, Any]


class NumberField(QuestionField, forms.CharField):
    """A number in the way people write it, within the range of its fact."""

    def __init__(self, fact: Fact, **options: Any) -> None:
        super().__init__(required=False, max_length=40, **options)
        self.fact = fact

    def prepare_value(self, value: Any) -> Any:
        """A stored number as the reader's language writes it; typed text as typed."""
        return figure(value) if isinstance(value, int | float) else value

    def clean(self, value: Any) -> int | float | None:
        """The number, None where nothing was typed."""
        text = super().clean(value)
        if not text.strip():
            return None
        return self.within_range(self.read(text))

    def read(self, text: str) -> int | float:
        """The number that was typed; raises ValidationError."""
        try:
            number = read_number(text, page_language())
        except NotANumber:
            raise forms.ValidationError(
                _("Write a number, for example 12, 1.5 or 100k."), code="not_a_number"
            ) from None
        if self.fact.whole and number != int(number):
            raise forms.ValidationError(_("Write a whole number."), code="not_whole")
        return number

    def within_range(self, number: int | float) -> int | float:
        """`number`, if the fact's range holds it; raises ValidationError."""
        low, high = self.fact.range or (0, 10**15)
        if not low <= number <= high:
            raise forms.ValidationError(
                _("Write a number from %(low)s to %(high)s."),
                code="out_of_range",
                params={"low": figure(low), "high": figure(high)},
            )
        return number


class YesNoField(QuestionField, forms.ChoiceField):
    """Yes, no or not sure."""

    widget = forms.RadioSelect

    def __init__(self, fact: Fact, **options: Any) -> None:
        choices = [("yes", _("Yes")), ("no", _("No")), ("", _("Not sure"))]
        super().__init__(required=False, choices=choices, **options)

    def to_python(self, value: Any) -> str:
        """The choice; `true` and `false` are understood as well."""
        text = str(value or "").lower()
        return SYNONYMS.get(text, text)

    def prepare_value(self, value: Any) -> Any:
        """A stored answer as its choice."""
        return {True: "yes", False: "no", None: ""}.get(value, value)

    def clean(self, value: Any) -> bool | None:
        """True, False, or None for not sure."""
        return YES_NO.get(super().clean(value))


class OneOfField(QuestionField, forms.ChoiceField):
    """One of the fact's options, or not sure."""

    widget = forms.RadioSelect

    def __init__(self, fact: Fact, **options: Any) -> None:
        super().__init__(required=False, choices=choices_of(fact, _("Not sure")), **options)

    def prepare_value(self, value: Any) -> Any:
        """A stored answer as its choice."""
        return "" if value is None else value

    def clean(self, value: Any) -> str | None:
        """The option's id, None for not sure."""
        return super().clean(value) or None


class AnyOfField(QuestionField, forms.MultipleChoiceField):
    """Any of the fact's options; nothing ticked is unknown, "none of these" is empty."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, fact: Fact, **options: Any) -> None:
        choices = [*choices_of(fact), (NONE, _("None of these"))]
        super().__init__(required=False, choices=choices, **options)
        self.order = (*fact.options, NONE)

    def prepare_value(self, value: Any) -> Any:
        """A stored answer as its choices."""
        return [NONE] if value == [] else value

    def clean(self, value: Any) -> list[str] | None:
        """The options' ids, [] for none of these, None where nothing was ticked."""
        given = super().clean(value)
        ticked = [option for option in self.order if option in given]
        if NONE in ticked and len(ticked) > 1:
            raise forms.ValidationError(
                _("Either tick “None of these” or the ones that apply, not both."),
                code="none_and_some",
            )
        return None if not ticked else [option for option in ticked if option != NONE]


def choices_of(fact: Fact, unknown: Any = None) -> list[tuple[str, Any]]:
    """The choices of a fact with options, "not sure" last where asked for."""
    choices: list[tuple[str, Any]] = [
        (option, said(choice.label)) for option, choice in fact.options.items()
    ]
    return choices if unknown is None else [*choices, ("", unknown)]


FIELDS: dict[str, Any] = {
    "number": NumberField,
    "yes_no": YesNoField,
    "one_of": OneOfField,
    "any_of": AnyOfField,
}
