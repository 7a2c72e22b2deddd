"""A developer's own machine: reload, debug pages, the sandbox, mails in the mailbox page."""

from config import env
from config.settings.base import *  # noqa: F403

DEBUG = True
SECRET_KEY = env.text("SECRET_KEY", "development-only-not-a-secret-development-only")
# The key of `make serve`, so that both can read the data they share.
FIELD_ENCRYPTION_KEYS = env.words("FIELD_ENCRYPTION_KEYS") or [env.kept_secret(DATA_DIR, "field_key")]  # noqa: F405
_port = env.integer("PORT", 8000)
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", "testserver"]
WAGTAILADMIN_BASE_URL = f"http://localhost:{_port}"

STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True

ACCOUNT_DEFAULT_HTTP_PROTOCOL = "http"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
STAFF_SECOND_FACTOR_REQUIRED = False
PAGE_CACHE_SECONDS = 0

STRIPE_SECRET_KEY = "sk_test_sandbox"  # noqa: S105 - the sandbox accepts it, Stripe does not
STRIPE_WEBHOOK_SECRET = "whsec_sandbox"  # noqa: S105
STRIPE_API_BASE = f"http://localhost:{_port + 1}"

MAIL_DELIVERY_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
DEMO = True
SHOW_MAILBOX = True
SHOW_STYLEGUIDE = True
SANDBOX_PORT = _port + 1
SERVE_BESIDE = {"payment-sandbox": ["payment_sandbox"]}
SERVE_DEMO_COMMAND = "load_demo"
SERVE_WELCOME = "home.demo.welcome.welcome"
