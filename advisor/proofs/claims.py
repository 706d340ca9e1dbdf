"""What is proved about a rule base and what became of it, claim by claim, in words.

Beside each claim stands what its failure says; `telling` fills in the names.
"""

from typing import NamedTuple

from django.utils.translation import gettext_noop, ngettext_lazy


class Words(NamedTuple):
    """A claim in one sentence, what a failure says, how its subjects are counted ("": not)."""

    claim: str
    failure: str
    counted: str


PROPERTIES = {
    "alive": gettext_noop("Every condition can hold and can fail"),
    "distinct": gettext_noop("No rule is superfluous, every choice has its place"),
    "complete": gettext_noop("Every team gets exactly one answer"),
    "direction": gettext_noop("More never means a lower stage"),
    "steady": gettext_noop("The advice protects, and does not go back and forth"),
    "reachable": gettext_noop("Nothing is there in vain"),
    "interval": gettext_noop("What is not known is never guessed"),
}

CLAIMS = {
    "can-fire": Words(
        gettext_noop("Each rule fires for some team."),
        gettext_noop(
            "“%(subject)s” can never fire: this does not go together: %(parts)s. "
            "These answers come nearest."
        ),
        "rules",
    ),
    "can-stay-silent": Words(
        gettext_noop("Each rule stays silent for some team."),
        gettext_noop("“%(subject)s” always fires, whatever is answered; so it says nothing."),
        "rules",
    ),
    "is-asked": Words(
        gettext_noop("Each question with a condition is asked of some teams and not of others."),
        gettext_noop("The question “%(subject)s” is always asked or never: its condition is idle."),
        "questions",
    ),
    "is-done": Words(
        gettext_noop("Each practice that answers can show as done can also be missing."),
        gettext_noop("“%(subject)s” always counts as done, or never does."),
        "practices",
    ),
    "not-implied": Words(
        gettext_noop("No rule only repeats what others say."),
        gettext_noop(
            "“%(subject)s” fires only where %(by)s fires too and says the same or more; it can go."
        ),
        "rules",
    ),
    "can-be-chosen": Words(
        gettext_noop("Each pick brings its component into some stack."),
        gettext_noop(
            "“%(subject)s” picks %(component)s in vain: an earlier rule picks it, or the stage is "
            "too low for it."
        ),
        "rules",
    ),
    "order-kept": Words(
        gettext_noop("A pick that is meant to come before another one does."),
        gettext_noop("“%(subject)s” is meant to come before “%(second)s”, but stands after it."),
        "pairs",
    ),
    "order-meant": Words(
        gettext_noop("Of two picks that may compete for a slot, one is meant to come first."),
        gettext_noop(
            "“%(subject)s” and “%(second)s” both fire and pick different components for one slot, "
            "and nothing says which is meant to come first."
        ),
        "pairs",
    ),
    "one-advice": Words(
        gettext_noop(
            "Whatever the stage rules say, one stage is needed, one advised, and one verdict given."
        ),
        gettext_noop("Some stage rules together give no single stage or verdict."),
        "",
    ),
    "slot-filled": Words(
        gettext_noop("Every slot that a stage needs gets a component."),
        gettext_noop("%(second)s is advised, and no rule fills the slot “%(subject)s”."),
        "slots",
    ),
    "more-never-lowers": Words(
        gettext_noop(
            "More users, people, teams, collisions or blocked deploys, slower tests or queries, "
            "and clearer borders never lower the stage that is needed."
        ),
        gettext_noop(
            "With “%(subject)s” at %(from)s stage %(before)s is needed, at %(to)s only "
            "stage %(after)s."
        ),
        "facts",
    ),
    "safety-kept": Words(
        gettext_noop("Nothing pushes a team below what a rule about safety needs."),
        gettext_noop(
            "“%(subject)s” pushes a team below stage %(stage)s, which “%(second)s” needs for "
            "safety."
        ),
        "pairs",
    ),
    "one-verdict": Words(
        gettext_noop("No team is told to climb and to simplify at once."),
        gettext_noop(
            "“%(subject)s” asks a team at stage %(current)s to merge back that has to climb."
        ),
        "rules",
    ),
    "no-flapping": Words(
        gettext_noop("Who steps down is not told to climb again after."),
        gettext_noop(
            "With these answers a team steps down from stage %(current)s to %(advised)s, and "
            "there it is told to climb again."
        ),
        "steps",
    ),
    "room-to-stay": Words(
        gettext_noop("Between climbing and stepping down there are teams that stay."),
        gettext_noop(
            "Whoever is at stage %(current)s and needs less is told to step down at once: a small "
            "change turns the advice round."
        ),
        "stages",
    ),
    "practice-reached": Words(
        gettext_noop("Each practice is advised to some team."),
        gettext_noop("“%(subject)s” is never advised: the stage is too low or it is done."),
        "practices",
    ),
    "component-reached": Words(
        gettext_noop("Each component comes into some stack, or is left for later."),
        gettext_noop("“%(subject)s” never comes into any stack."),
        "components",
    ),
    "question-matters": Words(
        gettext_noop("The answer to each question can change the advice."),
        gettext_noop("The question “%(subject)s” changes nothing, whatever is answered to it."),
        "questions",
    ),
    "unknown-is-sound": Words(
        gettext_noop("The stages called possible always hold the one that comes out in the end."),
        gettext_noop("With these answers a stage is left out that more answers lead to."),
        "ways",
    ),
}

COUNTED = {
    "rules": ngettext_lazy("%(n)s rule", "%(n)s rules", "n"),
    "questions": ngettext_lazy("%(n)s question", "%(n)s questions", "n"),
    "practices": ngettext_lazy("%(n)s practice", "%(n)s practices", "n"),
    "components": ngettext_lazy("%(n)s component", "%(n)s components", "n"),
    "pairs": ngettext_lazy("%(n)s pair", "%(n)s pairs", "n"),
    "slots": ngettext_lazy("%(n)s slot of a stage", "%(n)s slots of stages", "n"),
    "facts": ngettext_lazy("%(n)s fact", "%(n)s facts", "n"),
    "steps": ngettext_lazy("%(n)s way down", "%(n)s ways down", "n"),
    "stages": ngettext_lazy("%(n)s stage", "%(n)s stages", "n"),
    "ways": ngettext_lazy("shown in %(n)s way", "shown in %(n)s ways", "n"),
}
