"""Gathers registration's models; import them from their own modules."""

from conference.registration.catalogue import AddOn, TicketType
from conference.registration.discounts.models import DiscountCode, DiscountRule, DiscountUse
from conference.registration.drafts import Draft
from conference.registration.groups.models import PlaceInvitation
from conference.registration.letters.models import LetterRules, LetterText, PlaceLetter
from conference.registration.outreach.models import BulkCopy, BulkMessage
from conference.registration.personal.models import AgendaFeed, SavedSession, SignUp
from conference.registration.places import Registration, RegistrationItem
from conference.registration.questions.models import OptionPlace, PlaceAnswer, Question, QuestionVersion
from conference.registration.waitlist.models import WaitEntry, WaitlistRules

__all__ = [
    "AddOn",
    "AgendaFeed",
    "BulkCopy",
    "BulkMessage",
    "DiscountCode",
    "DiscountRule",
    "DiscountUse",
    "Draft",
    "LetterRules",
    "LetterText",
    "OptionPlace",
    "PlaceAnswer",
    "PlaceInvitation",
    "PlaceLetter",
    "Question",
    "QuestionVersion",
    "Registration",
    "RegistrationItem",
    "SavedSession",
    "SignUp",
    "TicketType",
    "WaitEntry",
    "WaitlistRules",
]
