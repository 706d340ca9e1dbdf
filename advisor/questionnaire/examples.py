"""Example teams to look at before answering anything."""

from typing import Any

from django.urls import reverse

from advisor.pictures.language import said
from advisor.questionnaire.prefill import write_query
from knowledge import RuleBase


def examples(base: RuleBase) -> list[dict[str, Any]]:
    """The example teams of the rule base, each with the address of its advice."""
    return [
        {
            "id": name,
            "title": said(example.title),
            "summary": said(example.summary),
            "url": f"{reverse('questionnaire:advice')}?{write_query(example.answers)}",
        }
        for name, example in base.examples.items()
    ]
