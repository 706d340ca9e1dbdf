"""Every condition can be true and can be false."""

from collections.abc import Iterator
from functools import partial

from knowledge.conditions import Condition
from knowledge.proving.asking import Answers, Asking, Shows
from knowledge.proving.claims import Claim, Failure, Proof
from knowledge.tree import And, Node, printed


def proofs(asking: Asking) -> Iterator[Proof]:
    """Rules can fire and can stay silent; a fact can be asked or not, a practice be done or not."""
    yield from rules(asking)
    yield from questions(asking)
    yield from practices(asking)


def rules(asking: Asking) -> Iterator[Proof]:
    samples = asking.samples
    fires, silent = Claim("alive", "can-fire"), Claim("alive", "can-stay-silent")
    for rule, tree in asking.base.engine.trees.items():
        if samples.fired[rule]:
            fires.hold((rule,))
        else:
            fires.judge((rule,), partial(never_true, asking, tree, asking.fires(rule)))
        if samples.possible[rule] != samples.every:
            silent.hold((rule,))
        else:
            silent.judge((rule,), partial(never_false, asking, tree, asking.silent(rule)))
    yield from fires.proofs()
    yield from silent.proofs()


def questions(asking: Asking) -> Iterator[Proof]:
    claim = Claim("alive", "is-asked")
    for fact, condition in asking.base.asked.items():

        def shows(wanted: bool, answers: Answers, condition: Condition = condition) -> bool:
            return condition.holds(answers) is wanted

        both = partial(shows, True), partial(shows, False)
        claim.judge((fact,), partial(never_both, asking, condition.tree, *both))
    yield from claim.proofs()


def practices(asking: Asking) -> Iterator[Proof]:
    claim, engine = Claim("alive", "is-done"), asking.base.engine
    for practice, tree in engine.done.items():
        place = engine.done_places[practice]
        both = asking.fires_at(place), asking.silent_at(place)
        claim.judge((practice,), partial(never_both, asking, tree, *both))
    yield from claim.proofs()


def never_both(asking: Asking, tree: Node, holds: Shows, fails: Shows) -> Failure | None:
    return never_true(asking, tree, holds) or never_false(asking, tree, fails)


def never_true(asking: Asking, tree: Node, holds: Shows) -> Failure | None:
    """Answers that come as near to it as any, with the parts that exclude each other."""
    if asking.can([asking.readings.reading(tree, True)], holds):
        return None
    parts = tree.parts if isinstance(tree, And) else (tree,)
    core = least_impossible(asking, parts)
    others = [asking.readings.reading(part, True) for part in core[1:]]
    answers = asking.near(others, lambda found: not holds(found))
    return Failure(answers, {"parts": tuple(map(printed, core))})


def least_impossible(asking: Asking, parts: tuple[Node, ...]) -> list[Node]:
    """As few parts as cannot hold together."""
    core = list(parts)
    for part in parts:
        others = [each for each in core if each is not part]
        formulas = [asking.readings.reading(each, True) for each in others]
        if others and not asking.can(formulas, anything):
            core = others
    return core


def never_false(asking: Asking, tree: Node, fails: Shows) -> Failure | None:
    """The usual answers: it holds with any."""
    formula = asking.readings.reading(tree, False).opposite
    if asking.can([formula], fails):
        return None
    return Failure(asking.usual, {"parts": (printed(tree),)})


def anything(_: Answers) -> bool:
    return True
