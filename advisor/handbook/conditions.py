"""Conditions in words: `team_size >= 10` as “Developers ≥ 10”, on a line or as an outline."""

from dataclasses import dataclass

from django.utils.translation import gettext, gettext_noop

from advisor.pictures.language import said
from advisor.pictures.templatetags.figures import NO_BREAK, answer_text, with_unit
from knowledge import Fact, RuleBase, tree

PRINTED = {"<=": "≤", ">=": "≥", "!=": "≠", "==": "="}
COUNTED = {
    ">=": gettext_noop("at least %(limit)s of these hold"),
    ">": gettext_noop("more than %(limit)s of these hold"),
    "<=": gettext_noop("at most %(limit)s of these hold"),
    "<": gettext_noop("fewer than %(limit)s of these hold"),
    "==": gettext_noop("exactly %(limit)s of these hold"),
    "!=": gettext_noop("any number of these but %(limit)s holds"),
}


@dataclass(frozen=True)
class Outline:
    """A condition as a list: what its parts must do together, and the parts.

    `lead` is a whole phrase where there are no parts. `rule` is the id of the rule it
    refers to, if it is a reference.
    """

    lead: str
    parts: tuple["Outline", ...] = ()
    rule: str | None = None


def outline(base: RuleBase, node: tree.Node) -> Outline:
    """A condition as a list of lists in the reader's language."""
    match node:
        case tree.And() | tree.Or() | tree.Count():
            parts = tuple(outline(base, part) for part in node.parts)
            return Outline(lead(node), parts)
        case tree.Not(tree.And() | tree.Or() | tree.Count() as part):
            return Outline(gettext("this does not hold"), (outline(base, part),))
        case tree.Reference(rule):
            return Outline(in_words(base, node), rule=rule)
    return Outline(in_words(base, node))


def lead(node: tree.And | tree.Or | tree.Count) -> str:
    """What the parts of a condition must do together."""
    match node:
        case tree.And():
            return gettext("all of these hold")
        case tree.Or():
            return gettext("one of these holds")
        case tree.Count(_, operator, limit):
            return gettext(COUNTED[operator]) % {"limit": limit}


def in_words(base: RuleBase, node: tree.Node) -> str:
    """A condition as one phrase in the reader's language."""
    match node:
        case tree.And(parts):
            return joined(base, parts, gettext("and"))
        case tree.Or(parts):
            return joined(base, parts, gettext("or"))
        case tree.Count(parts):
            listed = "; ".join(in_words(base, part) for part in parts)
            return f"{lead(node)}: {listed}"
        case tree.Not(part):
            return denied(base, part)
    return atom(base, node)


def joined(base: RuleBase, parts: tuple[tree.Node, ...], word: str) -> str:
    """Parts with a word between them, in brackets where they have parts themselves."""
    phrases = [in_words(base, part) for part in parts]
    compound = [isinstance(part, tree.And | tree.Or | tree.Count) for part in parts]
    return f" {word} ".join(
        f"({phrase})" if bracketed else phrase
        for phrase, bracketed in zip(phrases, compound, strict=True)
    )


def denied(base: RuleBase, node: tree.Node) -> str:
    """The opposite of a condition; the commonest opposites have words of their own."""
    match node:
        case tree.Compare(fact, "==", True):
            return labelled(base, fact, answer_text(base.facts[fact], False))
        case tree.Member(fact, options):
            other = gettext("not %(option)s") % {"option": any_option(base, fact, options)}
            return labelled(base, fact, other)
        case tree.Contains(fact, option):
            words = {"fact": name(base, fact), "option": option_label(base, fact, option)}
            return gettext("%(fact)s does not include “%(option)s”") % words
        case tree.Known(fact):
            return gettext("%(fact)s is not known") % {"fact": name(base, fact)}
        case tree.Reference():
            return gettext("the rule “%(rule)s” does not hold") % title_of(base, node)
    return gettext("not (%(part)s)") % {"part": in_words(base, node)}


def atom(base: RuleBase, node: tree.Leaf | tree.Reference) -> str:
    """A condition without parts as a phrase."""
    match node:
        case tree.Reference():
            return gettext("the rule “%(rule)s” holds") % title_of(base, node)
        case tree.Known(fact):
            return gettext("%(fact)s is known") % {"fact": name(base, fact)}
        case tree.Contains(fact, option):
            words = {"fact": name(base, fact), "option": option_label(base, fact, option)}
            return gettext("%(fact)s includes “%(option)s”") % words
        case tree.Member(fact, options):
            return labelled(base, fact, any_option(base, fact, options))
    return comparison(base, node)


def comparison(base: RuleBase, node: tree.Compare) -> str:
    """A fact beside its limit."""
    fact = base.facts[node.fact]
    if fact.kind == "number":
        limit = with_unit(node.limit, unit(fact))
        return f"{said(fact.name)} {sign(node.operator)}{NO_BREAK}{limit}"
    label = answer_text(fact, node.limit)
    if node.operator == "!=":
        label = gettext("not %(option)s") % {"option": label}
    return labelled(base, node.fact, label)


def unit(fact: Fact) -> str:
    """The unit of a fact, empty where its name says it already: not “Developers ≥ 5 developers”."""
    word = said(fact.unit)
    return "" if word.lower() in said(fact.name).lower() else word


def sign(operator: str) -> str:
    """An operator as it is set in print."""
    return PRINTED.get(operator, operator)


def labelled(base: RuleBase, fact: str, label: str) -> str:
    """A fact and the answer it must have."""
    return f"{name(base, fact)}: {label}"


def title_of(base: RuleBase, node: tree.Reference) -> dict[str, str]:
    """The title of the rule that a condition refers to, its id where it has none."""
    return {"rule": said(base.rules[node.rule].title) or node.rule}


def name(base: RuleBase, fact: str) -> str:
    """The short name of a fact."""
    return said(base.facts[fact].name)


def any_option(base: RuleBase, fact: str, options: tuple[str, ...]) -> str:
    """The labels of options, any of which will do."""
    labels = [option_label(base, fact, option) for option in options]
    if len(labels) == 1:
        return labels[0]
    return f" {gettext('or')} ".join(f"“{label}”" for label in labels)


def option_label(base: RuleBase, fact: str, option: str) -> str:
    """The label of one option of a fact."""
    return said(base.facts[fact].options[option].label)
