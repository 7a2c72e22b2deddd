"""What proposers, co-presenters and strangers type."""

from conference.proposals.forms.asking import AddressForm, CorrectForm, InviteForm, LateCodeForm
from conference.proposals.forms.person import PersonForm
from conference.proposals.forms.proposal import ProposalForm

__all__ = ["AddressForm", "CorrectForm", "InviteForm", "LateCodeForm", "PersonForm", "ProposalForm"]
