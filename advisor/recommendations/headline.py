"""The advice in one line, and in two sentences."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext, gettext_noop, ngettext

HEADLINES = {
    "start": gettext_noop("Start at stage %(number)s: %(name)s"),
    "climb": gettext_noop("Time for stage %(number)s: %(name)s"),
    "stay": gettext_noop("Stay at stage %(number)s: %(name)s"),
    "simplify": gettext_noop("Go back to stage %(number)s: %(name)s"),
}

# The lowest stage that the answers leave open is no advice to settle there.
OPEN = gettext_noop("Stage %(number)s for now: %(name)s")


def headline(stage: Mapping[str, Any], names: Mapping[int, str]) -> str:
    """The stage advised and what to do about it."""
    advised = stage["advised"]
    name = names[advised][:1].lower() + names[advised][1:]
    line = OPEN if is_open_above(stage) else HEADLINES[stage["verdict"]]
    return gettext(line) % {"number": advised, "name": name}


def is_open_above(stage: Mapping[str, Any]) -> bool:
    """Whether the team would start or stay here, but may turn out to need a higher stage."""
    return stage["verdict"] in ("start", "stay") and stage["possible"][-1] > stage["advised"]


def lede(told: Mapping[str, Any]) -> str:
    """How many signs are on, and how certain the stage is."""
    return f"{signs_on(told['rules'])} {certainty(told['stage'])}".strip()


def signs_on(rules: list[Mapping[str, Any]]) -> str:
    """How many of the upgrade signs are on."""
    signs = [rule["state"] for rule in rules if rule["sign"]]
    on = signs.count("fired")
    if not on:
        return gettext("None of the upgrade signs is known to be on.")
    return ngettext(
        "%(on)s of the %(all)s upgrade signs is on.",
        "%(on)s of the %(all)s upgrade signs are on.",
        on,
    ) % {"on": on, "all": len(signs)}


def certainty(stage: Mapping[str, Any]) -> str:
    """What is still open: stages, or the rest of the way."""
    low, high = stage["possible"][0], stage["possible"][-1]
    if low != high:
        return gettext(
            "Your answers leave stages %(low)s to %(high)s open; what is missing is listed below."
        ) % {"low": low, "high": high}
    if len(stage["path"]) > 1:
        return gettext("The way goes on to stage %(last)s, one step at a time.") % {
            "last": stage["path"][-1]
        }
    if stage["verdict"] == "stay" and stage["needed"] < (stage["current"] or 0):
        return gettext("You need less than you have, but nothing says that going back would pay.")
    return gettext("Your answers settle the stage; nothing still unknown can move it.")
