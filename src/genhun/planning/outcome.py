"""What a planner answers: a plan with its proof, or the rows that clash. Both are answers, not errors."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from genhun.engine.watch import gap_of

Lines = TypeVar("Lines")

Duals = Mapping[tuple[str, str], tuple[int, ...]]
"""Prices of rows in thousandths of a point, free and negative ones too, by what is scarce and its id; how many there
are of each (one a period, say) is the planner's business."""


@dataclass(frozen=True, slots=True)
class Price:
    """What one more of something scarce would save, from the dual of the bound: one row of `prices.csv`."""

    planner: str
    scarce: str
    id: str
    period: str
    price: float


@dataclass(frozen=True, slots=True)
class Override:
    """A rule that a lock excuses, as `summary.json` lists it."""

    rule: str
    person_id: str
    subject: str
    period: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Warm:
    """What an earlier plan hands on: its lines, and the prices behind its bound as far as they are known."""

    lines: Sequence[Any]
    duals: Duals = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Solved(Generic[Lines]):
    """A plan with its cost by parts, a bound proven for the full model, and prices."""

    planner: str
    lines: Lines
    cost: int
    bound: int
    parts: Mapping[str, int]
    prices: Sequence[Price] = ()
    overridden: Sequence[Override] = ()
    notes: Sequence[str] = ()
    seconds: float = 0.0
    peak_mb: float = 0.0
    counts: Mapping[str, int] = field(default_factory=dict)
    duals: Duals = field(default_factory=dict)

    @property
    def gap(self) -> float:
        """(cost - bound) / max(|cost|, 1)."""
        return gap_of(self.cost, self.bound)


@dataclass(frozen=True, slots=True)
class Clash:
    """One row of the input, or one rule, that takes part in an impossibility."""

    rule: str
    table: str
    id: str
    sentence: str


@dataclass(frozen=True, slots=True)
class NoPlan:
    """No plan exists: a smallest known set of rows that clash."""

    planner: str
    clashes: Sequence[Clash]


@dataclass(frozen=True, slots=True)
class Breach:
    """A hard rule that a plan breaks, as the verifier names it."""

    rule: str
    subject: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Reason:
    """Why one line of a plan stands: what it gains, what forced it, and whom it hangs together with.

    `gains` is in points by the contract's parts: cost of the plan without the line less its cost with it, so a negative
    figure is what the line costs. `kind` names the sentence, `forced_by` a rule id or is empty, `chain` lists person
    ids in the order in which each takes over from the one before; `left` is what was held before, where that matters.
    The sentence names nobody.
    """

    kind: str
    gains: Mapping[str, int] = field(default_factory=dict)
    forced_by: str = ""
    chain: tuple[str, ...] = ()
    zh: str = ""
    en: str = ""
    left: str = ""

    @property
    def gain(self) -> int:
        """What the line saves in all, in points; negative where it costs more than it saves."""
        return sum(self.gains.values())

    def text(self, language: str) -> str:
        """The sentence in a language given as Django writes it (`zh-hans`, `en`)."""
        return self.zh if language.startswith("zh") else self.en

    def as_data(self) -> dict[str, object]:
        """The reason as plain data for files and records: kind, gains, forced_by, chain, zh, en, left."""
        return {
            "kind": self.kind,
            "gains": dict(self.gains),
            "forced_by": self.forced_by,
            "chain": list(self.chain),
            "zh": self.zh,
            "en": self.en,
            "left": self.left,
        }


@dataclass(frozen=True, slots=True)
class Refusal:
    """One rule that forbids a choice: its id (empty: a plain fact), the figures, one sentence in each language."""

    rule: str
    got: str
    allowed: str
    zh: str
    en: str

    def text(self, language: str) -> str:
        """The sentence in a language given as Django writes it (`zh-hans`, `en`)."""
        return self.zh if language.startswith("zh") else self.en


@dataclass(frozen=True, slots=True)
class Forbidden:
    """A choice that cannot be made: every rule that stands against it."""

    refusals: tuple[Refusal, ...]


@dataclass(frozen=True, slots=True)
class ExtraCost:
    """A choice that can be made: points by part that it costs more, and what changes in the plan.

    `lines` are the new lines (rotation: the whole ways of the people whom the choice changes), `gone` the lines of the
    plan that give way to them. Nothing in all three: the plan does it already.
    """

    points: Mapping[str, int]
    lines: tuple[Any, ...]
    gone: tuple[Any, ...] = ()

    @property
    def total(self) -> int:
        """What the choice costs more in all, in points."""
        return sum(self.points.values())


@dataclass(frozen=True, slots=True)
class Checked:
    """The verifier's own word on a plan: its breaches, its cost by parts recomputed, what locks excuse."""

    planner: str
    breaches: Sequence[Breach]
    parts: Mapping[str, int]
    overridden: Sequence[Override] = ()

    @property
    def sound(self) -> bool:
        """Whether no hard rule is broken."""
        return not self.breaches

    @property
    def cost(self) -> int:
        """The cost of the plan, recomputed."""
        return sum(self.parts.values())
