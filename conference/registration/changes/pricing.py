"""What another ticket or a further workshop comes to, line by line."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from conference.registration.applications import Person, PricedItem, price_items
from conference.registration.catalogue import AddOn, TicketType
from conference.registration.changes.arithmetic import back_of_part
from conference.registration.changes.quotes import lay_over, live_items, price_of
from conference.registration.discounts.granting import Grant
from conference.registration.discounts.models import DiscountUse
from conference.registration.discounts.reading import NOTHING, Offer, read_offer
from conference.registration.places import Registration, RegistrationItem
from conference.registration.states import OCCUPYING
from core.money import ZERO

TICKET_KINDS = (RegistrationItem.Kind.TICKET, RegistrationItem.Kind.DIFFERENCE)


@dataclass(frozen=True)
class Line:
    """One line of a preview: what, and how much; a line without an amount only says something."""

    text: str
    amount: Decimal | None = None


@dataclass(frozen=True)
class ChangeQuote:
    """What a change comes to. `due` is to be paid; `less` is what the place then costs less, `back` goes back of it."""

    lines: Sequence[Line]
    item: PricedItem
    due: Decimal = ZERO
    less: Decimal = ZERO
    back: Decimal = ZERO
    # What the terms keep of a difference that was paid.
    kept: Decimal = ZERO

    @property
    def shown(self) -> Decimal:
        """The one figure that a confirmation repeats: positive to pay, negative to receive."""
        return self.due or -self.back


def ticket_items(place: Registration) -> list[RegistrationItem]:
    """Return what makes up the price of a place's ticket: the ticket, and differences to other tickets."""
    return [item for item in live_items(place) if item.kind in TICKET_KINDS]


def quote_ticket(place: Registration, *, ticket_type: TicketType, days: Sequence[date]) -> ChangeQuote:
    """Return what another ticket comes to at today's price at the venue; the difference to what this one cost.

    A discount is looked for anew: the group's rule counts those who come, a code goes along if it is for the new
    ticket. What comes back falls under the order's terms, without their fee.
    """
    today = place.edition.today()
    item = _priced(place, ticket_type, days, today)
    items = ticket_items(place)
    before = price_of(items)
    lines = [Line(item.description, item.full)]
    if item.discount:
        lines.append(Line(_("Discount: %(reason)s") % {"reason": item.reason}, item.off))
    lines.append(Line(_("Your ticket now: %(name)s") % {"name": place.ticket_type.name}, -before))
    lines += _about_discounts(place, item)
    difference = item.total - before
    if difference >= ZERO:
        return ChangeQuote(lines, item, due=difference)
    # What is unpaid is owed no more; what was paid comes back as the terms say.
    less = -difference
    paid = sum((share.paid for share in lay_over(items, less)), ZERO)
    back = back_of_part(place.order.terms_snapshot, paid=paid, on=today)
    if paid != back:
        lines.append(Line(_("Kept by the cancellation terms"), paid - back))
    return ChangeQuote(lines, item, less=less - (paid - back), back=back, kept=paid - back)


def _about_discounts(place: Registration, item: PricedItem) -> list[Line]:
    """Say what becomes of the discount that was given, and that nobody else's is touched."""
    use = DiscountUse.objects.filter(registration=place).select_related("rule").first()
    lines = []
    if use and use.rule != item.rule:
        lines.append(Line(_("The discount %(code)s does not go with this ticket.") % {"code": use.rule.code}))
    if place.order.registrations.filter(state__in=OCCUPYING).exclude(pk=place.pk).exists():
        lines.append(Line(_("The discounts of the others in the order stay as they are.")))
    return lines


def _priced(place: Registration, ticket_type: TicketType, days: Sequence[date], today: date) -> PricedItem:
    person = Person(ticket_type=ticket_type, days=days, name=place.name, email=place.email, agency=place.agency)
    items = price_items([person], place.edition.price_phase(today))
    use = DiscountUse.objects.filter(registration=place).select_related("code").first()
    codes = [use.code.code] if use and use.code else []
    offer = read_offer(place.edition, user=place.order.user, codes=codes, on=today)
    others = place.order.registrations.filter(state__in=OCCUPYING, items__kind="ticket", items__line__unit_net__gt=0)
    before = others.exclude(pk=place.pk).distinct().count()
    return Grant(_without(offer, use), [person], items, before=before).priced()[0]


def _without(offer: Offer, use: DiscountUse | None) -> Offer:
    """Return the offer as if the place's own discount had not been given yet."""
    if use is None:
        return offer
    by_rule, by_code = dict(offer.by_rule), dict(offer.by_code)
    number, amount = by_rule.get(use.rule_id, NOTHING)
    by_rule[use.rule_id] = (max(number - 1, 0), max(amount - use.amount, ZERO))
    if use.code_id:
        number, amount = by_code.get(use.code_id, NOTHING)
        by_code[use.code_id] = (max(number - 1, 0), max(amount - use.amount, ZERO))
    return replace(offer, by_rule=by_rule, by_code=by_code)


def quote_add_on(place: Registration, add_on: AddOn) -> ChangeQuote:
    """Return what a further workshop or function comes to; only tickets are discounted."""
    title = add_on.session.public_title
    item = PricedItem(0, title, 1, add_on.price, add_on)
    lines = [Line(title, add_on.price), Line(_("Discounts are for tickets; workshops and functions have none."))]
    return ChangeQuote(lines, item, due=add_on.price)
