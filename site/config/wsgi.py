"""The WSGI entry point of the web server."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")

application = get_wsgi_application()

from core.checks import refuse_risky_start  # noqa: E402 - Django must be set up first

refuse_risky_start()
