"""How reasons and refusals are told in Chinese and English: points saved and spent, rules broken. They name nobody."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from genhun.planning.outcome import Refusal

Words = tuple[str, str]
"""The same in Chinese and in English."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the cost as told where a line saves it and where a line spends it; each holds `{n}` for the points."""

    saved: Words
    spent: Words


@dataclass(frozen=True, slots=True)
class Broken:
    """How a broken rule is told: its rule's id (empty: a plain fact), sentences that hold `{got}` and `{allowed}`."""

    rule: str
    zh: str
    en: str

    def refusal(self, got: object = "", allowed: object = "") -> Refusal:
        """The refusal with its figures."""
        figures = {"got": str(got), "allowed": str(allowed)}
        return Refusal(self.rule, str(got), str(allowed), self.zh.format(**figures), self.en.format(**figures))


def gains_told(gains: Mapping[str, int], parts: Mapping[str, Part]) -> Words:
    """What a line saves and spends, in points; empty where it does neither."""
    if not gains:
        return "", ""
    total = sum(gains.values())
    saved, spent = _listed(gains, parts, 0)
    chinese = ["省：" + "、".join(saved)] if saved else []
    chinese += ["费：" + "、".join(spent)] if spent else []
    chinese.append(f"合计省 {total}" if total >= 0 else f"合计费 {-total}")
    saved, spent = _listed(gains, parts, 1)
    in_all = f" ({total} saved in all)" if total >= 0 else f" ({-total} spent in all)"
    return "，".join(chinese), ", ".join([*saved, *spent]) + in_all


def _listed(gains: Mapping[str, int], parts: Mapping[str, Part], lang: int) -> tuple[list[str], list[str]]:
    saved = [parts[kind].saved[lang].format(n=n) for kind, n in gains.items() if n > 0]
    spent = [parts[kind].spent[lang].format(n=-n) for kind, n in gains.items() if n < 0]
    return saved, spent


def sentence(*clauses: Words) -> Words:
    """Clauses joined to one sentence; empty ones are left out."""
    chinese = "；".join(clause[0] for clause in clauses if clause[0])
    english = "; ".join(clause[1] for clause in clauses if clause[1])
    return chinese + "。", english[:1].upper() + english[1:] + "."


def commonest(rules: Iterable[str]) -> str:
    """The rule named most often, ties by id; empty if there is none."""
    counted = Counter(rules)
    return min(counted, key=lambda rule: (-counted[rule], rule), default="")
