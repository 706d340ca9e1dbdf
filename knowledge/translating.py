"""Facts as a list of cases writes them, as answers to our questions."""

import re
from collections.abc import Mapping
from typing import Any

Facts = Mapping[str, Any]

SAME = ("users", "team_size", "teams", "deploy_lock", "crash_spreads", "p95_query_ms")
SAME_EXTRA = ("endpoints", "burst_ratio", "ops_skill", "deploy_minutes")
RENAMED = {
    "services_count": "services",
    "deployables": "services",
    "read_heavy": "read_mostly",
    "growth_factor_per_year": "growth",
    "async_work": "slow_work",
    "data_residency_vn": "data_in_vietnam",
    "monthly_infra_usd": "budget_usd",
}
# extra -> what it says if it is true: fact, answer
TELLING = {
    "pre_product_market_fit": ("maturity", "seeking"),
    "forced_rewrite": ("maturity", "known_rewrite"),
    "installed_by_customers": ("installed_by", "customers"),
    "public_sector": ("regulated", ["public_sector"]),
    "slow_query_is_customers_db": ("slow_kind", "external"),
    "analytics_queries": ("slow_kind", "analytics"),
    "write_heavy": ("slow_kind", "writes"),
}
# extra and the value it must have -> one of the grounds for an exception
GROUNDS = {
    "domain_known": (True, "known_domain"),
    "ops_skill": ("high", "senior_operators"),
    "funding": ("strong", "funding"),
    "regulated": (True, "regulation"),
}
PERCENT = re.compile(r"(\d+(?:\.\d+)?)\s*%")


def translated(facts: Facts) -> dict[str, Any]:
    """Our answers for the facts of a case; what is not said stays unknown.

    - users, team_size, teams, deploy_lock, crash_spreads, p95_query_ms: the same.
    - current_stage N: `stage_N`.
    - bounded_contexts_clear: true is boundaries `drawn` (clear is not yet enforced by a
      tool), false `unclear`.
    - test_minutes, extra.has_tests: `tests_of`. sla: `outage_of`.
    - extra.endpoints, burst_ratio, ops_skill, deploy_minutes: the same.
    - extra.services_count or deployables: services. read_heavy: read_mostly.
      growth_factor_per_year: growth. async_work: slow_work. data_residency_vn:
      data_in_vietnam. monthly_infra_usd: budget_usd.
    - extra.pre_product_market_fit: maturity `seeking`; forced_rewrite: `known_rewrite`.
    - extra.installed_by_customers: installed_by `customers`. public_sector: regulated
      `public_sector`; plain `regulated` does not say by what, so it stays unknown.
    - extra.slow_query_is_customers_db, analytics_queries, write_heavy: slow_kind
      `external`, `analytics`, `writes`.
    - extra.ops_engineers: of team_size, in percent, is upkeep_share.
    - extra.domain_known, ops_skill, funding, regulated: exception_grounds; see `grounds_of`.
    - Anything else says nothing that we ask.
    """
    extra = facts.get("extra")
    extra = extra if isinstance(extra, Mapping) else {}
    found = {name: facts.get(name) for name in SAME}
    found |= {name: extra[name] for name in SAME_EXTRA if name in extra}
    found |= {ours: extra[theirs] for theirs, ours in RENAMED.items() if theirs in extra}
    found |= {fact: answer for name, (fact, answer) in TELLING.items() if extra.get(name) is True}
    found |= stage_of(facts) | borders_of(facts) | tests_of(facts, extra) | outage_of(facts)
    found |= upkeep_of(facts, extra) | grounds_of(extra)
    return {name: value for name, value in found.items() if value is not None}


def stage_of(facts: Facts) -> dict[str, Any]:
    stage = facts.get("current_stage")
    return {} if stage is None else {"current_stage": f"stage_{stage}"}


def borders_of(facts: Facts) -> dict[str, Any]:
    clear = facts.get("bounded_contexts_clear")
    return {"boundaries": "drawn" if clear else "unclear"} if isinstance(clear, bool) else {}


def tests_of(facts: Facts, extra: Facts) -> dict[str, Any]:
    """No minutes, or none said to be there: no tests; a time says that there are some."""
    minutes = facts.get("test_minutes")
    if minutes == 0 or extra.get("has_tests") is False:
        return {"has_tests": False}
    if minutes is None:
        return {"has_tests": extra.get("has_tests")}
    return {"has_tests": True, "test_minutes": minutes}


def outage_of(facts: Facts) -> dict[str, Any]:
    """What the words on the service level say: a figure, and what an hour down costs.

    "none …": little. Regulated: harm. Payments, revenue or bookings: money.
    """
    words = facts.get("sla")
    if not isinstance(words, str):
        return {}
    words = words.lower()
    figure = PERCENT.search(words)
    found: dict[str, Any] = {"availability": float(figure[1])} if figure else {}
    if words.startswith("none"):
        found["outage_cost"] = "little"
    elif "regulated" in words:
        found["outage_cost"] = "harm"
    elif any(word in words for word in ("payment", "revenue", "booking")):
        found["outage_cost"] = "money"
    return found


def upkeep_of(facts: Facts, extra: Facts) -> dict[str, Any]:
    """People who only run the platform, in percent of those who develop."""
    operators, developers = extra.get("ops_engineers"), facts.get("team_size")
    if not isinstance(operators, int | float) or not isinstance(developers, int | float):
        return {}
    return {"upkeep_share": 100 * operators / developers} if developers else {}


def grounds_of(extra: Facts) -> dict[str, Any]:
    """The grounds that are stated; unknown if nothing is said about any of them.

    Whether the platform is uniform is never said, so all five cannot come together.
    """
    if not extra.keys() & GROUNDS.keys():
        return {}
    grounds = [ground for name, (value, ground) in GROUNDS.items() if extra.get(name) == value]
    return {"exception_grounds": grounds}
