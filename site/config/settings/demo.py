"""`make serve`: production on one machine, with SQLite, the payment sandbox, demo data and generated secrets."""

import os
from pathlib import Path

from config import env

_data = env.path("DATA_DIR", Path(__file__).resolve().parents[3] / "var")

_port = env.integer("PORT", 8000)
os.environ.setdefault("SECRET_KEY", env.kept_secret(_data, "secret_key"))
os.environ.setdefault("FIELD_ENCRYPTION_KEYS", env.kept_secret(_data, "field_key"))
os.environ.setdefault("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
os.environ.setdefault("BASE_URL", f"http://localhost:{_port}")
os.environ.setdefault("ALLOW_SQLITE", "1")
os.environ.setdefault("ALLOW_SANDBOX", "1")
os.environ.setdefault("ALLOW_DEMO_DATA", "1")
os.environ.setdefault("HTTPS_REDIRECT", "0")
os.environ.setdefault("STRIPE_SECRET_KEY", "sk_test_sandbox")
os.environ.setdefault("STRIPE_WEBHOOK_SECRET", "whsec_" + env.kept_secret(_data, "webhook_secret"))
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
MAIL_DELIVERY_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
DEMO = True
SHOW_MAILBOX = True
SILENCED_SYSTEM_CHECKS = ["security.W004", "security.W008", "security.W012", "security.W016"]
SANDBOX_PORT = _port + 1
SERVE_BESIDE = {"payment-sandbox": ["payment_sandbox"]}
SERVE_DEMO_COMMAND = "load_demo"
SERVE_WELCOME = "home.demo.welcome.welcome"
