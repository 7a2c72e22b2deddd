"""Gathers the subjects' models for Django."""

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
from training.pages.models import CoursePage, LearningPathPage, TrainingIndexPage
from training.progress.models import Attestation, LessonProgress, Note
from training.questions.models import Question, QuestionVersion
from training.quizzes.models import Accommodation, Attempt, ExtraAttempt, KeyCorrection, Regrade

__all__ = [
    "Accommodation",
    "Attempt",
    "Attestation",
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
    "Note",
    "PathStep",
    "Question",
    "QuestionVersion",
    "Quiz",
    "Regrade",
    "Release",
    "RosterImport",
    "SeatAssignment",
    "SeatLot",
    "SeatMovement",
    "TrainingIndexPage",
]
