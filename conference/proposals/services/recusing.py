"""Keep reviewers away from proposals of their own, of their agency's, and of those they know too well."""

from django.db import transaction
from django.utils import timezone

from conference.proposals.models import ConflictOfInterest, Proposal, Review
from conference.proposals.ties import Ties, ties_of
from core.audit.services import record
from people.accounts.models import User


def has_conflict(ties: Ties, proposal: Proposal) -> bool:
    """Return whether a person must not review a proposal: own, of their agency, or declared."""
    near = ties.near_parts().filter(proposal=proposal).exists()
    return near or ConflictOfInterest.objects.filter(reviewer=ties.user, proposal=proposal).exists()


def recuse_conflicted(proposal: Proposal) -> None:
    """Set aside the reviews of people whom a change of presenters has put into conflict, and take back those of others.

    A declared conflict stays; the row is kept, it only counts no more.
    """
    for review in Review.objects.filter(proposal=proposal).select_related("reviewer"):
        conflicted = has_conflict(ties_of(review.reviewer), proposal)
        if conflicted != (review.recused_at is not None):
            review.recused_at = timezone.now() if conflicted else None
            review.save(update_fields=["recused_at"])


@transaction.atomic
def declare_conflict(*, proposal: Proposal, user: User, reason: str) -> ConflictOfInterest:
    """Take a reviewer off a proposal at their own word; a review of theirs counts no more."""
    conflict, _made = ConflictOfInterest.objects.get_or_create(
        proposal=proposal, reviewer=user, defaults={"reason": reason}
    )
    Review.objects.filter(proposal=proposal, reviewer=user, recused_at=None).update(recused_at=timezone.now())
    record(actor=user, action="proposal.conflict_declared", obj=proposal)
    return conflict
