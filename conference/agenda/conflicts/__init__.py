"""What does not go together in an agenda: data in, conflicts out, nothing read and nothing written."""

from conference.agenda.conflicts.model import TURNAROUND, WALK, Conflict, Kind, Severity, Situation, Slot, Span
from conference.agenda.conflicts.search import find_conflicts

__all__ = ["TURNAROUND", "WALK", "Conflict", "Kind", "Severity", "Situation", "Slot", "Span", "find_conflicts"]
