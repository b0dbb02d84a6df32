"""The tables of the records. Rows of the contract's tables keep the contract's id in `code`."""

from genhun.records.models.accounts import Account, Role
from genhun.records.models.audit import AuditEntry
from genhun.records.models.duties import Activity, Actual, Duty, Objective
from genhun.records.models.imports import ImportBatch
from genhun.records.models.jobs import Job
from genhun.records.models.norms import Norm, NormStep, NormText, NormUse
from genhun.records.models.organisation import Kinship, Person, Post, Strength, Tenure, Unit
from genhun.records.models.own_file import Correction, FileView, SeatWish
from genhun.records.models.plans import Plan, PlanLine, Refusal
from genhun.records.models.policy import PolicySetting
from genhun.records.models.requirements import Clause, Document, DocumentVersion, Measure, Requirement, Waiver
from genhun.records.models.training import Credit, Lock, Peak, TrainingClass

__all__ = [
    "Account",
    "Activity",
    "Actual",
    "AuditEntry",
    "Clause",
    "Correction",
    "Credit",
    "Document",
    "DocumentVersion",
    "Duty",
    "FileView",
    "ImportBatch",
    "Job",
    "Kinship",
    "Lock",
    "Measure",
    "Norm",
    "NormStep",
    "NormText",
    "NormUse",
    "Objective",
    "Peak",
    "Person",
    "Plan",
    "PlanLine",
    "PolicySetting",
    "Post",
    "Refusal",
    "Requirement",
    "Role",
    "SeatWish",
    "Strength",
    "Tenure",
    "TrainingClass",
    "Unit",
    "Waiver",
]
