"""The schemes that the site ships with: each rule with its source, what is unverified marked so (DOMAIN.md §4).

A programme file may name the same bodies; where it and these rules disagree on a point that was verified, these hold.
"""

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from certificates.schemes.arithmetic import Rounding, Rules

READ_ON = date(2026, 11, 24)
NAME, LICENCE, DATE, IN, OUT, MINUTES, CREDIT = "name", "licence", "date", "in", "out", "minutes", "credit"
SUB_FIELD = "sub_field"
STANDARD_ROSTER = (NAME, LICENCE, DATE, MINUTES, CREDIT)
SUB_FIELD_ROSTER = (*STANDARD_ROSTER, SUB_FIELD)
# All that a roster can say of a person.
ROSTER_COLUMNS = (NAME, LICENCE, DATE, IN, OUT, MINUTES, CREDIT, SUB_FIELD)
TIMED_ROSTER = (NAME, LICENCE, DATE, IN, OUT, MINUTES, CREDIT)


@dataclass(frozen=True, kw_only=True)
class Shipped:
    """A scheme as it is shipped. `fixed` names the values that no programme file overrides."""

    name: str
    source: str
    verified: bool
    note: str = ""
    license_field: str = ""
    roster_columns: tuple[str, ...] = STANDARD_ROSTER
    sub_fields: tuple[str, ...] = ()
    request_days_before: int | None = None
    roster_days_after: int | None = None
    retention_years: int = 4
    rules: dict[str, Any] = field(default_factory=dict)
    fixed: tuple[str, ...] = ()


SHIPPED: dict[str, Shipped] = {
    "POST": Shipped(
        name="California POST continuing professional training",
        source="11 CCR 1055, 1060; ARPOC FAQ (90 %, scan at start and end)",
        verified=False,
        note="Certified beforehand, exact title and number. Attendance of 90 % is verified; the rounding is not.",
        license_field="POST ID",
        roster_columns=TIMED_ROSTER,
        request_days_before=30,
        rules={"step_minutes": 60, "minimum_percent": Fraction(90)},
        fixed=("minimum_percent", "partial_credit"),
    ),
    "APA": Shipped(
        name="Psychologists (APA-approved sponsor required)",
        source="apa.org FAQ on continuing education; a state association's ten minutes",
        verified=True,
        note="60-minute hours, no partial credit, evaluation first. Ten minutes may be missed.",
        license_field="state and licence number",
        roster_columns=TIMED_ROSTER,
        rules={"needs_evaluation": True, "grace_minutes": 10},
        fixed=("needs_evaluation", "partial_credit"),
    ),
    "MCLE": Shipped(
        name="California MCLE (participatory)",
        source="Rules of the State Bar of California, MCLE providers",
        verified=True,
        note="60-minute hour less breaks to the nearest quarter; speakers: four times the speaking time.",
        license_field="bar number",
        roster_columns=SUB_FIELD_ROSTER,
        sub_fields=("legal ethics", "elimination of bias", "competence"),
        rules={
            "rounding": Rounding.NEAREST, "partial_credit": True, "needs_evaluation": True,
            "speaker_multiplier": 4, "subtract_speaking": True,
        },
        fixed=("rounding", "partial_credit", "speaker_multiplier", "subtract_speaking"),
    ),
    "BBS": Shipped(
        name="Social workers and therapists (California BBS)",
        source="16 CCR 1887.12 (records kept four years, rosters with licence numbers)",
        verified=False,
        note="What is kept is verified, the arithmetic is not.",
        license_field="licence number",
        roster_columns=TIMED_ROSTER,
        rules={"needs_evaluation": True, "grace_minutes": 10},
    ),
    "SHRM": Shipped(
        name="SHRM PDC",
        source="SHRM recertification: 0.25 PDC for each full 15 minutes, registered before it begins",
        verified=True,
        license_field="certificate id",
        rules={"partial_credit": True, "registered_before": True},
        fixed=("partial_credit", "rounding", "registered_before", "step_minutes", "unit_minutes"),
    ),
    "ASIS": Shipped(
        name="ASIS CPE",
        source="no verified rule",
        verified=False,
        note="Hour length (50 or 60 minutes) and step are to be confirmed.",
        license_field="member number",
        rules={"step_minutes": 30, "grace_minutes": 10},
    ),
    "NASBA": Shipped(
        name="NASBA-like CPE",
        source="50-minute hours in fifths, halves or wholes, round down only",
        verified=False,
        note="Fifths of an hour; which of the three a sponsor uses is to be confirmed.",
        license_field="CPA licence number",
        rules={"unit_minutes": 50, "step_minutes": 10, "partial_credit": True},
    ),
    "CTM": Shipped(
        name="CTM recertification hours",
        source="no verified rule",
        verified=False,
        note="Figures to be confirmed.",
        license_field="certificate number",
        rules={"grace_minutes": 10},
    ),
}  # fmt: skip


def rules_of(shipped: Shipped) -> Rules:
    """Return the arithmetic of a shipped scheme."""
    return Rules(**shipped.rules)
