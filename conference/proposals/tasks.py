"""What time does to links."""

from datetime import timedelta

from conference.proposals.services.calling import forget_links
from core.clock.schedule import periodic


@periodic(every=timedelta(hours=6))
def forget_expired_links() -> int:
    """Delete mailed links that open nothing any more."""
    return forget_links()
