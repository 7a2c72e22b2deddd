"""Who may do what with courses and learners."""

from typing import Any

from people.roles import Role


def can_edit_courses(user: Any) -> bool:
    """The training office writes courses and publishes them."""
    return bool(user.is_authenticated) and user.has_role(Role.TRAINING)


def can_review_courses(user: Any) -> bool:
    """Reviewers and the training office see what is under review; the workflow says whose turn it is to decide."""
    reviewers = (Role.SUBJECT_EXPERT, Role.COUNSEL, Role.VICTIM_ADVOCATE, Role.TRAINING)
    return bool(user.is_authenticated) and user.has_role(*reviewers)


def can_grant_attempts(user: Any) -> bool:
    """The training office, whose instructors give more time and more attempts."""
    return can_edit_courses(user)


def can_regrade(user: Any) -> bool:
    """Whoever writes questions corrects their keys."""
    return can_edit_courses(user)


def can_enroll_learners(user: Any) -> bool:
    """The training office enrols people and sees how far they are."""
    return can_edit_courses(user)


def can_decide_visits(user: Any) -> bool:
    """The training office decides on visits and runs cohorts."""
    return can_edit_courses(user)
