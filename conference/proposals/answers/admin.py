"""The answers' place in the admin."""

from typing import Any

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSet

from conference.proposals.admin.viewset import CallMenuItem
from conference.proposals.answers.freeing import FreePlace
from conference.proposals.answers.views import AnswerFor, Answers
from conference.proposals.decisions.screens import NewestCall


class AnswersViewSet(ViewSet):
    """Who comes, who does not, who has not said."""

    name = "conference_answers"
    url_prefix = "conference/answers"
    menu_label = _("Answers of speakers")
    menu_order = 11
    icon = "user"
    menu_item_class = CallMenuItem

    def get_urlpatterns(self) -> list[Any]:
        """Return the screens."""
        return [
            path("", NewestCall.as_view(name="conference_answers:answers"), name="index"),
            path("<int:year>/", Answers.as_view(), name="answers"),
            path("<int:year>/notices/<int:notice>/place/", FreePlace.as_view(), name="free_place"),
            path("<int:year>/people/<int:presenter>/", AnswerFor.as_view(), name="answer_for"),
        ]


POLICIES: list[Any] = []
VIEWSETS = [AnswersViewSet]
