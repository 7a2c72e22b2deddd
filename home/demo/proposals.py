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
from conference.proposals.answers.services import confirm
from conference.proposals.authors import Author
from conference.proposals.decisions.announcing import send_decisions
from conference.proposals.forms import PersonForm, ProposalForm
from conference.proposals.models import Call, CallFormat, Criterion, Presenter, Proposal, Review
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
GOOD_ENOUGH = Decimal("3.5")
NEARLY = Decimal("3.2")
# To so many the demo's committee has told what it decided; the others do not know yet.
TOLD = 3
ANSWER_WITHIN = timedelta(days=30)


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
        call=Call(
            edition=edition,
            text=sample["text"],
            opens_at=timezone.now() - OPEN_FOR,
            closes_at=ends,
            answer_by=ends + ANSWER_WITHIN,
            speaker_ticket=edition.ticket_types.filter(code="SPK").first(),
        ),
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
    """Decide silently on everything, by what reviewers think of it; tell three, of whom one has confirmed."""
    for proposal in Proposal.objects.of(call).submitted():
        totals = list(filter(None, proposal.reviews.values_list("total", flat=True)))
        average = sum(totals, Decimal(0)) / len(totals) if totals else None
        if average is not None:
            decide_proposal(proposal=proposal, decision=_fitting(average), actor=actor)
    # The demo's speaker finds an acceptance that waits for an answer.
    own = Proposal.objects.of(call).submitted().filter(presenters__user__isnull=False).first()
    if own and not own.is_accepted:
        decide_proposal(proposal=own, decision=Decision.ACCEPTED, actor=actor)
    told = list(Proposal.objects.of(call).accepted().order_by("number")[:TOLD])
    seen = {item.pk: item.decision_revision for item in told}
    if seen:
        send_decisions(call=call, seen=seen, key=f"demo-{call.edition.year}", actor=actor)
        person = Presenter.objects.told_accepted().filter(proposal=told[-1], is_lead=True).get()
        confirm(person=person, actor=None)


def _fitting(average: Decimal) -> Decision:
    if average >= GOOD_ENOUGH:
        return Decision.ACCEPTED
    return Decision.WAITLISTED if average >= NEARLY else Decision.DECLINED
