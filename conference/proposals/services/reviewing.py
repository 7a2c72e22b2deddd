"""Review: a row for each reviewer, so that two who save at once lose nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from conference.agenda.access import AUDIENCES
from conference.proposals.models import Criterion, Proposal, RestrictedAbstract, Review, Score
from conference.proposals.scoring import weighted_total
from conference.proposals.ties import Ties
from core.audit.services import record

# Who is cleared for a restricted abstract whose proposer did not say who may attend.
CLEARED = frozenset({"government", "sworn"})


class NotYours(Exception):
    """The proposal is not the reviewer's: another track, a conflict of interest, withdrawn, or not submitted."""


class StaleReview(Exception):
    """The reviewer's own other tab saved meanwhile; `review` is what it saved."""

    def __init__(self, review: Review) -> None:
        super().__init__(review.pk)
        self.review = review


@dataclass(frozen=True)
class Opinion:
    """What a reviewer says; scores by the criterion's key, only those that were given."""

    scores: Mapping[int, int]
    recommendation: str = ""
    comment: str = ""


@transaction.atomic
def save_review(
    *, proposal: Proposal, ties: Ties, opinion: Opinion, criteria: Sequence[Criterion], revision: int
) -> Review:
    """Keep a reviewer's opinion, finished or not; raises NotYours and StaleReview. `revision` is 0 for a first one."""
    if not Proposal.objects.for_reviewer(ties).filter(pk=proposal.pk).exists():
        raise NotYours
    Review.objects.get_or_create(proposal=proposal, reviewer=ties.user)
    review = Review.objects.select_for_update(of=("self",)).get(proposal=proposal, reviewer=ties.user)
    if review.revision != revision:
        raise StaleReview(review)
    known = {item.pk: item.weight for item in criteria}
    scores = {key: value for key, value in opinion.scores.items() if key in known}
    review.recommendation, review.comment = opinion.recommendation, opinion.comment
    review.total = weighted_total(scores, known)
    review.revision += 1
    review.save()
    review.scores.exclude(criterion__in=scores).delete()
    Score.objects.bulk_create(
        [Score(review=review, criterion_id=key, value=value) for key, value in scores.items()],
        update_conflicts=True,
        update_fields=["value"],
        unique_fields=["review", "criterion"],
    )
    if review.total is not None:
        record(
            actor=ties.user,
            action="review.saved",
            obj=review,
            changes={"proposal": proposal.code, "score": review.total, "recommendation": review.recommendation},
        )
    return review


def may_read_restricted(ties: Ties, proposal: Proposal) -> bool:
    """Return whether a reader of the proposal is cleared for its restricted abstract: as its audience would be."""
    audience = proposal.restriction
    needed = AUDIENCES.get(audience.code, frozenset()) if audience else CLEARED
    # Open to everybody is the session, not what is said in confidence about it.
    return not (CLEARED if needed is None else needed).isdisjoint(ties.user.clearance_kinds)


@transaction.atomic
def read_restricted(*, proposal: Proposal, ties: Ties) -> str:
    """Return the restricted abstract to somebody who may read it; every read is recorded."""
    record(actor=ties.user, action="proposal.restricted_read", obj=proposal, changes={"code": proposal.code})
    kept = RestrictedAbstract.objects.filter(proposal=proposal).first()
    return kept.text if kept else ""
