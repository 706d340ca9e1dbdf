"""Our own crispy-forms template pack renders everything it offers, reachable by ear and key."""

import re
from pathlib import Path
from typing import Any

from crispy_forms.bootstrap import StrictButton
from crispy_forms.helper import FormHelper
from crispy_forms.layout import (
    ButtonHolder,
    Column,
    Div,
    Field,
    Fieldset,
    Hidden,
    Layout,
    Reset,
    Row,
    Submit,
)
from django import forms
from django.template import engines
from django.template.loader import get_template
from django.utils import translation

ROOT = Path(__file__).resolve().parents[2]
PACK = ROOT / "templates" / "forms"


class Mixed(forms.Form):
    """One field of every kind the pack knows."""

    plain = forms.CharField(help_text="As on your card")
    tick = forms.BooleanField()
    one = forms.ChoiceField(choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    secret = forms.CharField(widget=forms.HiddenInput, required=False)
    number = forms.CharField()
    choice = forms.ChoiceField(
        choices=[("yes", "Yes"), ("", "Not sure")], widget=forms.RadioSelect, required=False
    )
    several = forms.MultipleChoiceField(
        choices=[("x", "X"), ("none", "None of these")], widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        base = {"hint": "Roughly", "measure": "Look here", "command": "wc -l", "options": []}
        self.fields["number"].question = {  # type: ignore[attr-defined]
            **base,
            "kind": "number",
            "ask": "How many?",
            "unit": "users",
            "sign": {"text": "over the limit", "on": True},
        }
        self.fields["choice"].question = {**base, "kind": "yes_no", "ask": "Is it so?"}  # type: ignore[attr-defined]
        self.fields["several"].question = {  # type: ignore[attr-defined]
            **base,
            "kind": "any_of",
            "ask": "Which?",
            "options": [{"value": "x", "label": "X", "hint": "the first"}],
        }

    def clean(self) -> None:
        raise forms.ValidationError("Something about the whole")


def render(form: forms.Form, helper: FormHelper | None = None) -> str:
    template = engines["django"].from_string("{% load crispy_forms_tags %}{% crispy form helper %}")
    with translation.override("en"):
        return template.render(
            {"form": form, "helper": FormHelper(form) if helper is None else helper}
        )


def full_helper() -> FormHelper:
    helper = FormHelper()
    helper.layout = Layout(
        Fieldset("Group", Div("plain", css_class="wide", css_id="box")),
        Row(Column("tick"), Column(Field("one"))),
        "secret",
        "number",
        "choice",
        "several",
        ButtonHolder(Submit("go", "Go"), Reset("undo", "Undo"), Hidden("kept", "1")),
        StrictButton("Strict", type="submit"),
    )
    helper.add_input(Submit("also", "Also"))
    return helper


def test_every_template_of_the_pack_compiles() -> None:
    names = [file.relative_to(PACK.parent).as_posix() for file in PACK.rglob("*.*")]
    assert len(names) > 15
    assert all(get_template(name) for name in names)


def test_every_layout_object_renders() -> None:
    html = render(Mixed(), full_helper())
    for piece in ("<legend>Group</legend>", 'id="box"', 'class="row ', 'class="column ', "Strict"):
        assert piece in html
    assert html.count('type="submit"') == 3
    assert html.count("<form") == html.count("</form>") == 1


def test_every_id_is_used_once() -> None:
    ids = re.findall(r'\sid="([^"]+)"', render(Mixed({}), full_helper()))
    assert sorted(ids) == sorted(set(ids))


def test_every_description_exists() -> None:
    html = render(Mixed({}))
    named = {
        name for names in re.findall(r'aria-describedby="([^"]*)"', html) for name in names.split()
    }
    assert named
    assert named <= set(re.findall(r'\sid="([^"]+)"', html))


def test_every_label_names_a_control() -> None:
    html = render(Mixed())
    controls = set(re.findall(r'<(?:input|select|textarea)[^>]*\sid="([^"]+)"', html))
    assert set(re.findall(r'<label[^>]*\sfor="([^"]+)"', html)) <= controls


def test_errors_stand_beside_the_field_and_above_the_form() -> None:
    html = render(Mixed({"several": ["x"]}))
    assert 'role="alert"' in html
    assert "Something about the whole" in html
    assert 'id="id_number_error"' in html
    assert 'aria-invalid="true"' in html


def test_a_number_keeps_what_was_typed() -> None:
    html = render(Mixed({"number": '7 "minutes" <b>'}))
    assert 'value="7 &quot;minutes&quot; &lt;b&gt;"' in html


def test_choices_keep_what_was_picked_and_show_hints() -> None:
    html = render(Mixed({"choice": "", "several": ["x"]}))
    assert re.search(r'value="x" id="id_several_0" checked', html)
    assert re.search(r'value="" id="id_choice_1" checked', html)
    assert "<small>the first</small>" in html


def test_how_to_measure_offers_the_command() -> None:
    html = render(Mixed())
    assert "<summary>How to measure it</summary>" in html
    assert "<code>wc -l</code>" in html


def test_a_helper_may_leave_the_form_tag_to_the_page() -> None:
    helper = FormHelper()
    helper.form_tag = False
    assert "<form" not in render(Mixed(), helper)
