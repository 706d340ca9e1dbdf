"""The engines that are compared: from a problem to a function from answers to fired rules.

Each is used in the fastest way that was found for it. Engines of expressions get all rules in
one expression that makes a list, where they can; those that cannot get one for each rule.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, compress
from typing import Any

from bench.peers.writers import CEL, PYTHON, ZEN, Words, business, clips, json_logic, plain, text
from knowledge.engine import Engine
from knowledge.kleene import Evaluation
from knowledge.model import Fact
from knowledge.tree import Node

Answers = Mapping[str, Any]
Decide = Callable[[Answers], list[str]]
Flags = Callable[[Answers], Sequence[bool]]

# cel-expr takes at most 100,000 characters in one expression.
LONGEST = 95_000


@dataclass(frozen=True)
class Problem:
    """Rules to compare engines on. `plain` are their conditions for complete answers.

    `asked` says when a fact applies, as `plain` has it too. Peers cannot derive facts: their
    answers hold those values already worked out, ours do not.
    """

    name: str
    facts: Mapping[str, Fact]
    plain: Mapping[str, Node]
    asked: Mapping[str, Node]
    compile: Callable[[], Engine]
    answers: Sequence[Answers]
    own_answers: Sequence[Answers]

    @cached_property
    def rules(self) -> tuple[str, ...]:
        return tuple(self.plain)

    @cached_property
    def expected(self) -> list[list[str]]:
        """What fires for each set of answers by the plain reading, one rule after the other."""
        readings = [Evaluation(each, {}, {}) for each in self.answers]
        return [
            [rule for rule, tree in self.plain.items() if each.truth(tree)] for each in readings
        ]


# Ours


def ours(problem: Problem) -> Decide:
    engine = problem.compile()
    engine.fired(problem.own_answers[0])
    return engine.fired


def ours_explained(problem: Problem) -> Callable[[Answers], Any]:
    engine = problem.compile()

    def explain(answers: Answers) -> Any:
        situation = engine.situate(answers)
        sure, _ = engine.decide(situation)
        states = ["fired" if each else "silent" for each in sure[: len(problem.rules)]]
        return engine.explainer.explained(states, situation.cells)

    return explain


# Engines of expressions that can make a list


def lists(conditions: Sequence[Node], words: Words) -> Iterator[str]:
    """The conditions as expressions that make lists, none longer than `LONGEST`."""
    written: list[str] = []
    for each in conditions:
        one = text(each, words)
        if written and sum(map(len, written)) + 2 * len(written) + len(one) > LONGEST:
            yield f"[{', '.join(written)}]"
            written = []
        written.append(one)
    yield f"[{', '.join(written)}]"


def zen_flags(conditions: Sequence[Node], facts: Mapping[str, Fact]) -> Flags:
    import zen

    whole = f"[{', '.join(text(each, ZEN) for each in conditions)}]"
    return zen.compile_expression(whole).evaluate


def cel_expr_flags(conditions: Sequence[Node], facts: Mapping[str, Fact]) -> Flags:
    from cel_expr_python import cel

    kinds = {"yes_no": cel.Type.BOOL, "one_of": cel.Type.STRING}
    variables = {
        name: cel.Type.INT if fact.whole else kinds.get(fact.kind, cel.Type.DYN)
        for name, fact in facts.items()
    }
    env = cel.NewEnv(variables=variables)
    parts = [env.compile(each) for each in lists(conditions, CEL)]
    if len(parts) == 1:
        return lambda answers: parts[0].eval(data=answers).plain_value()

    def flags(answers: Answers) -> list[bool]:
        return [*chain.from_iterable(part.eval(data=answers).plain_value() for part in parts)]

    return flags


def cel_flags(conditions: Sequence[Node], facts: Mapping[str, Fact]) -> Flags:
    import cel

    whole = f"[{', '.join(text(each, CEL) for each in conditions)}]"
    return cel.compile(whole).execute


def cel_python_flags(conditions: Sequence[Node], facts: Mapping[str, Fact]) -> Flags:
    import celpy

    env = celpy.Environment()
    programs = [env.program(env.compile(text(each, CEL))) for each in conditions]

    def flags(answers: Answers) -> list[bool]:
        values = {name: celpy.json_to_cel(value) for name, value in answers.items()}
        return [bool(program.evaluate(values)) for program in programs]

    return flags


# Engines that take one condition after the other


def simpleeval_flags(conditions: Sequence[Node], facts: Mapping[str, Fact]) -> Flags:
    import simpleeval

    evaluator = simpleeval.SimpleEval()
    written = [text(each, PYTHON) for each in conditions]
    parsed = [(each, evaluator.parse(each)) for each in written]

    def flags(answers: Answers) -> list[bool]:
        evaluator.names = answers
        return [evaluator.eval(each, previously_parsed=tree) for each, tree in parsed]

    return flags


def asteval_flags(conditions: Sequence[Node], facts: Mapping[str, Fact]) -> Flags:
    import asteval

    interpreter = asteval.Interpreter(minimal=True)
    parsed = [interpreter.parse(text(each, PYTHON)) for each in conditions]

    def flags(answers: Answers) -> list[bool]:
        interpreter.symtable.update(answers)
        return [interpreter.run(each) for each in parsed]

    return flags


def rule_engine_flags(conditions: Sequence[Node], facts: Mapping[str, Fact]) -> Flags:
    import rule_engine

    rules = [rule_engine.Rule(text(each, ZEN)) for each in conditions]
    return lambda answers: [rule.matches(answers) for rule in rules]


def panzi_flags(conditions: Sequence[Node], facts: Mapping[str, Fact]) -> Flags:
    import json_logic as panzi

    rules = [json_logic(each) for each in conditions]
    return lambda answers: [panzi.jsonLogic(rule, answers) for rule in rules]


def jsonlogic_rs_flags(conditions: Sequence[Node], facts: Mapping[str, Fact]) -> Flags:
    import jsonlogic_rs

    rules = [json_logic(each) for each in conditions]
    return lambda answers: [jsonlogic_rs.apply(rule, answers) for rule in rules]


def deciding(flags: Callable[[Sequence[Node], Mapping[str, Fact]], Flags]) -> Any:
    """What an engine that makes truths fires."""

    def compiled(problem: Problem) -> Decide:
        decide, rules = flags(tuple(problem.plain.values()), problem.facts), problem.rules
        return lambda answers: list(compress(rules, decide(answers)))

    return compiled


def explaining(flags: Callable[[Sequence[Node], Mapping[str, Fact]], Flags]) -> Any:
    """The same explanation as ours from an engine that makes truths: all comparisons too."""

    def compiled(problem: Problem) -> Callable[[Answers], Any]:
        engine = problem.compile()
        leaves = [plain(leaf, {}, problem.asked) for fact in engine.cells for leaf in fact.leaves]
        pairs = [tuple(told(asked, holds) for holds in (False, True))
                 for asked in engine.explainer.asked]  # fmt: skip
        decide = flags((*problem.plain.values(), *leaves), problem.facts)
        rules = len(problem.rules)

        def explain(answers: Answers) -> Any:
            found = decide(answers)
            states = ["fired" if each else "silent" for each in found[:rules]]
            every = [pair[holds] for pair, holds in zip(pairs, found[rules:], strict=True)]
            return engine.explainer.told(states, tuple(every))

        return explain

    return compiled


def told(asked: tuple[str, str, Any], holds: bool) -> Any:
    from knowledge.comparisons import Compared

    return Compared(*asked, holds)


# Engines of rules


def clips_fired(problem: Problem) -> Decide:
    import clips as library

    env = library.Environment()
    fired: list[str] = []
    env.define_function(fired.append, name="fire")
    env.build(f"(deftemplate team {' '.join(f'(slot {name})' for name in problem.facts)})")
    slots = " ".join(f"({name} ?{name})" for name in problem.facts)
    for rule, each in problem.plain.items():
        env.build(f'(defrule {rule} (team {slots}) (test {clips(each)}) => (fire "{rule}"))')
    template = env.find_template("team")
    order = {rule: place for place, rule in enumerate(problem.rules)}
    symbol = library.Symbol

    def decide(answers: Answers) -> list[str]:
        env.reset()
        fired.clear()
        template.assert_fact(
            **{
                name: value if type(value) is not str else symbol(value)
                for name, value in answers.items()
            }
        )
        env.run()
        return sorted(fired, key=order.__getitem__)

    return decide


def business_fired(problem: Problem) -> Decide:
    from business_rules import run_all
    from business_rules.actions import BaseActions, rule_action
    from business_rules.fields import FIELD_TEXT
    from business_rules.variables import (
        BaseVariables,
        boolean_rule_variable,
        numeric_rule_variable,
        select_rule_variable,
    )

    def variable(name: str, fact: Fact) -> Any:
        if fact.kind == "number":
            return numeric_rule_variable()(lambda team: team.answers[name])
        if fact.kind == "yes_no":
            return boolean_rule_variable()(lambda team: team.answers[name])
        return select_rule_variable(options=list(fact.options))(lambda team: [team.answers[name]])

    names = {name: variable(name, fact) for name, fact in problem.facts.items()}
    kind = type("Team", (BaseVariables,), names)
    fired: list[str] = []

    class Actions(BaseActions):
        @rule_action(params={"rule": FIELD_TEXT})
        def fire(self, rule: str) -> None:
            fired.append(rule)

    rules = [
        {"conditions": business(each), "actions": [{"name": "fire", "params": {"rule": rule}}]}
        for rule, each in problem.plain.items()
    ]

    def decide(answers: Answers) -> list[str]:
        fired.clear()
        team = kind()
        team.answers = answers
        run_all(rules, team, Actions())
        return [*fired]

    return decide


DECIDING: Mapping[str, Callable[[Problem], Decide]] = {
    "Bậc Thang": ours,
    "zen-engine (Rust)": deciding(zen_flags),
    "cel-expr (C++)": deciding(cel_expr_flags),
    "cel (Rust)": deciding(cel_flags),
    "simpleeval": deciding(simpleeval_flags),
    "clipspy (C)": clips_fired,
    "asteval": deciding(asteval_flags),
    "panzi-json-logic": deciding(panzi_flags),
    "jsonlogic-rs (Rust)": deciding(jsonlogic_rs_flags),
    "business-rules": business_fired,
    "rule-engine": deciding(rule_engine_flags),
    "cel-python": deciding(cel_python_flags),
}
EXPLAINING: Mapping[str, Callable[[Problem], Callable[[Answers], Any]]] = {
    "Bậc Thang": ours_explained,
    "zen-engine (Rust)": explaining(zen_flags),
    "cel-expr (C++)": explaining(cel_expr_flags),
    "cel (Rust)": explaining(cel_flags),
}
