"""What a pipeline watches: gates that a team has crossed, has not, or may have."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Literal, NamedTuple, TypeAlias, get_args

from knowledge.advice import Advice
from knowledge.explaining import RuleState, State
from knowledge.problems import KnowledgeError, Problem, did_you_mean
from knowledge.rulebase import RuleBase
from knowledge.stages import Verdict

Outcome: TypeAlias = Literal["crossed", "open", "clear"]

VERDICTS: tuple[str, ...] = get_args(Verdict)
OUTCOMES: Mapping[State, Outcome] = {"fired": "crossed", "unknown": "open", "silent": "clear"}
OPTION = "--fail-on"
MOST_GATES = 100
LISTED = f"{', '.join(VERDICTS)}, sign:ID or warning:ID"


class Gate(NamedTuple):
    """A verdict (`climb`), or a rule (`sign:slow-tests`), by its `kind` and its id."""

    kind: str
    id: str

    @property
    def name(self) -> str:
        """The gate as it is written."""
        return self.id if self.kind == "verdict" else f"{self.kind}:{self.id}"


class Judged(NamedTuple):
    """A gate, what became of it, the rules behind that, and the facts that leave it open."""

    gate: Gate
    outcome: Outcome
    rules: tuple[RuleState, ...]
    open_facts: tuple[str, ...] = ()


def watched(base: RuleBase) -> dict[str, tuple[str, ...]]:
    """The kinds of gates besides verdicts, each with the rules there are."""
    rules = base.rules.items()
    return {
        "sign": tuple(name for name, rule in rules if rule.sign),
        "warning": tuple(name for name, rule in rules if rule.warn is not None),
    }


def read_gates(base: RuleBase, written: str) -> tuple[Gate, ...]:
    """The gates in a list like `climb,sign:slow-tests`; `sign` alone means all signs.

    Each is there once. Raises KnowledgeError, file "--fail-on", line the place in the list,
    naming every word that is no gate.
    """
    words = [word.strip() for word in written.split(",")]
    if len(words) > MOST_GATES:
        message = f"{len(words)} gates; at most {MOST_GATES} are taken"
        raise KnowledgeError([Problem(OPTION, 1, 1, message)])
    known = watched(base)
    problems = [
        Problem(OPTION, place, 1, wrong)
        for place, word in enumerate(words, start=1)
        if (wrong := wrong_word(word, known))
    ]
    if problems:
        raise KnowledgeError(problems)
    return tuple(dict.fromkeys(chain.from_iterable(gates_of(word, known) for word in words)))


def wrong_word(word: str, known: Mapping[str, tuple[str, ...]]) -> str:
    """What is wrong with a word; empty if it stands for gates."""
    kind, colon, name = word.partition(":")
    if colon and kind in known:
        guess = did_you_mean(name, known[kind])
        return "" if name in known[kind] else f"no {kind} `{name[:80]}`{guess}"
    if not colon and (word in VERDICTS or word in known):
        return ""
    guess = did_you_mean(word, (*VERDICTS, *known))
    return f"no gate `{word[:80]}`{guess or f'; write {LISTED}'}"


def gates_of(word: str, known: Mapping[str, tuple[str, ...]]) -> Iterator[Gate]:
    kind, colon, name = word.partition(":")
    if colon:
        yield Gate(kind, name)
    elif word in VERDICTS:
        yield Gate("verdict", word)
    else:
        yield from (Gate(kind, each) for each in known[kind])


def judge(advice: Advice, gates: Iterable[Gate]) -> tuple[Judged, ...]:
    """What became of each gate, in order."""
    states = {each.rule: each for each in advice.rules}
    return tuple(
        judged_verdict(advice, gate, states)
        if gate.kind == "verdict"
        else judged_rule(gate, states[gate.id])
        for gate in gates
    )


def judged_rule(gate: Gate, state: RuleState) -> Judged:
    unknown = (each.fact for each in state.comparisons if each.holds is None)
    facts = tuple(dict.fromkeys(unknown)) if state.state == "unknown" else ()
    return Judged(gate, OUTCOMES[state.state], (state,), facts)


def judged_verdict(advice: Advice, gate: Gate, states: Mapping[str, RuleState]) -> Judged:
    if advice.stage.verdict == gate.id:
        return Judged(gate, "crossed", tuple(states[rule] for rule in advice.deciding))
    unknown = tuple(each.fact for each in advice.unknown if "stage" in each.could_change)
    return Judged(gate, "open" if unknown else "clear", (), unknown)
