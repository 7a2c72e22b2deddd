"""Production refuses to serve the demo's people: their password is printed in the terminal of every demo."""

import logging

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError

from home.demo.people import LOGINS
from people.accounts.models import User

logger = logging.getLogger(__name__)


def refuse_demo_data() -> None:
    """Raise ImproperlyConfigured if the demo's logins are in the database and nobody chose that by name.

    A database that does not answer yet is no reason to refuse: `/health/ready` reports it.
    """
    if getattr(settings, "ALLOW_DEMO_DATA", True):
        return
    try:
        found = User.objects.filter(email__in=[login.email for login in LOGINS], is_active=True).exists()
    except DatabaseError:
        logger.warning("the database does not answer, so it was not searched for demo logins")
        return
    if found:
        raise ImproperlyConfigured(
            "This server does not start: the database holds the demo's logins, whose password is public. Use another "
            "database, or set ALLOW_DEMO_DATA=1 if a demo is meant."
        )
