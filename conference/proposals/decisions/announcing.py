"""Tell the proposers what was decided, in one act: the letters, and with them what their own pages say."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from conference.agenda.models import Session
from conference.agenda.services.editing import change_sessions
from conference.agenda.services.locking import lock_agenda
from conference.proposals.decisions.sessions import make_session
from conference.proposals.letters.models import Dispatch, Kind
from conference.proposals.letters.recipients import people_of
from conference.proposals.letters.services import open_dispatch, post
from conference.proposals.letters.shipped import texts_of
from conference.proposals.models import Call, Proposal
from core.audit.services import record


class DecisionsMoved(Exception):
    """Somebody decided or sent meanwhile; `codes` names the proposals that are not as the sender saw them."""

    def __init__(self, codes: list[str]) -> None:
        super().__init__(", ".join(codes))
        self.codes = codes


@transaction.atomic
def send_decisions(*, call: Call, seen: Mapping[int, int], key: str, actor: Any) -> Dispatch:
    """Send the decisions on proposals, given by key with the `decision_revision` that the sender saw.

    From then on their people see the decision, and accepted sessions may be published. The same key is the same act.
    Raises DecisionsMoved, `letters.services.NobodyChosen` and `MissingValues`: then nobody was told anything.
    """
    dispatch, is_new = open_dispatch(call=call, key=key, actor=actor)
    if not is_new:
        return dispatch
    rows = Proposal.objects.of(call).filter(pk__in=list(seen)).select_for_update(of=("self",)).order_by("pk")
    proposals = list(rows.select_related("call__edition", "session__audience", "decided_format"))
    silent = set(Proposal.objects.silent().filter(pk__in=list(seen)).values_list("pk", flat=True))
    moved = [item.code for item in proposals if item.pk not in silent or item.decision_revision != seen[item.pk]]
    if moved or len(proposals) != len(seen):
        raise DecisionsMoved(moved)
    # The agenda is locked before the audit's chain, as everywhere.
    lock_agenda(call.edition)
    for proposal in proposals:
        if proposal.is_accepted:
            make_session(proposal=proposal, actor=actor)
    texts = texts_of(call.edition)
    people = people_of(Proposal.objects.filter(pk__in=list(seen)))
    letters = [(person, kind, texts[kind]) for person in people if (kind := Kind(person.proposal.decision))]
    post(dispatch=dispatch, letters=letters, actor=actor)
    _announce(call, proposals, actor)
    return dispatch


def _announce(call: Call, proposals: list[Proposal], actor: Any) -> None:
    now = timezone.now()
    for proposal in proposals:
        proposal.announced_at, proposal.announced_decision = now, proposal.decision
    Proposal.objects.bulk_update(proposals, ["announced_at", "announced_decision"], batch_size=100)
    drafts = [
        item.session for item in proposals
        if item.is_accepted and item.session and item.session.status == Session.Status.DRAFT
    ]  # fmt: skip
    fresh = Session.objects.in_bulk([item.pk for item in drafts])
    for session in fresh.values():
        session.status = Session.Status.TENTATIVE
    change_sessions(
        edition=call.edition,
        sessions=list(fresh.values()),
        actor=actor,
        expected={pk: item.revision for pk, item in fresh.items()},
    )
    record(
        actor=actor, action="proposals.announced", obj=call, changes={item.code: item.decision for item in proposals}
    )
