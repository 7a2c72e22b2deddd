"""What a buyer types, step by step: tickets, people, payment."""

from conference.registration.forms.people import PersonForm, people_forms
from conference.registration.forms.review import ReviewForm
from conference.registration.forms.tickets import TicketsForm

__all__ = ["PersonForm", "ReviewForm", "TicketsForm", "people_forms"]
