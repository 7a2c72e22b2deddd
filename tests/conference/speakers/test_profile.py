"""Where a speaker's true values may be kept, and what is shown."""

import pytest
from factories.conference import EditionFactory, SpeakerFactory, WithheldSpeakerFactory
from hypothesis import given
from hypothesis import strategies as st

from conference.speakers.models import Speaker, SpeakerIdentity
from conference.speakers.profile import MOVED, Profile, arrange, names_organization, true_profile
from conference.speakers.projection import show
from conference.speakers.services import add_speaker, change_speaker, read_identity
from core.audit.models import AuditEntry

TEXT = st.text(min_size=1, max_size=12)
PROFILES = st.builds(
    Profile,
    name=TEXT,
    credentials=TEXT,
    title=TEXT,
    organization=TEXT,
    bio=TEXT,
    email=TEXT,
    publish_name=st.booleans(),
    publish_photo=st.booleans(),
    publish_organization=st.booleans(),
    withheld=st.booleans(),
)
FULL = Profile(
    name="Ada Byron",
    title="Detective, Port Meridian Police Department",
    organization="Port Meridian Police Department",
    bio="Ada Byron has worked in Port Meridian for a decade.",
    email="ada@example.org",
    publish_name=True,
)


@given(PROFILES)
def test_each_value_is_kept_in_one_place_and_nothing_is_lost(profile):
    speaker, identity = Speaker(), SpeakerIdentity()
    arrange(profile, speaker, identity)
    speaker.identity = identity

    both = [name for name, private in MOVED.items() if getattr(speaker, name) and getattr(identity, private)]
    assert both == []
    assert true_profile(speaker) == profile
    if profile.withheld or not profile.publish_name:
        assert [getattr(speaker, name) for name in MOVED] == [""] * 5


@pytest.mark.parametrize(
    ("text", "organization", "named"),
    [
        ("Works for Port Meridian Police Department.", "Port Meridian Police Department", True),
        ("works for port  meridian POLICE department", "Port Meridian Police Department", True),
        ("A decade in Port Meridian.", "Port Meridian Police Department", True),
        ("Joined the PMPD in 2010.", "Port Meridian Police Department", True),
        ("Has taught police departments.", "Port Meridian Police Department", False),
        ("Works independently.", "Independent", False),
        ("Anything.", "", False),
        ("警視庁で働く", "警視庁", False),
    ],
)
def test_names_organization_finds_what_gives_it_away(text, organization, named):
    assert names_organization(text, organization) is named


def test_an_unpublished_organization_takes_texts_that_name_it_along():
    speaker, identity = Speaker(code="sp1"), SpeakerIdentity()
    arrange(FULL, speaker, identity)

    view = show(speaker)

    assert (view.label, view.title, view.organization, view.bio) == ("Ada Byron", "", "", "")
    assert identity.title == FULL.title


@pytest.mark.django_db
def test_a_withheld_speaker_is_a_label_without_a_page():
    view = show(WithheldSpeakerFactory(code="sp30"))

    assert (view.label, view.slug, view.country, view.initials) == ("Name withheld (panelist)", "", "", "")


@pytest.mark.django_db
def test_without_a_label_the_name_still_does_not_show():
    assert show(WithheldSpeakerFactory(public_label="")).label == "Name withheld"


@pytest.mark.django_db
def test_only_named_speakers_have_a_page():
    named = SpeakerFactory()
    WithheldSpeakerFactory()

    assert list(Speaker.objects.named()) == [named]


@pytest.mark.django_db
def test_services_write_and_read_with_a_record_that_holds_no_value():
    speaker = add_speaker(edition=EditionFactory(), code="SP7", profile=FULL, actor=None)
    hidden = Profile(**{**vars(FULL), "publish_name": False, "bio": "Other."})
    change_speaker(speaker=Speaker.objects.get(), profile=hidden, actor=None)
    read = read_identity(speaker=Speaker.objects.get(), actor=None, reason="badge")

    assert (speaker.slug, read) == ("sp7", hidden)
    assert [entry.action for entry in AuditEntry.objects.order_by("sequence")] == [
        "speaker.added",
        "speaker.changed",
        "speaker.identity_read",
    ]
    assert AuditEntry.objects.get(action="speaker.changed").changes == {"fields": ["bio", "publish_name"]}
