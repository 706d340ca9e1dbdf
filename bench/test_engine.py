"""How long the engine takes on the shipped rule base; the aims stand beside the names.

The plain reading of the same conditions is measured along with it: compare the ratios,
absolute times hang on the machine and on what else it does.
"""

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from knowledge import RuleBase, advise, read_folder, recall, stage
from knowledge.conditions import parse_condition
from knowledge.engine import compile_rules

SHIPPED = Path(__file__).parents[1] / "knowledge" / "base"
# A team of middle size; every question answered that applies to it.
ANSWERS: dict[str, Any] = {
    "current_stage": "stage_3",
    "users": 50_000,
    "endpoints": 40,
    "maturity": "growing",
    "growth": 3,
    "team_size": 12,
    "teams": 3,
    "boundaries": "drawn",
    "conflict_devs": 1,
    "hiring": 3,
    "has_tests": True,
    "test_minutes": 4,
    "deploy_lock": False,
    "deploy_minutes": 20,
    "rollback": True,
    "crash_spreads": False,
    "outage_cost": "money",
    "availability": 99.9,
    "ops_skill": "medium",
    "tracing": True,
    "p95_query_ms": 600,
    "slow_kind": "reads",
    "read_mostly": True,
    "slow_work": False,
    "burst_ratio": 8,
    "habits": ["secrets_outside", "error_handling", "staging", "migrations", "ci", "linter"],
    "data_kept": ["accounts", "personal", "payments"],
    "data_in_vietnam": True,
    "regulated": ["finance"],
    "services": 3,
    "shared_database": True,
    "upkeep_share": 10,
    "special_part": ["load"],
    "installed_by": "us",
    "language": "python",
    "market": "vn_startup",
    "budget_usd": 900,
    "exception_grounds": ["funding"],
    "uses_ai": True,
    "ai_cost_usd": 100,
    "ai_providers": 2,
    "vectors": 50_000,
    "ai_personal_data": True,
}
Benchmark = Callable[..., Any]


@cache
def base() -> RuleBase:
    return read_folder(SHIPPED)


@pytest.fixture(autouse=True)
def every_question_is_answered() -> None:
    asked = {name for name, fact in base().facts.items() if fact.derive is None}
    assert ANSWERS.keys() == asked
    assert advise(base(), ANSWERS).unknown == ()


def test_stage_alone_15_us(benchmark: Benchmark) -> None:
    assert benchmark(stage, base(), ANSWERS).verdict == "stay"


def test_advise_with_every_comparison_150_us(benchmark: Benchmark) -> None:
    rules = benchmark(lambda: advise(base(), ANSWERS).rules)
    assert len(rules) == len(base().rules)


def test_advise_with_half_the_answers_unknown(benchmark: Benchmark) -> None:
    half = {name: ANSWERS[name] for name in list(ANSWERS)[::2]}
    assert benchmark(lambda: advise(base(), half).rules)


def test_all_conditions_by_the_engine(benchmark: Benchmark) -> None:
    engine = base().engine
    assert benchmark(lambda: engine.decide(engine.situate(ANSWERS)))


def test_all_conditions_by_plain_reading(benchmark: Benchmark) -> None:
    facts = base().facts
    conditions = [
        parse_condition(rule.when, facts)
        for name, rule in base().rules.items()
        if not base().conditions[name].rules
    ]
    assert benchmark(lambda: [condition.holds(ANSWERS) for condition in conditions])


def test_smallest_changes_50_ms(benchmark: Benchmark) -> None:
    assert benchmark(lambda: advise(base(), ANSWERS).changes)


def test_what_unknown_facts_could_change(benchmark: Benchmark) -> None:
    assert benchmark(lambda: advise(base(), {}).unknown)


def test_advice_as_json(benchmark: Benchmark) -> None:
    advice = advise(base(), ANSWERS)
    assert benchmark(lambda: json.dumps(advice.as_json("vi")))


def test_recall(benchmark: Benchmark) -> None:
    record = json.loads(json.dumps(advise(base(), ANSWERS).as_record()))
    assert benchmark(recall, base(), record).stage.verdict == "stay"


def test_compiling_the_rules(benchmark: Benchmark) -> None:
    known = base()
    engine = benchmark(
        lambda: compile_rules(
            known.facts,
            known.rules,
            known.conditions,
            asked=known.asked,
            derived=known.derived,
            done=known.done,
        )
    )
    assert len(engine.trees) == len(known.rules)
