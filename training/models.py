"""Gathers the subjects' models for Django."""

from training.cohorts.models import Cohort, CohortPlace, Meeting, PresenceNote
from training.courses.models import (
    Course,
    CourseVersion,
    ImportRecord,
    LearningPath,
    Lesson,
    PathStep,
    Question,
    Quiz,
)
from training.enrollment.models import Enrollment
from training.enrollment.seats.models import SeatAssignment, SeatLot, SeatMovement
from training.enrollment.seats.roster.models import RosterImport
from training.pages.agency.files.models import ReportFile
from training.pages.models import CoursePage, LearningPathPage, TrainingIndexPage
from training.progress.models import LessonProgress
from training.quizzes.models import Attempt
from training.visits.models import ProgrammeItem, Visit, VisitFeedback, VisitItem, Visitor, VisitProgramme

__all__ = [
    "Attempt",
    "Cohort",
    "CohortPlace",
    "Course",
    "CoursePage",
    "CourseVersion",
    "Enrollment",
    "ImportRecord",
    "LearningPath",
    "LearningPathPage",
    "Lesson",
    "LessonProgress",
    "Meeting",
    "PathStep",
    "PresenceNote",
    "ProgrammeItem",
    "Question",
    "Quiz",
    "ReportFile",
    "RosterImport",
    "SeatAssignment",
    "SeatLot",
    "SeatMovement",
    "TrainingIndexPage",
    "Visit",
    "VisitFeedback",
    "VisitItem",
    "VisitProgramme",
    "Visitor",
]
