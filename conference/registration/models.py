"""Gathers registration's models; import them from their own modules."""

from conference.registration.catalogue import AddOn, TicketType
from conference.registration.changes.models import Change, ChangeRules, DeskNotice, Substitution, SubstitutionFee
from conference.registration.discounts.models import DiscountCode, DiscountRule, DiscountUse
from conference.registration.drafts import Draft
from conference.registration.groups.models import PlaceInvitation
from conference.registration.personal.models import AgendaFeed, SavedSession, SignUp
from conference.registration.places import Registration, RegistrationItem
from conference.registration.questions.models import OptionPlace, PlaceAnswer, Question, QuestionVersion
from conference.registration.refunding.models import MassRefund, MassRefundEntry
from conference.registration.waitlist.models import WaitEntry, WaitlistRules

__all__ = [
    "AddOn",
    "AgendaFeed",
    "Change",
    "ChangeRules",
    "DeskNotice",
    "DiscountCode",
    "DiscountRule",
    "DiscountUse",
    "Draft",
    "MassRefund",
    "MassRefundEntry",
    "OptionPlace",
    "PlaceAnswer",
    "PlaceInvitation",
    "Question",
    "QuestionVersion",
    "Registration",
    "RegistrationItem",
    "SavedSession",
    "SignUp",
    "Substitution",
    "SubstitutionFee",
    "TicketType",
    "WaitEntry",
    "WaitlistRules",
]
