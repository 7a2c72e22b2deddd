"""The test suite: a database file, fast passwords, mails in the outbox, no page cache unless a test asks."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("DATA_DIR", str(Path(tempfile.gettempdir()) / f"tmc-test-{os.getuid()}"))

from config.settings.base import *  # noqa: F403
from config.settings.base import DATA_DIR, DATABASES, STORAGES

DATA_DIR.mkdir(parents=True, exist_ok=True)
SECRET_KEY = "test-only-not-a-secret-test-only-not-a-secret-1"  # noqa: S105
FIELD_ENCRYPTION_KEYS = ["test-only-field-key"]
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
# A file, not memory: threads of a race share it, and locks behave as they do in production.
if "sqlite" in DATABASES["default"]["ENGINE"]:
    DATABASES["default"]["TEST"] = {"NAME": DATA_DIR / f"test-{os.getpid()}.sqlite3"}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
MAIL_DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
ACCOUNT_RATE_LIMITS = False
# The rule has a test of its own, which switches it on.
STAFF_SECOND_FACTOR_REQUIRED = False
PAGE_CACHE_SECONDS = 0
STRIPE_SECRET_KEY = "sk_test_sandbox"  # noqa: S105
STRIPE_WEBHOOK_SECRET = "whsec_test"  # noqa: S105
MAIL_WEBHOOK_SECRET = "mails_test"  # noqa: S105
STRIPE_API_BASE = "http://localhost:1"
SHOW_MAILBOX = True
SHOW_STYLEGUIDE = True
DEMO = True
