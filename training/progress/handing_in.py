"""Hand attempts in and complete the course with them, all or nothing; by the learner, or when the time is over."""

import logging
from datetime import datetime

from django.db import transaction

from training.enrollment.models import Enrollment
from training.enrollment.seats.ledger import hold_seat
from training.progress.services import settle
from training.quizzes.models import Attempt
from training.quizzes.services import Answers, HandedIn, submit_attempt
from training.quizzes.timing import is_over

logger = logging.getLogger(__name__)
AT_ONCE = 500


@transaction.atomic
def hand_in(*, attempt: Attempt, answers: Answers | None = None) -> Attempt:
    """Grade an attempt and complete the course if that was the last step; a process that dies between does neither.

    Raises HandedIn.
    """
    # Lot, enrolment, attempt: everybody takes the locks in this order.
    hold_seat(attempt.enrollment)
    Enrollment.objects.select_for_update().get(pk=attempt.enrollment_id)
    done = submit_attempt(attempt=attempt, answers=answers)
    if done.passed:
        settle(enrollment=attempt.enrollment)
    return done


def hand_in_overdue(now: datetime) -> int:
    """Hand in what was saved of every attempt whose time and grace are over; return how many."""
    waiting = Attempt.objects.filter(submitted_at=None, due_at__lt=now).order_by("due_at")
    number = 0
    for attempt in waiting.select_related("enrollment__version", "enrollment__user")[:AT_ONCE]:
        if not is_over(attempt, now):
            continue
        try:
            hand_in(attempt=attempt)
        except HandedIn:
            logger.info("attempt %s was handed in meanwhile", attempt.pk)
            continue
        number += 1
    return number
