"""Reminders: one a day, none to whoever is done."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from factories.badges import admitted
from factories.conference import EditionFactory, SessionFactory
from factories.evaluations import EvaluationFormFactory, answered

from conference.agenda.services.publishing import publish
from conference.evaluation.reminding import remind_all, reminder_days
from core.mail.models import OutboxMail

pytestmark = pytest.mark.django_db


@pytest.fixture
def evening(monkeypatch):
    """Half past six on the edition's first day, with one session over."""
    edition = EditionFactory()
    form = EvaluationFormFactory(edition=edition)
    session = SessionFactory(edition=edition)
    publish(edition=edition, actor=None)
    now = datetime(2027, 8, 9, 18, 30, tzinfo=edition.zone)
    monkeypatch.setattr(timezone, "now", lambda: now)
    return form, session


def test_whoever_has_not_evaluated_is_asked_once_a_day(evening):
    form, session = evening
    place = admitted(edition=form.edition)
    answered(form, session, {"overall": 4})

    assert (remind_all(), remind_all()) == (1, 0)
    mail = OutboxMail.objects.get(kind="evaluation.reminder")
    assert (mail.recipient, mail.subject) == (place.email, "Your opinion about Conference 2027")


def test_nobody_is_asked_before_the_evening(evening, monkeypatch):
    form, _session = evening
    admitted(edition=form.edition)
    noon = timezone.now() - timedelta(hours=6)
    monkeypatch.setattr(timezone, "now", lambda: noon)

    assert remind_all() == 0


def test_the_days_of_asking_are_few_and_none_is_after_the_last(evening):
    form, _session = evening

    days = sorted(day.isoformat()[5:] for day in reminder_days(form))

    assert days == ["08-09", "08-10", "08-11", "08-12", "08-13", "08-16", "08-19"]
