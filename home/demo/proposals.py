"""The demo's call: open, with proposals in several states, reviews, and some silent decisions. All invented."""

import json
import random
from collections.abc import Mapping
from datetime import datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.utils import timezone

from certificates.schemes.models import CreditScheme
from conference.edition.models import Edition
from conference.proposals.authors import Author
from conference.proposals.forms import PersonForm, ProposalForm
from conference.proposals.models import Call, CallFormat, Criterion, Proposal, Review
from conference.proposals.services.calling import save_call, set_reviewer
from conference.proposals.services.deciding import decide_proposal
from conference.proposals.services.drafting import begin_proposal, save_part, save_working
from conference.proposals.services.inviting import invite
from conference.proposals.services.reviewing import NotYours, Opinion, save_review
from conference.proposals.services.submitting import submit_proposal
from conference.proposals.states import Decision
from conference.proposals.ties import ties_of
from conference.proposals.working import as_posted, keep
from people.accounts.models import User

FILE = Path(__file__).parent / "sample_proposals.json"
OPEN_FOR = timedelta(days=21)
COMMENTS = ("Clear and needed.", "Strong data, thin on practice.", "Close to what we had last year.", "")
# From this average on a proposal is good enough for the demo's committee.
GOOD_ENOUGH = Decimal(4)


def build_call(edition: Edition, users: Mapping[str, User]) -> int:
    """Open the call with its proposals and reviews; return how many proposals there are. Idempotent."""
    known = Call.objects.filter(edition=edition).first()
    if known:
        return Proposal.objects.of(known).count()
    sample: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    call = _open_call(edition, sample, users)
    for entry in sample["proposals"]:
        _propose(call, entry, users)
    _review(call, [users[name] for name in ("reviewer", "programme", "organizer")])
    _decide(call, users["programme"])
    return len(sample["proposals"])


def _open_call(edition: Edition, sample: Mapping[str, Any], users: Mapping[str, User]) -> Call:
    today, organizer = timezone.localdate(), users["organizer"]
    ends = datetime.combine(today + OPEN_FOR, time(23, 59), edition.zone)
    call = save_call(
        call=Call(edition=edition, text=sample["text"], opens_at=timezone.now() - OPEN_FOR, closes_at=ends),
        actor=organizer,
    )
    call.tracks.set(edition.tracks.filter(code__in=sample["tracks"]))
    call.schemes.set(CreditScheme.objects.filter(code__in=sample["schemes"]))
    for position, entry in enumerate(sample["formats"]):
        CallFormat.objects.create(call=call, position=position, **entry)
    for position, entry in enumerate(sample["criteria"]):
        Criterion.objects.create(call=call, position=position, **entry)
    for name in ("reviewer", "programme", "organizer"):
        set_reviewer(call=call, user=users[name], tracks=[], actor=organizer)
    return call


def _propose(call: Call, entry: Mapping[str, Any], users: Mapping[str, User]) -> None:
    """Write and send one proposal as its speaker would; a draft stays one."""
    user = users.get(entry.get("login", ""))
    author = Author((user.email if user else entry["email"],), user, entry["person"]["name"])
    proposal = begin_proposal(call=call, author=author)
    typed = keep(entry["proposal"], entry["proposal"])
    proposal = save_working(proposal=proposal, typed=typed, revision=0)
    said = keep(entry["person"], entry["person"])
    save_part(presenter=proposal.presenters.get(is_lead=True), typed=said, revision=0)
    for other in entry.get("others", ()):
        invite(proposal=proposal, actor=None, **other)
    form, person = ProposalForm(as_posted(typed), call=call), PersonForm(as_posted(said), call=call)
    if form.is_valid() and person.is_valid():
        submit_proposal(
            proposal=proposal, values=form.values, part=person.values, revision=proposal.revision, author=author
        )


def _review(call: Call, reviewers: list[User]) -> None:
    """Let each reviewer have an opinion on most of what they may review."""
    chance = random.Random(call.edition.year)  # noqa: S311 - the same demo every time
    criteria = list(call.criteria.all())
    for user in reviewers:
        ties = ties_of(user)
        for proposal in Proposal.objects.of(call).order_by("number"):
            scores = {item.pk: chance.choice((2, 3, 4, 4, 5)) for item in criteria}
            opinion = Opinion(scores, chance.choice(Review.Recommendation.values), chance.choice(COMMENTS))
            if chance.random() < 0.35:
                continue
            try:
                save_review(proposal=proposal, ties=ties, opinion=opinion, criteria=criteria, revision=0)
            except NotYours:
                # A draft, or somebody of the demo's own agency.
                continue


def _decide(call: Call, actor: User) -> None:
    """Decide silently on what several reviewers liked."""
    for proposal in Proposal.objects.of(call).submitted():
        totals = list(proposal.reviews.values_list("total", flat=True))
        if len(totals) > 1 and sum(filter(None, totals), Decimal(0)) / len(totals) >= GOOD_ENOUGH:
            decide_proposal(
                proposal=proposal, decision=Decision.ACCEPTED, decided_format=proposal.formats.first(), actor=actor
            )
