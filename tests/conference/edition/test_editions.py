"""Editions: which one is current, which prices hold, when tickets are sold."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from factories.conference import CancellationTermFactory, EditionFactory
from hypothesis import given
from hypothesis import strategies as st

from conference.edition.models import CancellationTerm, Edition, PricePhase

ORDER = [PricePhase.EARLY, PricePhase.REGULAR, PricePhase.LATE]


@pytest.mark.parametrize(
    ("day", "phase"),
    [
        (date(2027, 5, 31), "early"),
        (date(2027, 6, 1), "regular"),
        (date(2027, 7, 16), "regular"),
        (date(2027, 7, 17), "late"),
    ],
)
def test_price_phases_end_with_their_last_day(day, phase):
    edition = EditionFactory.build(
        early_until=date(2027, 5, 31), regular_until=date(2027, 7, 16), late_from=date(2027, 7, 17)
    )

    assert edition.price_phase(day) == phase


@given(st.none() | st.dates(), st.none() | st.dates(), st.dates(), st.dates())
def test_a_later_day_is_never_in_an_earlier_phase(early, regular, one, other):
    if early and regular and regular < early:
        early, regular = regular, early
    edition = EditionFactory.build(early_until=early, regular_until=regular, late_from=None)

    phases = [edition.price_phase(day) for day in sorted([one, other])]

    assert sorted(phases, key=ORDER.index) == phases


@pytest.mark.parametrize(
    ("now", "is_open"),
    [
        (datetime(2027, 2, 15, 7, 59, tzinfo=UTC), False),
        (datetime(2027, 2, 15, 8, 0, tzinfo=UTC), True),
        (datetime(2027, 8, 14, 6, 59, tzinfo=UTC), True),
        (datetime(2027, 8, 14, 7, 0, tzinfo=UTC), False),
    ],
)
def test_the_sale_opens_and_ends_at_midnight_at_the_venue(now, is_open):
    edition = EditionFactory.build(sale_opens=date(2027, 2, 15))

    assert edition.sale_is_open(now) is is_open


@pytest.mark.parametrize("fields", [{"state": "draft"}, {"state": "finished"}, {"sale_opens": None}])
def test_nothing_is_sold_unless_published_with_an_opening_day(fields):
    assert EditionFactory.build(**fields).sale_is_open(datetime(2027, 3, 1, tzinfo=UTC)) is False


@pytest.mark.django_db
def test_current_is_the_next_published_edition_else_the_last(settings):
    past = EditionFactory(start_date=date(2020, 8, 10))
    EditionFactory(start_date=date(2999, 8, 10), state=Edition.State.DRAFT)

    assert Edition.objects.current() == past

    coming = EditionFactory(start_date=date(2998, 8, 10))
    nearer = EditionFactory(start_date=date(2997, 8, 10))

    assert Edition.objects.current() == nearer
    assert coming.days()[0] == date(2998, 8, 10)


@pytest.mark.django_db
def test_an_unknown_time_zone_is_refused():
    with pytest.raises(ValidationError, match="time zone"):
        EditionFactory.build(timezone="Mars/Base").full_clean()


@pytest.mark.django_db
def test_terms_are_applied_in_the_order_of_their_days():
    edition = EditionFactory()
    CancellationTermFactory(edition=edition, until=None, refund="none")
    CancellationTermFactory(edition=edition, until=date(2027, 7, 23), refund="percent", percent=50, fee=0)
    CancellationTermFactory(edition=edition, until=date(2027, 6, 25))

    terms = CancellationTerm.objects.filter(edition=edition)

    days = (date(2027, 6, 25), date(2027, 7, 1), date(2027, 8, 1))
    assert [str(terms.refund_due(Decimal(100), day)) for day in days] == ["25.00", "50.00", "0.00"]
