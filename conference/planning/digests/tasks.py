"""Digests are drafted and handed to the outbox outside the request."""

from django_tasks import task


@task()
def draft_digests_of(mailing_id: int) -> int:
    """Write a mailing's drafts; return how many."""
    # The services enqueue the second task: a circle if imported above.
    from conference.planning.digests.services import draft_digests

    return draft_digests(mailing_id)


@task()
def hand_over_digests(mailing_id: int) -> int:
    """Put released digests into the outbox; return how many."""
    # As above.
    from conference.planning.digests.services import hand_over

    return hand_over(mailing_id)
