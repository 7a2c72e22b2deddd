"""What people are told of their own agenda."""

from django.utils import translation
from django.utils.translation import gettext as _

from conference.registration.personal.models import SignUp
from core.mail.services import queue_mail


def send_promoted(turn: SignUp) -> None:
    """Tell a person that a place is theirs now; the session appears by its public title."""
    place = turn.registration
    with translation.override(place.order.language):
        queue_mail(
            kind="agenda.promoted",
            to=place.email or place.order.buyer_email,
            subject=_("A place at %(edition)s") % {"edition": place.edition},
            template="conference/registration/promoted",
            context={"place": place, "session": turn.session, "edition": place.edition},
            unique_key=f"promoted-{turn.pk}",
        )
