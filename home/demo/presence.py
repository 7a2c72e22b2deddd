"""Whether the demo is there already, asked in four quick queries at every start."""

from datetime import date

from conference.edition.models import Edition
from conference.registration.places import Registration
from home.demo.people import LOGINS
from home.demo.shifting import coming_start
from home.general.models import StandardPage
from people.accounts.models import User


def is_there(*, today: date, attendees: int) -> bool:
    """Return whether today's sample edition, its people, its registrations and the pages have been loaded."""
    edition = Edition.objects.filter(year=coming_start(today).year, is_sample=True).first()
    return (
        edition is not None
        and Registration.objects.of(edition).count() >= attendees
        and User.objects.filter(email__in=[login.email for login in LOGINS]).count() == len(LOGINS)
        and StandardPage.objects.exists()
    )
