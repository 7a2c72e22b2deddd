"""`make serve`: production on one machine, with SQLite, the payment sandbox, demo data and generated secrets."""

import os
from pathlib import Path

from django.core.management.utils import get_random_secret_key

from config import env

_data = env.path("DATA_DIR", Path(__file__).resolve().parents[3] / "var")


def _secret(name: str) -> str:
    """Return the secret kept in `DATA_DIR/secrets/`, made at the first start and readable by its owner only."""
    file = _data / "secrets" / name
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as handle:
            handle.write(get_random_secret_key())
    return file.read_text()


_port = env.integer("PORT", 8000)
os.environ.setdefault("SECRET_KEY", _secret("secret_key"))
os.environ.setdefault("FIELD_ENCRYPTION_KEYS", _secret("field_key").replace(",", "."))
os.environ.setdefault("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
os.environ.setdefault("BASE_URL", f"http://localhost:{_port}")
os.environ.setdefault("ALLOW_SQLITE", "1")
os.environ.setdefault("ALLOW_SANDBOX", "1")
os.environ.setdefault("ALLOW_DEMO_DATA", "1")
os.environ.setdefault("HTTPS_REDIRECT", "0")
os.environ.setdefault("STRIPE_SECRET_KEY", "sk_test_sandbox")
os.environ.setdefault("STRIPE_WEBHOOK_SECRET", "whsec_" + _secret("webhook_secret"))
os.environ.setdefault("STRIPE_API_BASE", f"http://localhost:{_port + 1}")

from config.settings.production import *  # noqa: E402, F403

SECURE_HSTS_SECONDS = 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = False
SECURE_HSTS_PRELOAD = False
SESSION_COOKIE_SECURE = False
CSRF_COOKIE_SECURE = False
SESSION_COOKIE_NAME = "session"
CSRF_COOKIE_NAME = "csrf"
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "http"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
STAFF_SECOND_FACTOR_REQUIRED = False
DEFAULT_FROM_EMAIL = "Threat Management Conference <conference@demo.example>"
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
DEMO = True
SHOW_MAILBOX = True
SILENCED_SYSTEM_CHECKS = ["security.W004", "security.W008", "security.W012", "security.W016"]
SANDBOX_PORT = _port + 1
SERVE_BESIDE = {"payment-sandbox": ["payment_sandbox"]}
SERVE_DEMO_COMMAND = "load_demo"
SERVE_WELCOME = "home.demo.welcome.welcome"
