"""Take a session out of the working agenda for good, while nothing hangs on it."""

from typing import Any

from django.db import transaction
from django.db.models import ProtectedError

from conference.agenda.models import Session
from conference.agenda.services.locking import lock_agenda
from core import page_cache
from core.audit.services import record


class SessionInUse(Exception):
    """The session stands on the board, was published, or is sold; `session` is the one."""

    def __init__(self, session: Session) -> None:
        super().__init__(session.code)
        self.session = session


@transaction.atomic
def remove_session(*, session: Session, actor: Any) -> None:
    """Delete a draft that waits in the tray and that visitors never knew of; raises SessionInUse."""
    agenda = lock_agenda(session.edition)
    stored = Session.objects.get(pk=session.pk)
    was_known = stored.version_entries.exists() or stored.status != Session.Status.DRAFT
    if stored.starts_at or was_known:
        raise SessionInUse(stored)
    try:
        # A savepoint: what is sold or signed up for refuses on its own.
        with transaction.atomic():
            stored.delete()
    except ProtectedError:
        raise SessionInUse(stored) from None
    record(actor=actor, action="session.removed", obj=agenda, changes={"session": stored.code})
    page_cache.bump()
