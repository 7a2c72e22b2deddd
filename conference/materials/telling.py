"""Write to whoever sent a file that readers do not get, or not yet."""

from django.utils.translation import gettext as _

from conference.materials.models import HandoutVersion
from core.mail.services import queue_mail


def tell_sender(version: HandoutVersion) -> None:
    """Say in a mail what became of a file; neither its name nor the session's title stands there."""
    if version.sent_by is None:
        return
    queue_mail(
        kind="materials.checked",
        to=version.sent_by.email,
        subject=_("About the file that you sent"),
        template="conference/materials/checked",
        context={"version": version, "edition": version.handout.session.edition},
        unique_key=f"handout-{version.pk}-{version.state}",
    )
