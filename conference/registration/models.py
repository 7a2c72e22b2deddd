"""Gathers registration's models; import them from their own modules."""

from conference.registration.catalogue import AddOn, DiscountRule, TicketType
from conference.registration.drafts import Draft
from conference.registration.places import Registration, RegistrationItem

__all__ = ["AddOn", "DiscountRule", "Draft", "Registration", "RegistrationItem", "TicketType"]
