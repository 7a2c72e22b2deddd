"""What `make serve` prints when the site is ready."""

from django.conf import settings

from home.demo.people import LOGINS, PASSWORD


def welcome() -> str:
    """Return the logins and what to try, as lines for a terminal."""
    base_url = settings.WAGTAILADMIN_BASE_URL
    width = max(len(login.email) for login in LOGINS)
    logins = [f"  {login.email:<{width}}  {login.purpose}" for login in LOGINS]
    return "\n".join(
        [
            "",
            f"Sign in at {base_url}/account/login/ (password for all: {PASSWORD}):",
            *logins,
            "",
            "Try:",
            f"  {base_url}/conference/            register as a guest, pay with card 4242 4242 4242 4242",
            f"  {base_url}/conference/            “Call”: propose a presentation with nothing but an address",
            f"  {base_url}/mailbox/               every mail the demo has sent",
            f"  {base_url}/admin/                 the organizers' side",
            "",
            "Ctrl+C ends everything.",
        ]
    )
