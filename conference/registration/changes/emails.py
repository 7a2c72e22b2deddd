"""The mails about changes: one recipient each, neutral subjects; neither side reads the other's data."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from billing.balances.models import Balance
from billing.invoices.models import Invoice
from conference.registration.changes.models import Change, Substitution
from conference.registration.changes.quotes import Quote
from conference.registration.places import Registration
from core.mail.services import queue_mail

TEMPLATES = "conference/registration/changes"


def _send(place: Registration, kind: str, *, to: str, key: str = "", sensitive: bool = False, **context: Any) -> None:
    attachments = context.pop("attachments", ())
    with translation.override(place.order.language):
        queue_mail(
            kind=f"registration.{kind}",
            to=to,
            subject=_("Your order %(number)s") % {"number": place.order.number}
            if to == place.order.buyer_email
            else _("A place at the conference"),
            template=f"{TEMPLATES}/{kind}",
            context={"place": place, "order": place.order, "edition": place.edition, **context},
            attachments=attachments,
            sensitive=sensitive,
            unique_key=key,
        )


def _link(proposal: Substitution, token: str) -> str:
    return reverse("registration:substitution", args=[proposal.registration.edition.year, token])


def send_to_joiner(proposal: Substitution, token: str) -> None:
    """Ask the colleague; they read who else is meant only by the edition."""
    place = proposal.registration
    link = _link(proposal, token)
    _send(place, "substitution_joiner", to=proposal.email, sensitive=True, link=link, until=_until(proposal))


def send_to_leaver(proposal: Substitution, token: str) -> None:
    """Ask the person whose place it is; they read the name that was typed and nothing else."""
    place = proposal.registration
    link = _link(proposal, token)
    _send(
        place,
        "substitution_leaver",
        to=proposal.leaver_email,
        sensitive=True,
        link=link,
        until=_until(proposal),
        name=proposal.name,
    )


def _until(proposal: Substitution) -> Any:
    return proposal.registration.edition.local(proposal.until)


def send_fee(proposal: Substitution) -> None:
    """Tell the buyer that both agree and that the fee is to be paid first."""
    place = proposal.registration
    _send(
        place,
        "substitution_fee",
        to=place.order.buyer_email,
        key=f"substitution-{proposal.pk}-fee",
        fee_order=proposal.order,
        until=_until(proposal),
        sensitive=True,
    )


def send_done(proposal: Substitution, given_back: Sequence[str]) -> None:
    """Tell buyer, leaver and joiner that the place changed hands, each once and each what is theirs to know."""
    place, sent = proposal.registration, set()
    roles = (("joiner", proposal.email), ("buyer", place.order.buyer_email), ("leaver", proposal.leaver_email))
    for role, address in roles:
        if address and address.lower() not in sent:
            sent.add(address.lower())
            key = f"substitution-{proposal.pk}-done-{role}"
            _send(place, "substitution_done", to=address, key=key, role=role, given_back=given_back)


def send_ended(proposal: Substitution) -> None:
    """Tell both people that nothing changes."""
    for role, address in (("leaver", proposal.leaver_email), ("joiner", proposal.email)):
        key = f"substitution-{proposal.pk}-ended-{role}"
        _send(proposal.registration, "substitution_ended", to=address, key=key, role=role)


def send_change_done(change: Change, documents: Sequence[Invoice]) -> None:
    """Tell the buyer that a change has taken effect, with its receipt."""
    place = Registration.objects.select_related("order", "edition", "ticket_type").get(pk=change.registration_id)
    files = [document.file for document in documents if document.file]
    key = f"change-{change.pk}-done"
    _send(place, "change_done", to=place.order.buyer_email, key=key, change=change, attachments=files)


def send_change_lapsed(change: Change) -> None:
    """Tell the buyer that a change was not paid in time, and that everything is as it was."""
    place = Registration.objects.select_related("order", "edition", "ticket_type").get(pk=change.registration_id)
    _send(place, "change_lapsed", to=place.order.buyer_email, key=f"change-{change.pk}-lapsed", change=change)


def send_given_up(place: Registration, quote: Quote, *, as_credit: bool) -> None:
    """Confirm a cancellation to the buyer with its figures, and to the person that the place is gone."""
    orders = {item.line.order_id for item in quote.items}
    credits_ = list(Balance.objects.filter(source__in=orders, entries__kind="issued").distinct()) if as_credit else []
    stamp = "-".join(str(item.pk) for item in quote.items)
    _send(
        place,
        "given_up",
        to=place.order.buyer_email,
        key=f"given-up-{place.pk}-{stamp}"[:100],
        quote=quote,
        credits=credits_,
        sensitive=bool(credits_),
        whole=len(quote.items) != 1 or quote.items[0].add_on_id is None,
    )
    if place.email and place.email != place.order.buyer_email:
        key = f"given-up-{place.pk}-{stamp}-person"[:100]
        _send(place, "given_up_person", to=place.email, key=key, quote=quote)
