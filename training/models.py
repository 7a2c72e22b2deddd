"""Gathers the subjects' models for Django."""

from training.courses.accreditation import CourseApproval
from training.courses.loading.models import ImportRecord
from training.courses.models import (
    Course,
    CourseVersion,
    LearningPath,
    Lesson,
    PathStep,
    Question,
    Quiz,
)
from training.courses.releases.models import Release
from training.enrollment.models import Enrollment
from training.enrollment.seats.models import SeatAssignment, SeatLot, SeatMovement
from training.enrollment.seats.roster.models import RosterImport
from training.pages.models import CoursePage, LearningPathPage, TrainingIndexPage
from training.progress.models import Attestation, LessonProgress, Note
from training.quizzes.models import Attempt

__all__ = [
    "Attempt",
    "Attestation",
    "Course",
    "CourseApproval",
    "CoursePage",
    "CourseVersion",
    "Enrollment",
    "ImportRecord",
    "LearningPath",
    "LearningPathPage",
    "Lesson",
    "LessonProgress",
    "Note",
    "PathStep",
    "Question",
    "Quiz",
    "Release",
    "RosterImport",
    "SeatAssignment",
    "SeatLot",
    "SeatMovement",
    "TrainingIndexPage",
]
