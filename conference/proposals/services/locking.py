"""Lock a proposal and its people, and what keeps somebody from writing."""

from conference.proposals.models import Presenter, Proposal


class CallClosed(Exception):
    """The deadline is past, or the proposal is withdrawn or decided."""


class StaleCopy(Exception):
    """Another tab or person saved meanwhile; `stored` is what they saved, `revision` theirs."""

    def __init__(self, stored: str, revision: int) -> None:
        super().__init__(revision)
        self.stored = stored
        self.revision = revision


def lock_proposal(proposal: Proposal) -> Proposal:
    """Return the proposal anew, under a row lock."""
    rows = Proposal.objects.select_for_update(of=("self",)).select_related("call__edition")
    return rows.get(pk=proposal.pk)


def lock_presenter(presenter: Presenter) -> Presenter:
    """Return the presenter anew, with proposal and identity, under a row lock."""
    rows = Presenter.objects.select_for_update(of=("self",))
    return rows.select_related("proposal__call__edition", "identity").get(pk=presenter.pk)


def require_fresh(row: Proposal | Presenter, revision: int) -> None:
    """Raise StaleCopy unless the row is as its writer saw it."""
    if row.revision != revision:
        raise StaleCopy(row.working, row.revision)
