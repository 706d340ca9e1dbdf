"""What the API answers with, for its description."""

from datetime import date, datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from knowledge.explaining import State
from knowledge.stages import Verdict
from knowledge.unknowns import Area
from knowledge.whynot import Reason

Value = bool | int | float | str | list[str] | None
StageNumber = Literal[1, 2, 3, 4]


class Shape(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Release(Shape):
    number: int
    hash: str


class Published(Release):
    published_at: datetime


class StageAdvice(Shape):
    current: StageNumber | None
    needed: StageNumber
    possible: list[StageNumber]
    advised: StageNumber
    path: list[StageNumber]
    verdict: Verdict


class Comparison(Shape):
    fact: str
    name: str
    value: Value
    operator: str
    limit: Value
    unit: str | None
    holds: bool | None


class RuleState(Shape):
    id: str
    title: str | None
    sign: bool
    state: State
    effect: dict[str, Any]
    because: str
    source: str
    comparisons: list[Comparison]


class Action(Shape):
    practice: str
    title: str
    what: str
    effort: Literal["hours", "days", "weeks", "months"]
    stage: StageNumber
    urgent: bool
    done_when: str
    tools: list[str]
    rules: list[str]


class Component(Shape):
    component: str
    title: str
    because: str
    rules: list[str]


class Choice(Shape):
    slot: str
    slot_title: str
    component: str
    title: str
    what: str
    because: str
    rules: list[str]
    alternatives: list[Component]


class Warned(Shape):
    rule: str
    title: str
    do: str
    because: str


class WhyNot(Shape):
    stage: StageNumber
    reason: Reason
    rules: list[str]


class Step(Shape):
    fact: str
    name: str
    operator: str
    value: Value
    unit: str | None
    was: Value = Field(alias="from")


class Change(Shape):
    stage: StageNumber
    set: list[Step]


class Unknown(Shape):
    fact: str
    name: str
    could_change: list[Area]


class Advice(Shape):
    release: Release
    answers: dict[str, Value]
    stage: StageAdvice
    rules: list[RuleState]
    actions: list[Action]
    stack: list[Choice]
    not_yet: list[Component]
    warnings: list[Warned]
    why_not: list[WhyNot]
    changes: list[Change]
    unknown: list[Unknown]


class Changes(Shape):
    release: Release
    stage: StageAdvice
    changes: list[Change]


class Named(Shape):
    id: str
    url: str


class Created(Named):
    owner_token: str


class Saved(Named):
    title: str
    created_at: datetime
    last_day: date
    superseded_by: str | None
    advice: Advice


class Span(Shape):
    low: int | float
    high: int | float
    low_closed: bool
    high_closed: bool


class Axis(Shape):
    fact: str
    name: str
    unit: str | None
    value: int | float | None
    spans: list[Span]


class Spot(Shape):
    stage: StageNumber
    possible: list[StageNumber]
    exact: bool


class Map(Shape):
    release: Release
    answers: dict[str, Value]
    x: Axis
    y: Axis
    rows: list[list[Spot]]
    here: list[int] | None
    exact: bool


class Rule(Shape):
    id: str
    title: str | None
    sign: bool
    when: str
    effect: dict[str, Any]
    because: str
    source: str


class Rules(Shape):
    release: Release
    rules: list[Rule]


class Error(Shape):
    fact: str | None = None
    parameter: str | None = None
    detail: str


class Problem(Shape):
    type: Literal["about:blank"]
    title: str
    status: int
    detail: str
    errors: list[Error] | None = None
