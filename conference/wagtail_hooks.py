"""Registers the subjects' admin screens in one menu."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.permissions import register_permission_policy

from conference.agenda import admin as agenda
from conference.attendance.admin import presence as attendance
from conference.attendance.admin import viewset as badges
from conference.credits.approvals import admin as approvals
from conference.credits.certificates import admin as issuing
from conference.edition import admin as edition
from conference.evaluation.admin import viewset as evaluations
from conference.materials.admin import viewset as handouts
from conference.pages import admin as pages
from conference.planning.availability import admin as availability
from conference.planning.board import admin as board
from conference.planning.exchange import admin as exchange
from conference.planning.next_year import admin as next_year
from conference.planning.publishing import admin as publishing
from conference.planning.sessions import admin as sessions
from conference.planning.signs import admin as signs
from conference.proposals.admin import viewset as proposals
from conference.proposals.answers import admin as answers
from conference.proposals.changes import admin as changes
from conference.proposals.decisions import admin as decisions
from conference.proposals.letters import admin as letters
from conference.proposals.portal.admin import viewset as speaker_tasks
from conference.registration import catalogue_admin as catalogue
from conference.registration.admin import viewset as registration
from conference.registration.changes import admin as place_changes
from conference.registration.discounts import admin as discounts
from conference.registration.figures import admin as figures
from conference.registration.letters import admin as place_letters
from conference.registration.orderdesk.admin import viewset as order_desk
from conference.registration.outreach import admin as outreach
from conference.registration.personal import admin as sign_ups
from conference.registration.questions import admin as questions
from conference.registration.refunding import admin as cancelling
from conference.registration.vetting.queue import admin as vetting
from conference.registration.vetting.safety import admin as safety
from conference.registration.waitlist import admin as waitlist
from conference.speakers import admin as speakers

SUBJECTS = (
    board, publishing, pages, exchange, availability, signs, proposals, decisions, letters, answers, speaker_tasks,
    changes, handouts, order_desk, registration, vetting, safety, outreach, place_letters, figures, badges, attendance,
    approvals, issuing, evaluations, sign_ups, waitlist, sessions, agenda, speakers, edition, catalogue, discounts,
    questions, place_changes, next_year, cancelling,
)  # fmt: skip

for _subject in SUBJECTS:
    for _policy in _subject.POLICIES:
        register_permission_policy(_policy.model, _policy)


class ConferenceGroup(ViewSetGroup):
    """The *Conference* menu."""

    menu_label = _("Conference")
    menu_icon = "calendar"
    menu_order = 150
    items = tuple(viewset() for subject in SUBJECTS for viewset in subject.VIEWSETS)


@hooks.register("register_admin_viewset")
def register_conference() -> Any:
    """Everything of an edition that organizers edit."""
    return ConferenceGroup()
