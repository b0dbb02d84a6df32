"""What only this room records. Objectives, duties and activities are shared by rooms and stand in the records."""

from genhun.rooms.responsibility.models.burden import BurdenBudget, Demand, DemandField, FieldAnswer, Needless
from genhun.rooms.responsibility.models.handing_over import HandOver
from genhun.rooms.responsibility.models.keys import SendingKey
from genhun.rooms.responsibility.models.opinions import Opinion
from genhun.rooms.responsibility.models.pulse import PulseRound, PulseTally, PulseToken
from genhun.rooms.responsibility.models.reports import DutyReport
from genhun.rooms.responsibility.models.reviews import Finding, Review

__all__ = [
    "BurdenBudget",
    "Demand",
    "DemandField",
    "DutyReport",
    "FieldAnswer",
    "Finding",
    "HandOver",
    "Needless",
    "Opinion",
    "PulseRound",
    "PulseTally",
    "PulseToken",
    "Review",
    "SendingKey",
]
