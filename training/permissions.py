"""Who may do what with courses and learners."""

from typing import Any

from people.roles import Role


def can_edit_courses(user: Any) -> bool:
    """The training office writes courses and publishes them."""
    return bool(user.is_authenticated) and user.has_role(Role.TRAINING)


def can_enroll_learners(user: Any) -> bool:
    """The training office enrols people and sees how far they are."""
    return can_edit_courses(user)


def can_decide_visits(user: Any) -> bool:
    """The training office decides on visits and runs cohorts."""
    return can_edit_courses(user)
