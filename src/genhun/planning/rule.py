"""A rule of the contract as people read it. Its id stands in three places: here, in the solver, in the verifier."""

import re
from dataclasses import dataclass

from genhun.core.policy import PARAMETERS, Policy

KEYS = re.compile(rf"\b({'|'.join(key for key in PARAMETERS if '_' in key)})\b", re.ASCII)


@dataclass(frozen=True, slots=True)
class Rule:
    """A hard rule: its id in the contract, one sentence in each language, and where it comes from."""

    id: str
    name_zh: str
    name_en: str
    zh: str
    en: str
    source: str

    def told(self, language: str, policy: Policy) -> str:
        """The sentence in a language given as Django writes it (`zh-hans`, `en`), figures in place of their keys."""
        sentence = self.zh if language.startswith("zh") else self.en
        return KEYS.sub(lambda found: _figure(policy, found[1]), sentence)


def _figure(policy: Policy, key: str) -> str:
    if PARAMETERS[key].kind == "share":
        return f"{float(policy.share(key) * 100):g}%"
    return str(policy[key])
