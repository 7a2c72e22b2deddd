"""A recipient's own values; an empty one is missing."""

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from conference.agenda.access import CONTROLLED
from conference.proposals.models import Presenter, Proposal

SALT = "proposals.answer"
PREVIEWED = "…"


def answer_token(person: Presenter) -> str:
    """Return what the link to somebody's answer is made of; it dies with the address that it was mailed to."""
    return signing.dumps([person.public_id, person.email_digest[:16]], salt=SALT)


def values_of(person: Presenter, *, token: str = PREVIEWED) -> dict[str, str]:
    """Return every placeholder's value for a presenter; nothing of other people.

    Without a token the personal link is left out of it, as in a preview.
    """
    proposal = person.proposal
    edition = proposal.call.edition
    name = person.name if person.is_named else ""
    accepted = proposal.is_accepted
    return {
        "greeting": _("Dear %(name)s,") % {"name": name} if name else _("Dear speaker,"),
        "name": name,
        "edition": str(edition),
        "code": proposal.code,
        "title": public_title(proposal),
        "track": proposal.track.name if proposal.track else "",
        "format": proposal.decided_format.name if proposal.decided_format else "",
        "minutes": str(proposal.decided_format.minutes) if proposal.decided_format else "",
        "answer_by": _answer_by(proposal),
        "answer_link": absolute(reverse("proposals:answer_link", args=[edition.year, token])) if accepted else "",
        "own_link": own_link(is_speaker=proposal.is_told_accepted),
        "when": _when(proposal),
        "room": proposal.session.room.name if proposal.session and proposal.session.room else "",
    }


def public_title(proposal: Proposal) -> str:
    """Return what a mail may call a proposal: nobody reads over a shoulder what a restricted one is about."""
    if proposal.session:
        return proposal.session.public_title
    restricted = proposal.restriction and proposal.restriction.code in CONTROLLED
    return _("Restricted session") if restricted else proposal.title


def own_link(*, is_speaker: bool) -> str:
    """Return where somebody finds what is theirs; whoever was told that they are accepted has tasks."""
    return absolute(reverse("my_speaking:own" if is_speaker else "my_proposals:own"))


def absolute(path: str) -> str:
    """Return an address as mails give it."""
    return f"{settings.WAGTAILADMIN_BASE_URL}{path}"


def _answer_by(proposal: Proposal) -> str:
    moment = proposal.call.answer_by
    if moment is None:
        return ""
    local = proposal.call.edition.local(moment)
    return f"{date_format(local, 'j F Y, H:i')} ({local:%Z})"


def _when(proposal: Proposal) -> str:
    session = proposal.session
    if session is None or session.starts_at is None or session.ends_at is None:
        return ""
    edition = proposal.call.edition
    start, end = edition.local(session.starts_at), edition.local(session.ends_at)
    return f"{date_format(start, 'D j M')}, {start:%H:%M}–{end:%H:%M}"
