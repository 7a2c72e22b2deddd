"""Gathers registration's models; import them from their own modules."""

from conference.registration.catalogue import AddOn, TicketType
from conference.registration.changes.models import Change, ChangeRules, DeskNotice, Substitution, SubstitutionFee
from conference.registration.discounts.models import DiscountCode, DiscountRule, DiscountUse
from conference.registration.drafts import Draft
from conference.registration.groups.models import PlaceInvitation
from conference.registration.letters.models import LetterRules, LetterText, PlaceLetter
from conference.registration.orderdesk.models import LookUp, Note, SearchWord, Tag, Tagging
from conference.registration.outreach.models import BulkCopy, BulkMessage
from conference.registration.personal.models import AgendaFeed, SavedSession, SignUp
from conference.registration.places import Registration, RegistrationItem
from conference.registration.questions.models import OptionPlace, PlaceAnswer, Question, QuestionVersion
from conference.registration.refunding.models import MassRefund, MassRefundEntry
from conference.registration.vetting.asking.models import Enquiry
from conference.registration.vetting.members.models import MemberRecord
from conference.registration.vetting.rules import VettingRules
from conference.registration.vetting.safety.models import BlockEntry, BlockKey, HoldMatch, QuietHold
from conference.registration.waitlist.models import WaitEntry, WaitlistRules
from conference.registration.waitlist.priorities import WaitClass

__all__ = [
    "AddOn",
    "AgendaFeed",
    "BlockEntry",
    "BlockKey",
    "BulkCopy",
    "BulkMessage",
    "Change",
    "ChangeRules",
    "DeskNotice",
    "DiscountCode",
    "DiscountRule",
    "DiscountUse",
    "Draft",
    "Enquiry",
    "HoldMatch",
    "LetterRules",
    "LetterText",
    "LookUp",
    "MassRefund",
    "MassRefundEntry",
    "MemberRecord",
    "Note",
    "OptionPlace",
    "PlaceAnswer",
    "PlaceInvitation",
    "PlaceLetter",
    "Question",
    "QuestionVersion",
    "QuietHold",
    "Registration",
    "RegistrationItem",
    "SavedSession",
    "SearchWord",
    "SignUp",
    "Substitution",
    "SubstitutionFee",
    "Tag",
    "Tagging",
    "TicketType",
    "VettingRules",
    "WaitClass",
    "WaitEntry",
    "WaitlistRules",
]
