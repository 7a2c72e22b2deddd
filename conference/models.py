"""Gathers the subjects' models for Django; import them from their own modules."""

from conference.agenda.documents.models import AgendaDocument
from conference.agenda.models import (
    Agenda,
    AgendaVersion,
    Appearance,
    Session,
    SessionCredit,
    VersionEntry,
    VersionSpeaker,
)
from conference.attendance.models import AttendanceRules, Badge, BadgePrint, Scan
from conference.credits.approvals.models import Roster
from conference.edition.models import AccessLevel, CancellationTerm, Edition, ImportRecord, Room, RoomClosure, Track
from conference.evaluation.models import EvaluationAnswer, EvaluationDone, EvaluationForm
from conference.materials.models import Handout, HandoutVersion, HandoutView, MarkedCopy
from conference.pages.models import ConferenceIndexPage, ConferencePage
from conference.planning.digests.models import Digest, Mailing
from conference.proposals.answers.models import Answer, Notice
from conference.proposals.changes.models import ChangeRequest
from conference.proposals.letters.models import Dispatch, Letter, LetterTemplate
from conference.proposals.models import (
    AccessLink,
    Call,
    CallFormat,
    ConflictOfInterest,
    Criterion,
    Invitation,
    Presenter,
    PresenterIdentity,
    Proposal,
    RestrictedAbstract,
    Review,
    Reviewer,
    Score,
)
from conference.proposals.portal.models import SpeakerClaim, TaskDue, Waiver
from conference.registration.models import (
    AddOn,
    AgendaFeed,
    DiscountCode,
    DiscountRule,
    DiscountUse,
    Draft,
    Registration,
    RegistrationItem,
    SavedSession,
    SignUp,
    TicketType,
)
from conference.speakers.models import Headshot, Speaker, SpeakerAbsence, SpeakerIdentity

__all__ = [
    "AccessLevel",
    "AccessLink",
    "AddOn",
    "Agenda",
    "AgendaDocument",
    "AgendaFeed",
    "AgendaVersion",
    "Answer",
    "Appearance",
    "AttendanceRules",
    "Badge",
    "BadgePrint",
    "Call",
    "CallFormat",
    "CancellationTerm",
    "ChangeRequest",
    "ConferenceIndexPage",
    "ConferencePage",
    "ConflictOfInterest",
    "Criterion",
    "Digest",
    "DiscountCode",
    "DiscountRule",
    "DiscountUse",
    "Dispatch",
    "Draft",
    "Edition",
    "EvaluationAnswer",
    "EvaluationDone",
    "EvaluationForm",
    "Handout",
    "HandoutVersion",
    "HandoutView",
    "Headshot",
    "ImportRecord",
    "Invitation",
    "Letter",
    "LetterTemplate",
    "Mailing",
    "MarkedCopy",
    "Notice",
    "Presenter",
    "PresenterIdentity",
    "Proposal",
    "Registration",
    "RegistrationItem",
    "RestrictedAbstract",
    "Review",
    "Reviewer",
    "Room",
    "RoomClosure",
    "Roster",
    "SavedSession",
    "Scan",
    "Score",
    "Session",
    "SessionCredit",
    "SignUp",
    "Speaker",
    "SpeakerAbsence",
    "SpeakerClaim",
    "SpeakerIdentity",
    "TaskDue",
    "TicketType",
    "Track",
    "VersionEntry",
    "VersionSpeaker",
    "Waiver",
]
