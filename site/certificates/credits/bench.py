"""Try a scheme's rules on an activity that nobody attended."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction

from certificates.credits.engine import Activity, Outcome, outcome
from certificates.intervals import Span, Spans
from certificates.schemes.models import CreditScheme

NOON = datetime(2027, 1, 1, 12, tzinfo=UTC)


def try_rules(
    scheme: CreditScheme,
    creditable: Fraction,
    present: Fraction,
    speaking: Fraction,
    *,
    evaluated: bool,
    test_passed: bool,
    late: bool = False,
) -> Outcome:
    """Return what so many minutes come to: present and speaking from the beginning on; `late` came unregistered."""
    activity = Activity(
        key="bench",
        title="bench",
        eligible=_from_noon(max(creditable, present)),
        creditable=creditable,
        present=_from_noon(present),
        speaking=_from_noon(min(speaking, present)),
        evaluated=evaluated,
        test_passed=test_passed,
        registered_at=NOON if late else None,
    )
    return outcome(scheme.rules, activity)


def _from_noon(minutes: Fraction) -> Spans:
    return (Span(NOON, NOON + timedelta(minutes=float(minutes))),) if minutes else ()
