"""What looks wrong in a file but does not stop it."""

import re
from collections.abc import Iterator

from conference.planning.programme.document import Document
from core.imports.report import Problem


def advise(document: Document) -> Iterator[Problem]:
    """Yield a warning for each thing an organizer should look at."""
    for session in document.sessions:
        path = f"sessions[{session.code}]"
        if session.ce and session.ce.hours is not None and abs(session.ce.hours * 60 - session.ce.minutes) > 1:
            yield Problem(f"{path}.ce.hours", "does not agree with minutes; minutes are used.")
        if session.visibility == "cleared" and session.public_title == session.title:
            yield Problem(f"{path}.public_title", "is the title itself, so everybody will read it.")
        if document.registration.currency != "USD" and session.price_usd:
            yield Problem(f"{path}.price_usd", f"is taken as an amount in {document.registration.currency}.")
    for ticket in document.registration.ticket_types:
        if ticket.vetting == "automatic" and not ticket.check_by:
            yield Problem(
                f"registration.ticket_types[{ticket.code}].proof", "names no check we know, so a person will decide."
            )
    yield from _names_given_away(document)


def _names_given_away(document: Document) -> Iterator[Problem]:
    """Find withheld names in texts that are published; the warning does not repeat them."""
    names = [speaker.name for speaker in document.speakers if speaker.withheld or not speaker.publish_name]
    if not names:
        return
    pattern = re.compile("|".join(re.escape(name) for name in names), re.IGNORECASE)
    for session in document.sessions:
        texts = {"public_title": session.public_title}
        if session.visibility != "cleared":
            texts |= {
                "title": session.title,
                "abstract": session.abstract,
                "learning_objectives": "\n".join(session.learning_objectives),
            }
        for name, text in texts.items():
            if pattern.search(text):
                yield Problem(f"sessions[{session.code}].{name}", "holds the name of a speaker that is withheld.")
    for speaker in document.speakers:
        if speaker.publish_name and not speaker.withheld and pattern.search(speaker.bio):
            yield Problem(f"speakers[{speaker.code}].bio", "holds the name of a speaker that is withheld.")
        if pattern.search(speaker.public_label):
            yield Problem(f"speakers[{speaker.code}].public_label", "holds the name of a speaker that is withheld.")
