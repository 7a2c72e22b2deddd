"""Proposals that were decided and told, through the services that the screens use."""

import itertools
from datetime import timedelta

from django.utils import timezone
from factories.conference import AccessLevelFactory, RoomFactory, TicketTypeFactory
from factories.proposals import CallFactory, submitted

from conference.agenda.services.moving import Move, move_sessions
from conference.proposals.decisions.announcing import send_decisions
from conference.proposals.models import Call, Proposal
from conference.proposals.services.deciding import decide_proposal

_keys = itertools.count(1)


def ready_call(**values):
    """A call whose edition has an open audience and a speakers' ticket, with a deadline for answers."""
    call = CallFactory(**{"answer_by": timezone.now() + timedelta(days=20), **values})
    AccessLevelFactory(edition=call.edition)
    TicketTypeFactory(edition=call.edition, code="SPK", early=0, regular=0, late=0, vetting="invitation", check_by="")
    return call


def decided(call=None, decision="accepted", by=None, person=None, decided_format=None, **changes):
    """A proposal with a silent decision."""
    proposal = submitted(call or Call.objects.first() or ready_call(), by, person, **changes)
    return decide_proposal(proposal=proposal, decision=decision, decided_format=decided_format, actor=None)


def tell(*proposals):
    """Send the decisions on proposals, and return these as they stand then."""
    fresh = list(Proposal.objects.filter(pk__in=[item.pk for item in proposals]).select_related("call__edition"))
    seen = {item.pk: item.decision_revision for item in fresh}
    send_decisions(call=fresh[0].call, seen=seen, key=f"told-{next(_keys)}", actor=None)
    return list(Proposal.objects.filter(pk__in=seen).order_by("number"))


def accepted(call=None, **changes):
    """A proposal whose people know that it is accepted."""
    return tell(decided(call, **changes))[0]


def lead(proposal):
    """Whoever submits it."""
    return proposal.presenters.select_related("proposal__call__edition", "identity").get(is_lead=True)


def place(session, day=0):
    """Put a session onto the board, into a room of its own."""
    start = timezone.datetime(2027, 8, 9 + day, 10, tzinfo=session.edition.zone)
    move = Move(session.pk, None, RoomFactory(edition=session.edition), start, start + timedelta(minutes=75))
    move_sessions(edition=session.edition, moves=[move], actor=None)
