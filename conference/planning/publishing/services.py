"""Publish the working agenda unless something forbids it."""

from typing import Any

from django.db import transaction

from conference.agenda.conflicts import Conflict, Severity
from conference.agenda.models import AgendaVersion
from conference.agenda.services.locking import lock_agenda
from conference.agenda.services.publishing import publish
from conference.edition.models import Edition
from conference.planning.conflicts.loading import conflicts_of
from conference.planning.digests.models import Mailing
from conference.planning.digests.tasks import draft_digests_of

FORBIDDING = frozenset({Severity.BLOCKS, Severity.NEEDS_REASON})


class PublishingBlocked(Exception):
    """Conflicts stand that visitors must not see; `conflicts` lists them."""

    def __init__(self, conflicts: list[Conflict]) -> None:
        super().__init__(f"{len(conflicts)} conflicts block publishing")
        self.conflicts = conflicts


class AgendaMoved(Exception):
    """Somebody changed the working agenda after the organizer looked at the difference."""


def blocking(conflicts: list[Conflict]) -> list[Conflict]:
    """Return the conflicts that block publishing."""
    return [item for item in conflicts if item.severity in FORBIDDING]


@transaction.atomic
def publish_agenda(*, edition: Edition, actor: Any, note: str, seen: int) -> AgendaVersion:
    """Publish what the organizer saw at revision `seen`, and have a digest drafted for everybody affected.

    Raises AgendaMoved and PublishingBlocked.
    """
    agenda = lock_agenda(edition)
    # The lock itself counts one change.
    if agenda.revision - 1 != seen:
        raise AgendaMoved
    forbidding = blocking(conflicts_of(edition))
    if forbidding:
        raise PublishingBlocked(forbidding)
    version = publish(edition=edition, actor=actor, note=note, agenda=agenda)
    draft_digests_of.enqueue(Mailing.objects.create(version=version).pk)
    return version
