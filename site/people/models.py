"""Gathers the models of people for Django; import them from their own modules."""

from people.accounts.models import User
from people.agencies.models import Agency, AgencyDomain, Membership
from people.clearance.models import Clearance

__all__ = ["Agency", "AgencyDomain", "Clearance", "Membership", "User"]
