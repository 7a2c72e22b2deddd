"""The WSGI entry point of the web server."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")

application = get_wsgi_application()

# Django must be set up before these can be imported.
from core.checks import refuse_risky_start  # noqa: E402
from home.checks import refuse_demo_data  # noqa: E402

refuse_risky_start()
refuse_demo_data()
