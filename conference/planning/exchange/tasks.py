"""Tables that were uploaded and forgotten."""

from datetime import timedelta

from conference.planning.exchange.services import drop_forgotten
from core.clock.schedule import periodic


@periodic(every=timedelta(minutes=15))
def drop_forgotten_tables() -> None:
    """Delete the tables that nobody confirmed in time."""
    drop_forgotten()
