"""The call, what is proposed, by whom, and what reviewers say of it."""

from conference.proposals.models.calls import Call, CallFormat, Criterion, Reviewer
from conference.proposals.models.people import AccessLink, Invitation, Presenter, PresenterIdentity
from conference.proposals.models.proposals import Proposal, RestrictedAbstract
from conference.proposals.models.reviews import ConflictOfInterest, Review, Score

__all__ = [
    "AccessLink",
    "Call",
    "CallFormat",
    "ConflictOfInterest",
    "Criterion",
    "Invitation",
    "Presenter",
    "PresenterIdentity",
    "Proposal",
    "RestrictedAbstract",
    "Review",
    "Reviewer",
    "Score",
]
