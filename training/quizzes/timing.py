"""How long an attempt may take. The server's clock alone decides."""

from datetime import datetime, timedelta
from typing import Any

from training.questions.freezing import rule
from training.quizzes.models import Attempt


def end_of(quiz: dict[str, Any], started: datetime, percent: int) -> datetime | None:
    """Return when an attempt's time ends, None without a limit; `percent` of the limit is this person's."""
    minutes = rule(quiz, "time_limit_minutes")
    return started + timedelta(seconds=minutes * 60 * percent // 100) if minutes else None


def last_moment(attempt: Attempt) -> datetime | None:
    """Return until when answers still count: the end and its grace."""
    if attempt.due_at is None:
        return None
    return attempt.due_at + timedelta(seconds=rule(attempt.enrollment.version.quiz or {}, "grace_seconds"))


def is_over(attempt: Attempt, now: datetime) -> bool:
    """Return whether nothing counts any more that arrives now."""
    last = last_moment(attempt)
    return last is not None and now > last
