"""What `make serve` prints when the site is ready."""

from home.demo.people import LOGINS, PASSWORD


def welcome(base_url: str) -> str:
    """Return the logins and what to try, as lines for a terminal."""
    width = max(len(login.email) for login in LOGINS)
    logins = [f"  {login.email:<{width}}  {login.purpose}" for login in LOGINS]
    return "\n".join(
        [
            "",
            f"Sign in at {base_url}/account/login/ (password for all: {PASSWORD}):",
            *logins,
            "",
            "Try:",
            f"  {base_url}/conference/            the conference; register as a guest and pay with card 4242 4242 4242 4242",
            f"  {base_url}/mailbox/               every mail the demo has sent",
            f"  {base_url}/admin/                 the organizers' side",
            "",
            "Ctrl+C ends everything.",
        ]
    )
