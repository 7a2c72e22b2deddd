"""Production refuses each risk by name, and accepts it where somebody chose it."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from core.checks import check_production, refuse_risky_start

pytestmark = pytest.mark.filterwarnings("ignore:Overriding setting DATABASES")

SAFE = {
    "SECRET_KEY": "k" * 50,
    "FIELD_ENCRYPTION_KEYS": ["f" * 32],
    "DEBUG": False,
    "ALLOWED_HOSTS": ["conference.example"],
    "DATABASES": {"default": {"ENGINE": "django.db.backends.postgresql"}},
    "STRIPE_API_BASE": "",
    "STRIPE_SECRET_KEY": "sk_live_x",
    "STRIPE_WEBHOOK_SECRET": "whsec_x",
    "DEMO": False,
    "SHOW_MAILBOX": False,
    "ALLOW_SQLITE": False,
    "ALLOW_SANDBOX": False,
    "ALLOW_DEMO_DATA": False,
}


def configure(settings, **changes):
    for name, value in {**SAFE, **changes}.items():
        setattr(settings, name, value)


def test_a_complete_configuration_starts(settings):
    configure(settings)

    refuse_risky_start()

    assert check_production(None) == []


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"SECRET_KEY": "development-only-" + "x" * 40}, "SECRET_KEY"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY"),
        ({"FIELD_ENCRYPTION_KEYS": []}, "FIELD_ENCRYPTION_KEYS"),
        ({"DEBUG": True}, "DEBUG"),
        ({"ALLOWED_HOSTS": ["*"]}, "ALLOWED_HOSTS"),
        ({"DATABASES": {"default": {"ENGINE": "django.db.backends.sqlite3"}}}, "SQLite"),
        ({"STRIPE_API_BASE": "http://localhost:8001"}, "sandbox"),
        ({"STRIPE_WEBHOOK_SECRET": ""}, "STRIPE_WEBHOOK_SECRET"),
        ({"DEMO": True}, "Demo data"),
        ({"SHOW_MAILBOX": True}, "mailbox"),
    ],
)
def test_each_risk_stops_the_start_with_a_sentence(settings, change, word):
    configure(settings, **change)

    with pytest.raises(ImproperlyConfigured, match=word):
        refuse_risky_start()


def test_a_risk_chosen_by_name_is_accepted(settings):
    configure(
        settings,
        STRIPE_API_BASE="http://localhost:8001",
        DEMO=True,
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3"}},
        ALLOW_SQLITE=True,
        ALLOW_SANDBOX=True,
        ALLOW_DEMO_DATA=True,
    )

    assert check_production(None) == []
