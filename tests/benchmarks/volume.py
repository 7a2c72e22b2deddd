"""The volume demo: 1,500 registrations, 200 sessions, 1,000 proposals with 5,000 reviews."""

from datetime import timedelta

from benchmarks.proposals import load_proposals
from django.core.management import call_command

from conference.agenda.models import Session
from conference.agenda.services.publishing import publish
from conference.edition.models import Edition

REGISTRATIONS = 1500
SESSIONS = 200


def load_volume() -> Edition:
    """Load the demo at full size and return the edition that is on sale."""
    call_command("load_demo", attendees=REGISTRATIONS, verbosity=0)
    edition = Edition.objects.published().order_by("-year").first()
    assert edition is not None
    _add_sessions(edition)
    load_proposals(edition)
    publish(edition=edition, actor=None)
    return edition


def _add_sessions(edition: Edition) -> None:
    """Repeat the scheduled sessions a quarter of an hour later, speakers and credits included, up to the number."""
    originals = list(edition.sessions.scheduled())
    for number in range(SESSIONS - len(originals)):
        original = originals[number % len(originals)]
        appearances, credits_ = list(original.appearances.all()), list(original.credits.all())
        copy = Session.objects.get(pk=original.pk)
        copy.pk, copy.code, copy.ticket_required = None, f"V{number:03}", False
        copy.starts_at += timedelta(minutes=15)
        copy.ends_at += timedelta(minutes=15)
        copy.save()
        for part in (*appearances, *credits_):
            part.pk, part.session = None, copy
            part.save()
