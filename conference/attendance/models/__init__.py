"""What is kept of badges and attendance."""

from conference.attendance.models.badges import Badge
from conference.attendance.models.prints import BadgePrint
from conference.attendance.models.rules import AttendanceRules
from conference.attendance.models.scans import Scan

__all__ = ["AttendanceRules", "Badge", "BadgePrint", "Scan"]
