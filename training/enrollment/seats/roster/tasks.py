"""Write a list's invitations outside the request."""

from django_tasks import task


@task(queue_name="bulk")
def invite_roster(roster_id: int) -> None:
    """Give the seats of a confirmed list; harmless when it runs twice."""
    # The services enqueue this task: a circle if imported above.
    from training.enrollment.seats.roster.services import invite_people

    invite_people(roster_id)
