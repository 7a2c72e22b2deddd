"""Editions and what they are made of; the codes made here are none a test would write itself."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import factory

from certificates.schemes.models import CreditScheme
from conference.agenda.models import Appearance, Session, SessionCredit
from conference.edition.models import AccessLevel, CancellationTerm, Edition, Room, RoomClosure, Track
from conference.registration.catalogue import AddOn, TicketType
from conference.registration.discounts.models import DiscountRule
from conference.speakers.models import Speaker, SpeakerAbsence, SpeakerIdentity


class EditionFactory(factory.django.DjangoModelFactory):
    """A published week in Los Angeles, 9-13 August 2027, whose sale opened in January 2026."""

    class Meta:
        model = Edition
        django_get_or_create = ("year",)

    year = factory.LazyAttribute(lambda edition: edition.start_date.year)
    name = factory.LazyAttribute(lambda edition: f"Annual Conference {edition.start_date.year}")
    short_name = factory.LazyAttribute(lambda edition: f"Conference {edition.start_date.year}")
    start_date = date(2027, 8, 9)
    end_date = factory.LazyAttribute(lambda edition: edition.start_date + timedelta(days=4))
    timezone = "America/Los_Angeles"
    venue_name = "Example Center"
    city = "Anaheim"
    country = "US"
    sale_opens = date(2026, 1, 1)
    early_until = factory.LazyAttribute(lambda edition: edition.start_date - timedelta(days=70))
    regular_until = factory.LazyAttribute(lambda edition: edition.start_date - timedelta(days=24))
    late_from = factory.LazyAttribute(lambda edition: edition.start_date - timedelta(days=23))
    accepts_card = True
    accepts_purchase_order = True
    accepts_check = True
    accepts_bank_transfer = True
    state = Edition.State.PUBLISHED


class CancellationTermFactory(factory.django.DjangoModelFactory):
    """In full less 75, without an end."""

    class Meta:
        model = CancellationTerm

    edition = factory.SubFactory(EditionFactory)
    refund = CancellationTerm.Refund.FULL_LESS_FEE
    fee = Decimal("75.00")


class RoomFactory(factory.django.DjangoModelFactory):
    """A room for a hundred."""

    class Meta:
        model = Room

    edition = factory.SubFactory(EditionFactory)
    code = factory.Sequence(lambda n: f"ROOM-{n}")
    name = factory.Sequence(lambda n: f"Room {n}")
    capacity = 100


class TrackFactory(factory.django.DjangoModelFactory):
    """A track."""

    class Meta:
        model = Track

    edition = factory.SubFactory(EditionFactory)
    code = factory.Sequence(lambda n: f"TRACK-{n}")
    name = factory.Sequence(lambda n: f"Track {n}")
    color = "#1F3A5F"


class AccessLevelFactory(factory.django.DjangoModelFactory):
    """Open to all registered attendees."""

    class Meta:
        model = AccessLevel
        django_get_or_create = ("edition", "code")

    edition = factory.SubFactory(EditionFactory)
    code = "open"
    label = factory.LazyAttribute(lambda level: f"Audience {level.code}")


class SpeakerFactory(factory.django.DjangoModelFactory):
    """A speaker with everything published."""

    class Meta:
        model = Speaker
        skip_postgeneration_save = True

    edition = factory.SubFactory(EditionFactory)
    code = factory.Sequence(lambda n: f"speaker-{n}")
    name = factory.Sequence(lambda n: f"Speaker {n}")
    title = "Professor"
    organization = "Example University"
    bio = "Teaches and publishes."
    publish_name = True
    publish_photo = True
    publish_organization = True
    identity = factory.RelatedFactory(
        "factories.conference.SpeakerIdentityFactory", factory_related_name="speaker", email="speaker@example.invalid"
    )


class SpeakerIdentityFactory(factory.django.DjangoModelFactory):
    """An identity that repeats nothing of what is published."""

    class Meta:
        model = SpeakerIdentity

    speaker = factory.SubFactory(SpeakerFactory, identity=None)


class WithheldSpeakerFactory(SpeakerFactory):
    """A speaker of whom only a label may be shown; the identity carries the canaries."""

    name = ""
    title = ""
    organization = ""
    bio = ""
    publish_name = False
    publish_photo = False
    publish_organization = False
    withheld = True
    public_label = "Name withheld (panelist)"
    identity = factory.RelatedFactory(
        SpeakerIdentityFactory,
        factory_related_name="speaker",
        legal_name="Canarina Testwell",
        title="Detective of Canary Ridge",
        organization="Canary Ridge Police Department",
        bio="Canarina Testwell of Canary Ridge Police Department speaks.",
        email="canary-private@example.invalid",
    )


class RoomClosureFactory(factory.django.DjangoModelFactory):
    """A room closed on the first day, 9:00 to 12:00 UTC-7."""

    class Meta:
        model = RoomClosure

    room = factory.SubFactory(RoomFactory)
    starts_at = datetime(2027, 8, 9, 16, tzinfo=UTC)
    ends_at = datetime(2027, 8, 9, 19, tzinfo=UTC)


class SpeakerAbsenceFactory(factory.django.DjangoModelFactory):
    """A speaker away on the first morning."""

    class Meta:
        model = SpeakerAbsence

    speaker = factory.SubFactory(SpeakerFactory)
    starts_at = datetime(2027, 8, 9, 16, tzinfo=UTC)
    ends_at = datetime(2027, 8, 9, 19, tzinfo=UTC)


class SessionFactory(factory.django.DjangoModelFactory):
    """A confirmed public session of 75 minutes on the edition's first day at 10:00 local time."""

    class Meta:
        model = Session

    edition = factory.SubFactory(EditionFactory)
    code = factory.Sequence(lambda n: f"SESSION-{n}")
    type = "breakout"
    room = factory.SubFactory(RoomFactory, edition=factory.SelfAttribute("..edition"))
    track = factory.SubFactory(TrackFactory, edition=factory.SelfAttribute("..edition"))
    audience = factory.SubFactory(AccessLevelFactory, edition=factory.SelfAttribute("..edition"))
    starts_at = factory.LazyAttribute(
        lambda session: datetime(
            session.edition.start_date.year,
            session.edition.start_date.month,
            session.edition.start_date.day,
            10,
            tzinfo=session.edition.zone,
        ).astimezone(UTC)
    )
    ends_at = factory.LazyAttribute(lambda session: session.starts_at + timedelta(minutes=75))
    title = factory.Sequence(lambda n: f"Session {n}")
    public_title = factory.LazyAttribute(lambda session: session.title)
    level = "all"
    capacity = 100


class RestrictedSessionFactory(SessionFactory):
    """A session whose title only sworn officers may see."""

    title = factory.Sequence(lambda n: f"Case debrief {n} (restricted)")
    public_title = "Restricted session (law enforcement)"
    visibility = Session.Visibility.CLEARED
    audience = factory.SubFactory(AccessLevelFactory, edition=factory.SelfAttribute("..edition"), code="sworn_only")


class AppearanceFactory(factory.django.DjangoModelFactory):
    """A lead presenter."""

    class Meta:
        model = Appearance

    session = factory.SubFactory(SessionFactory)
    speaker = factory.SubFactory(SpeakerFactory, edition=factory.SelfAttribute("..session.edition"))
    role = "lead"


class CreditSchemeFactory(factory.django.DjangoModelFactory):
    """An hour of sixty minutes in quarters, verified against the body's own rules."""

    class Meta:
        model = CreditScheme

    code = factory.Sequence(lambda n: f"BODY-{n}")
    name = factory.LazyAttribute(lambda scheme: f"Scheme {scheme.code}")
    verified = True


class SessionCreditFactory(factory.django.DjangoModelFactory):
    """Credit nobody has asked approval for."""

    class Meta:
        model = SessionCredit

    session = factory.SubFactory(SessionFactory)
    scheme = factory.SubFactory(CreditSchemeFactory)
    minutes = 75


class TicketTypeFactory(factory.django.DjangoModelFactory):
    """A full ticket for 695, 795 or 895, approved by its check."""

    class Meta:
        model = TicketType

    edition = factory.SubFactory(EditionFactory)
    code = factory.Sequence(lambda n: f"TICKET-{n}")
    name = factory.Sequence(lambda n: f"Full conference {n}")
    early = Decimal("695.00")
    regular = Decimal("795.00")
    late = Decimal("895.00")
    proof = "membership number"
    vetting = TicketType.Vetting.AUTOMATIC


class AddOnFactory(factory.django.DjangoModelFactory):
    """A workshop that is sold for 125."""

    class Meta:
        model = AddOn

    edition = factory.SubFactory(EditionFactory)
    session = factory.SubFactory(
        SessionFactory, edition=factory.SelfAttribute("..edition"), type="workshop", ticket_required=True
    )
    price = Decimal("125.00")
    capacity = 20


class DiscountRuleFactory(factory.django.DjangoModelFactory):
    """Ten percent off."""

    class Meta:
        model = DiscountRule

    edition = factory.SubFactory(EditionFactory)
    code = factory.Sequence(lambda n: f"DISCOUNT{n}")
    kind = DiscountRule.Kind.PERCENT
    value = Decimal("10.00")
