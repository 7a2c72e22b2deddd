"""Gathers registration's models; import them from their own modules."""

from conference.registration.catalogue import AddOn, DiscountRule, TicketType

__all__ = ["AddOn", "DiscountRule", "TicketType"]
