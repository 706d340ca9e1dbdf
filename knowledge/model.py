"""What a rule base is made of: frozen values, one class for each word of the house.

Every class here is also the schema of its YAML: unknown keys are refused, nothing is
converted silently. Places, cross-references and conditions are checked in `checking`.
"""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

FACT_ID = r"[a-z][a-z0-9_]{0,63}"
ITEM_ID = r"[a-z][a-z0-9_-]{0,63}"

FactId = Annotated[str, StringConstraints(pattern=f"^{FACT_ID}$")]
OptionId = FactId
ItemId = Annotated[str, StringConstraints(pattern=f"^{ITEM_ID}$")]
Line = Annotated[str, StringConstraints(pattern=r"\S", max_length=300)]
Passage = Annotated[str, StringConstraints(pattern=r"\S", max_length=2_000)]
ConditionText = Annotated[str, StringConstraints(min_length=1, max_length=1_000)]
Address = Annotated[str, StringConstraints(pattern=r"^https?://\S+$", max_length=500)]
SourceRefs = Annotated[str, StringConstraints(min_length=1, max_length=300)]
StageNumber = Annotated[int, Field(ge=1, le=4)]
Number = Annotated[int, Field(ge=-(10**15), le=10**15)] | Annotated[float, Field(ge=-1e15, le=1e15)]


def upward(bounds: tuple[float, float]) -> tuple[float, float]:
    """The same bounds; raises PydanticCustomError unless the second is larger."""
    if bounds[0] >= bounds[1]:
        raise PydanticCustomError("upward", "the first number has to be smaller than the second")
    return bounds


Range = Annotated[tuple[Number, Number], AfterValidator(upward)]
Language = Literal["vi", "en"]

LANGUAGES: tuple[Language, ...] = ("vi", "en")


class Part(BaseModel):
    """Base of all parts: strict, frozen, no unknown keys."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Text(Part):
    """One text in both languages; neither may be missing."""

    vi: Passage
    en: Passage

    def in_language(self, language: Language) -> str:
        """The text in `language`, "vi" or "en"."""
        return self.vi if language == "vi" else self.en


class Topic(Part):
    """A page of the questionnaire: 2 to 5 questions that belong together."""

    title: Text
    intro: Text


class Option(Part):
    """One possible answer of a one_of or any_of fact."""

    label: Text
    hint: Text | None = None


class Fact(Part):
    """One thing known about a team, and how it is asked.

    `kind` is number, yes_no, one_of or any_of. A number has a `unit` and a `range`
    (inclusive, in that unit). A fact with `derive` is computed from other number facts
    and never asked; all others have `topic`, `ask`, `hint` and `measure`.
    """

    kind: Literal["number", "yes_no", "one_of", "any_of"]
    name: Text
    topic: ItemId | None = None
    ask: Text | None = None
    hint: Text | None = None
    measure: Text | None = None
    command: Passage | None = None
    unit: Text | None = None
    range: Range | None = None
    whole: bool = False
    scale: Literal["linear", "logarithmic"] = "linear"
    options: Mapping[OptionId, Option] = {}
    asked_when: ConditionText | None = None
    derive: ConditionText | None = None


class Level(Part):
    """A level of the stairs (Beginner, Intermediate, Enterprise)."""

    name: Text
    users: Text
    shape: Text
    goal: Text


class Folder(Part):
    """One line of a stage's structure: a path and a word on what it holds."""

    path: Line
    note: Text


class Note(Part):
    """A titled text, used for patterns, anti-patterns and the like."""

    title: Text
    text: Text


class Term(Note):
    """A word of the glossary, explained in a sentence or two."""


class Stage(Part):
    """One of the four architecture stages, with all that its page says."""

    number: StageNumber
    level: ItemId
    name: Text
    summary: Text
    who: Text
    people: Text
    scenario: tuple[Text, ...]
    structure: tuple[Folder, ...]
    patterns: tuple[Note, ...]
    must_haves: tuple[ItemId, ...]
    anti_patterns: tuple[Note, ...]
    arrive: Text
    leave: Text
    cost: Text
    cost_source: SourceRefs
    slots: tuple[ItemId, ...]
    climb_steps: tuple[ItemId, ...]
    merge_steps: tuple[ItemId, ...] = ()


class Practice(Part):
    """Something to do or have.

    `stage` is the stage in which it is due, `done` an optional condition that is true
    when the answers already show it done, `urgent` marks what comes first whatever
    the verdict.
    """

    title: Text
    what: Text
    effort: Literal["hours", "days", "weeks", "months"]
    stage: StageNumber
    done_when: Text
    tools: tuple[Line, ...] = ()
    done: ConditionText | None = None
    urgent: bool = False
    source: SourceRefs


class Slot(Part):
    """A place in the stack that one component fills."""

    title: Text


class Component(Part):
    """A technology for a slot; `stage` is the earliest stage in which it is sensible."""

    title: Text
    slot: ItemId
    stage: StageNumber
    what: Text
    watch: Text | None = None
    address: Address | None = None


class SourcePart(Part):
    """The place within a source that a rule leans on."""

    address: Address | None = None
    says: Text


class Source(Part):
    """Where a rule comes from.

    `basis`: read (by us, in the source), summary (second hand), recalled (unverified),
    judgement (ours). `checked` is the day it was last looked at.
    """

    title: Line
    basis: Literal["read", "summary", "recalled", "judgement"]
    address: Address | None = None
    checked: Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$")]
    says: Text
    parts: Mapping[ItemId, SourcePart] = {}


class Pick(Part):
    """Choose `component` for `slot`; `over` names components it is meant to come before.

    `before` names single rules of the slot where their components alone would say too much.
    """

    slot: ItemId
    component: ItemId
    over: tuple[ItemId, ...] = ()
    before: tuple[ItemId, ...] = ()


class Warning(Part):
    """An anti-pattern or a risk, with what to do about it."""

    title: Text
    do: Text


class Rule(Part):
    """A condition with exactly one effect, a reason and a source."""

    id: ItemId
    title: Text | None = None
    sign: bool = False
    safety: bool = False
    when: ConditionText
    needs_stage: StageNumber | None = None
    holds_stage: StageNumber | None = None
    step_down_to: StageNumber | None = None
    advise: tuple[ItemId, ...] | None = None
    pick: Pick | None = None
    not_yet: tuple[ItemId, ...] | None = None
    warn: Warning | None = None
    because: Text
    source: SourceRefs
    direction_exception: Text | None = None


EFFECTS = ("needs_stage", "holds_stage", "step_down_to", "advise", "pick", "not_yet", "warn")
STAGE_EFFECTS = frozenset(EFFECTS[:3])

Answer = int | float | bool | str | list[str] | None


class Case(Part):
    """A sentence an architect can judge: these answers, these rules firing or silent."""

    name: Text
    answers: Mapping[FactId, bool | int | float | str | tuple[str, ...] | None]
    fires: tuple[ItemId, ...] = ()
    silent: tuple[ItemId, ...] = ()
    advised: StageNumber | None = None
    verdict: Literal["start", "climb", "stay", "simplify"] | None = None


class Example(Part):
    """An invented team whose advice a newcomer can look at before answering anything."""

    title: Text
    summary: Text
    answers: Mapping[FactId, bool | int | float | str | tuple[str, ...] | None]


class Reference(Part):
    """A public page that tells a system's story."""

    title: Line
    address: Address
    says: Text


class System(Part):
    """A real system. Figures named in `shaky` are recalled or estimated: never shown as facts."""

    id: ItemId
    name: Text
    country: Line
    date: Line
    summary: Text
    answers: Mapping[FactId, bool | int | float | str | tuple[str, ...] | None]
    shaky: tuple[FactId, ...] = ()
    accept: tuple[StageNumber, ...]
    best: StageNumber
    why: Text
    sources: tuple[Reference, ...]


class Article(Part):
    """A page of the handbook: core idea, roadmap, language notes, Vietnam, AI, reading …"""

    title: Text
    intro: Text
    points: tuple[Note, ...] = ()
    links: tuple[Reference, ...] = ()
    source: SourceRefs
