"""The texts that come with the site; an edition's own replace them."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from conference.edition.models import Edition
from conference.proposals.letters.models import Kind, LetterTemplate

SUBJECT = _("News about your proposal for {edition}")


@dataclass(frozen=True)
class Text:
    """A template's subject and body. `revision` is 0 for a shipped one."""

    subject: str
    body: str
    revision: int = 0


SHIPPED: dict[Kind, tuple[str | Promise, str | Promise]] = {
    Kind.ACCEPTED: (SUBJECT, _("""{greeting}

the committee of {edition} has accepted your proposal {code}, {title}, as {format} of {minutes} minutes.

Please confirm by {answer_by} that you will present it, ask for another time, or tell us that you cannot come:
{answer_link}

The link is yours alone: do not pass it on. With your confirmation you get a complimentary place at the \
conference.""")),
    Kind.OTHER_FORMAT: (SUBJECT, _("""{greeting}

the committee of {edition} would like to have your proposal {code}, {title}, in another format than you offered: \
{format}, {minutes} minutes.

Please tell us by {answer_by} whether that suits you:
{answer_link}

The link is yours alone: do not pass it on.""")),
    Kind.WAITLISTED: (SUBJECT, _("""{greeting}

there were more good proposals for {edition} than places. Yours, {code}, is on the waitlist: we write again as \
soon as a place is free, and in any case before the programme is final.

Your proposals: {own_link}""")),
    Kind.DECLINED: (SUBJECT, _("""{greeting}

thank you for your proposal {code} for {edition}. There were more good proposals than places, and the committee \
could not take it up this year. We hope that you come all the same, and that you propose again.

Your proposals: {own_link}""")),
    Kind.REMINDER: (_("A question is still open: {edition}"), _("""{greeting}

your proposal {code} for {edition} is accepted, and we have not heard from you. Please confirm by {answer_by}, \
ask for another time, or tell us that you cannot come:
{answer_link}

The link is yours alone: do not pass it on.""")),
    Kind.TASKS: (_("Still to do for {edition}"), _("""{greeting}

for {edition} something of yours is still open:

{open_tasks}

Each of it is done on your own page:
{own_link}""")),
    Kind.FREE: (_("About {edition}"), _("""{greeting}

…

Your proposals: {own_link}""")),
}  # fmt: skip


def text_of(edition: Edition, kind: Kind) -> Text:
    """Return an edition's own text of a kind, else the shipped one."""
    own = LetterTemplate.objects.filter(edition=edition, kind=kind).first()
    if own:
        return Text(own.subject, own.body, own.revision)
    subject, body = SHIPPED[kind]
    return Text(str(subject), str(body))


def texts_of(edition: Edition) -> dict[Kind, Text]:
    """Return all texts of an edition in one query."""
    own = {item.kind: item for item in LetterTemplate.objects.filter(edition=edition)}
    shipped = {kind: Text(str(subject), str(body)) for kind, (subject, body) in SHIPPED.items()}
    return shipped | {Kind(kind): Text(item.subject, item.body, item.revision) for kind, item in own.items()}
