"""Registers the subjects' admin screens in one menu."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.permissions import register_permission_policy

from training.cohorts import admin as cohorts
from training.courses import admin as courses
from training.courses.bank import admin as bank
from training.courses.exchange import ExchangeViewSet
from training.courses.publishing import PublishingViewSet
from training.courses.releases import admin as releases
from training.enrollment import admin as enrollment
from training.enrollment.seats import admin as seats
from training.progress.admin import MovingViewSet, ProgressViewSet, regrading
from training.quizzes import admin as quizzes
from training.visits import admin as visits

SUBJECTS = (courses, bank, releases, enrollment, quizzes, regrading, seats, cohorts, visits)

for _subject in SUBJECTS:
    for _policy in _subject.POLICIES:
        register_permission_policy(_policy.model, _policy)


class TrainingGroup(ViewSetGroup):
    """The *Training* menu."""

    menu_label = _("Training")
    menu_icon = "openquote"
    menu_order = 160
    items = (*(viewset() for subject in SUBJECTS for viewset in subject.VIEWSETS), ExchangeViewSet(),
             PublishingViewSet())  # fmt: skip


@hooks.register("register_admin_viewset")
def register_training() -> Any:
    """Courses, questions, enrolments, publishing; a learner's progress is reached from the list of enrolments."""
    return [TrainingGroup(), ProgressViewSet(), MovingViewSet()]
