"""Whom letters go to: people who take part, by what was decided, what they answered, track and session."""

from conference.proposals.letters.models import Kind
from conference.proposals.models import Presenter
from conference.proposals.models.people import PresenterQuerySet
from conference.proposals.models.proposals import ProposalQuerySet
from conference.proposals.states import Part


def people_of(proposals: ProposalQuerySet) -> PresenterQuerySet:
    """Return everybody who takes part in proposals, with what a letter to them needs, in one query."""
    rows = Presenter.objects.filter(proposal__in=proposals.order_by().values("pk"), state=Part.ACCEPTED)
    needed = ("proposal__call__edition", "proposal__track", "proposal__decided_format", "proposal__restriction",
              "proposal__session__room", "identity")  # fmt: skip
    return rows.select_related(*needed).with_answer().order_by("proposal__number", "position", "pk")


def to_write_to(proposals: ProposalQuerySet, kind: Kind) -> PresenterQuerySet:
    """Return whom a letter of a kind may go to: reminders only to those who have something to do."""
    people = people_of(proposals)
    if kind == Kind.REMINDER:
        return people.unanswered()
    if kind == Kind.TASKS:
        return people.told_and_standing()
    return people
