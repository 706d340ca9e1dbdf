"""What the API says about a rule base and about an advice, as plain values."""

from typing import Any

from advisor.releases.models import Release
from knowledge import Advice, Language, RuleBase
from knowledge.advice import Told
from knowledge.telling import teller

OF_CHANGES = ("release", "stage", "changes")


def told_release(base: RuleBase) -> dict[str, Any]:
    """Which rule base this is, and since when it has been live."""
    published_at = Release.objects.defer("files").get(pk=base.number or 0).published_at
    return {**release(base), "published_at": published_at.isoformat()}


def told_rules(base: RuleBase, language: Language) -> dict[str, Any]:
    """Every rule, in order."""
    tell = teller(base, language)
    rules = [
        {
            "id": rule.id,
            "title": tell.text(rule.title),
            "sign": rule.sign,
            "when": rule.when,
            "effect": tell.effect(rule),
            "because": tell.text(rule.because),
            "source": rule.source,
        }
        for rule in base.rules.values()
    ]
    return {"release": release(base), "rules": rules}


def told_changes(advice: Advice, language: Language) -> dict[str, Any]:
    """The part of an advice that says which answers would move the stage."""
    told = Told(advice, language)
    return {name: told[name] for name in OF_CHANGES}


def release(base: RuleBase) -> dict[str, Any]:
    """Number and hash of a release."""
    return {"number": base.number, "hash": base.hash}
