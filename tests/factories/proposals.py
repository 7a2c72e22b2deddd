"""Calls, proposals, reviewers, through the services that the pages use."""

import itertools
from datetime import timedelta

import factory
from django.utils import timezone
from factories.conference import EditionFactory, TrackFactory
from factories.people import UserFactory

from conference.proposals.authors import Author
from conference.proposals.models import Call, CallFormat, Criterion, Reviewer
from conference.proposals.services.drafting import begin_proposal
from conference.proposals.services.submitting import submit_proposal
from conference.proposals.values import PartValues, ProposalValues
from conference.speakers.profile import Profile

_numbers = itertools.count(1)


class CallFactory(factory.django.DjangoModelFactory):
    """An open call with two formats, a track and two criteria."""

    class Meta:
        model = Call
        skip_postgeneration_save = True

    edition = factory.SubFactory(EditionFactory)
    text = "We look for casework, research and practice."
    opens_at = factory.LazyFunction(lambda: timezone.now() - timedelta(days=10))
    closes_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=10))

    @factory.post_generation
    def parts(self, create, extracted, **kwargs):
        if not create or extracted is False:
            return
        CallFormat.objects.create(call=self, code="breakout", name="Breakout", minutes=75)
        CallFormat.objects.create(call=self, code="workshop", name="Workshop", minutes=180, position=1)
        own = self.edition.tracks.filter(code="STALK").first()
        self.tracks.add(own or TrackFactory(edition=self.edition, code="STALK", name="Stalking"))
        for position, (name, weight) in enumerate((("Relevance", 2), ("Evidence", 1))):
            Criterion.objects.create(
                call=self, name=name, weight=weight, position=position, anchors={"1": "none", "5": "outstanding"}
            )


def author(email="", user=None):
    """Somebody whose address is proved."""
    return Author((email or f"author{next(_numbers)}@proposers.example",), user)


def values(call, **changes):
    """Valid values of a proposal."""
    return ProposalValues(
        **{
            "title": f"Proposal {next(_numbers)}",
            "formats": list(call.formats.all()[:1]),
            "track": call.tracks.first(),
            "level": "all",
            "abstract": "What we saw and what it means.",
            "objectives": ["Name one", "Name two", "Name three"],
            "case_material": "None",
            **changes,
        }
    )


def part(**changes):
    """A valid own part of somebody who publishes everything."""
    said = {
        "name": "Ana Ruiz",
        "organization": "Harbour University",
        "bio": "Ana Ruiz teaches.",
        "country": "US",
        "publish_name": True,
        "publish_photo": True,
        "publish_organization": True,
        **changes,
    }
    return PartValues(profile=Profile(**said), disclosure="None", consents=True)


def drafted(call=None, by=None, **more):
    """A draft."""
    return begin_proposal(call=call or CallFactory(), author=by or author(), **more)


def submitted(call=None, by=None, person=None, **changes):
    """A submitted proposal."""
    call, by = call or CallFactory(), by or author()
    proposal = drafted(call, by)
    return submit_proposal(
        proposal=proposal, values=values(call, **changes), part=person or part(), revision=0, author=by
    )


def reviewer(call, *tracks, **user):
    """Somebody who reviews for the call."""
    made = Reviewer.objects.create(call=call, user=UserFactory(roles=["reviewer"], **user))
    made.tracks.set(tracks)
    return made.user


TYPED = {
    "title": "Fixated on the bench",
    "formats": "breakout",
    "track": "STALK",
    "level": "all",
    "abstract": "What we saw and what it means.",
    "review_abstract": "",
    "restricted_abstract": "",
    "objectives": "Name one\nName two\nName three",
    "outline": "10 Introduction\n60 Cases",
    "references": "",
    "audience": "",
    "content_warnings": "",
    "case_material": "None",
    "av_needs": "",
    "handout_policy": "registered",
}
SAID = {
    "name": "Ana Ruiz",
    "credentials": "PhD",
    "title": "Professor",
    "organization": "Harbour University",
    "country": "US",
    "bio": "Ana Ruiz teaches.",
    "disclosure": "None",
    "agency_permission": "not_needed",
    "publish_name": "on",
    "consents": "on",
}
