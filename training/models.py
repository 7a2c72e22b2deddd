"""Gathers the subjects' models for Django."""

from training.cohorts.models import Cohort, CohortPlace, Meeting, PresenceNote
from training.courses.accreditation import CourseApproval
from training.courses.loading.models import ImportRecord
from training.courses.models import (
    Course,
    CourseVersion,
    LearningPath,
    Lesson,
    PathStep,
    Quiz,
)
from training.courses.releases.models import Release
from training.enrollment.models import Enrollment
from training.enrollment.seats.models import SeatAssignment, SeatLot, SeatMovement
from training.enrollment.seats.roster.models import RosterImport
from training.pages.agency.files.models import ReportFile
from training.pages.models import CoursePage, LearningPathPage, TrainingIndexPage
from training.progress.models import Attestation, LessonProgress, Note
from training.questions.models import Question, QuestionVersion
from training.quizzes.models import Accommodation, Attempt, ExtraAttempt, KeyCorrection, Regrade
from training.visits.models import ProgrammeItem, Visit, VisitFeedback, VisitItem, Visitor, VisitProgramme

__all__ = [
    "Accommodation",
    "Attempt",
    "Attestation",
    "Cohort",
    "CohortPlace",
    "Course",
    "CourseApproval",
    "CoursePage",
    "CourseVersion",
    "Enrollment",
    "ExtraAttempt",
    "ImportRecord",
    "KeyCorrection",
    "LearningPath",
    "LearningPathPage",
    "Lesson",
    "LessonProgress",
    "Meeting",
    "Note",
    "PathStep",
    "PresenceNote",
    "ProgrammeItem",
    "Question",
    "QuestionVersion",
    "Quiz",
    "Regrade",
    "Release",
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
