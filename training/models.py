"""Gathers the subjects' models for Django."""

from training.courses.models import (
    Course,
    CourseVersion,
    ImportRecord,
    LearningPath,
    Lesson,
    PathStep,
    Quiz,
)
from training.enrollment.models import Enrollment
from training.enrollment.seats.models import SeatAssignment, SeatLot, SeatMovement
from training.enrollment.seats.roster.models import RosterImport
from training.pages.models import CoursePage, LearningPathPage, TrainingIndexPage
from training.progress.models import LessonProgress
from training.questions.models import Question, QuestionVersion
from training.quizzes.models import Accommodation, Attempt, ExtraAttempt, KeyCorrection, Regrade

__all__ = [
    "Accommodation",
    "Attempt",
    "Course",
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
    "PathStep",
    "Question",
    "QuestionVersion",
    "Quiz",
    "Regrade",
    "RosterImport",
    "SeatAssignment",
    "SeatLot",
    "SeatMovement",
    "TrainingIndexPage",
]
