"""The session of an accepted proposal: a draft in the tray, its consenting people as speakers without an answer."""

import re
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from conference.agenda.access import CONTROLLED
from conference.agenda.models import Appearance, Session
from conference.agenda.services.editing import add_session, change_session
from conference.agenda.services.locking import lock_agenda
from conference.agenda.services.presenting import invite_presenters, set_answer, set_credits
from conference.agenda.services.removing import remove_session
from conference.edition.models import AccessLevel, Edition
from conference.proposals.models import Presenter, Proposal
from conference.speakers.models import Speaker, SpeakerIdentity
from conference.speakers.services import add_speaker

OPEN = "open"
NUMBERED = re.compile(r"sp(\d+)", re.IGNORECASE)


class NoAudience(Exception):
    """The edition has no access level that a session could be given."""


@transaction.atomic
def make_session(*, proposal: Proposal, actor: Any) -> Session:
    """Return the session of an accepted proposal, made as a draft in the tray unless it is there.

    While it waits in the tray its length follows the decided format. Raises NoAudience.
    """
    found = proposal.session
    if found is None:
        found = add_session(session=_new_session(proposal), actor=actor)
        minutes = {scheme.pk: found.ce_minutes for scheme in proposal.schemes.all()}
        if minutes:
            set_credits(edition=found.edition, minutes={found.pk: minutes}, actor=actor)
        proposal.session = found
        proposal.save(update_fields=["session"])
    elif found.starts_at is None and proposal.decided_format and found.status == Session.Status.DRAFT:
        found.type, found.planned_minutes = proposal.decided_format.session_type, proposal.decided_format.minutes
        change_session(session=found, actor=actor)
    take_in_people(proposal=proposal, actor=actor)
    return found


@transaction.atomic
def take_session_away(*, proposal: Proposal, actor: Any) -> None:
    """Take the draft of a proposal that is not accepted any more, and speakers made for it; raises SessionInUse."""
    session = proposal.session
    if session is None:
        return
    proposal.session = None
    proposal.save(update_fields=["session"])
    speakers = list(session.appearances.values_list("speaker_id", flat=True))
    remove_session(session=session, actor=actor)
    # Who is in no other session was only in the programme through this one.
    Speaker.objects.filter(pk__in=speakers, provisional=True, appearances=None).delete()


@transaction.atomic
def take_in_people(*, proposal: Proposal, actor: Any) -> list[Appearance]:
    """Let everybody who presents and agreed to it appear in the proposal's session; return who is new there.

    Called again whenever somebody fills in their part; does nothing for a proposal without a session.
    """
    session = proposal.session
    if session is None:
        return []
    people = list(proposal.presenters.presenting().filter(filled_at__isnull=False).select_related("identity"))
    lock_agenda(session.edition)
    for person in people:
        if person.speaker_id is None:
            person.speaker = _speaker_of(person, session.edition, actor)
            person.save(update_fields=["speaker"])
    wanted = [(person.speaker_id, person.role) for person in people if person.speaker_id]
    return invite_presenters(session=session, speakers=wanted, actor=actor)


@transaction.atomic
def take_out(*, person: Presenter, actor: Any) -> None:
    """Let somebody who takes part no more stand in the session no more; does nothing for those who never did."""
    appearance = appearance_of(person)
    if appearance:
        set_answer(appearance=appearance, state=Appearance.State.WITHDRAWN, actor=actor)


def appearance_of(person: Presenter) -> Appearance | None:
    """Return a person's place in their proposal's session."""
    session = person.proposal.session_id
    if session is None or person.speaker_id is None:
        return None
    rows = Appearance.objects.select_related("session__edition", "session__room", "speaker")
    return rows.filter(session=session, speaker=person.speaker_id).first()


def _new_session(proposal: Proposal) -> Session:
    edition, chosen = proposal.call.edition, proposal.decided_format
    audience = proposal.restriction or _open_to_all(edition)
    is_restricted = audience.code in CONTROLLED
    minutes = chosen.minutes if chosen else 60
    visibility = Session.Visibility
    return Session(
        edition=edition,
        code=_free_code(edition, proposal),
        type=chosen.session_type if chosen else "breakout",
        planned_minutes=minutes,
        title=proposal.title,
        # What a restricted session is about its title may tell already.
        public_title=_("Restricted session") if is_restricted else proposal.title,
        visibility=visibility.CLEARED if is_restricted else visibility.PUBLIC,
        track=proposal.track,
        level=proposal.level,
        audience=audience,
        abstract=proposal.abstract,
        learning_objectives=proposal.objectives,
        content_warnings=proposal.content_warnings,
        handouts=proposal.handout_policy,
        ce_minutes=minutes if proposal.schemes.exists() else 0,
        status=Session.Status.DRAFT,
    )


def _open_to_all(edition: Edition) -> AccessLevel:
    level = AccessLevel.objects.filter(edition=edition, code=OPEN).first()
    if level is None:
        raise NoAudience
    return level


def _free_code(edition: Edition, proposal: Proposal) -> str:
    """Return the proposal's number as a code, with a letter behind it if somebody took that."""
    plain = proposal.code.replace("-", "")
    taken = set(Session.objects.of(edition).filter(code__istartswith=plain).values_list("slug", flat=True))
    return next(code for code in (plain, *(f"{plain}-{number}" for number in range(2, 1000)))
                if code.lower() not in taken)  # fmt: skip


def _speaker_of(person: Presenter, edition: Edition, actor: Any) -> Speaker:
    """Return the edition's speaker that somebody is already, by their address, else a new one."""
    parts = Presenter.objects.filter(
        email_digest=person.email_digest, proposal__call__edition=edition, speaker__isnull=False
    )
    known = parts.select_related("speaker").first()
    if known and known.speaker:
        return known.speaker
    address = person.identity.email.strip().lower()
    for identity in SpeakerIdentity.objects.filter(speaker__edition=edition).select_related("speaker"):
        if address and identity.email.strip().lower() == address:
            return identity.speaker
    return _add_speaker(person, edition, actor)


def _add_speaker(person: Presenter, edition: Edition, actor: Any) -> Speaker:
    profile = person.as_profile()
    profile.slides_policy, profile.av_needs = person.proposal.handout_policy, list(person.proposal.av_needs)
    speaker = add_speaker(
        edition=edition,
        code=_next_code(edition),
        profile=profile,
        actor=actor,
        provisional=True,
        user=person.user,
    )
    if person.photo and profile.is_named and profile.publish_photo:
        speaker.photo = person.photo
        speaker.save(update_fields=["photo"])
    return speaker


def _next_code(edition: Edition) -> str:
    """Return the next number among the edition's speakers; the caller holds the agenda's lock."""
    codes = Speaker.objects.of(edition).values_list("code", flat=True)
    numbers = [int(found[1]) for code in codes if (found := NUMBERED.fullmatch(code))]
    return f"sp{max(numbers, default=0) + 1:02}"
