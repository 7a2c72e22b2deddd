"""Who gets which discount: the best one for each ticket, never beyond quota or budget. Pure; writes nothing."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from conference.registration.applications import Person, PricedItem
from conference.registration.discounts.arithmetic import discount_due
from conference.registration.discounts.models import DiscountCode, DiscountRule
from conference.registration.discounts.reading import NOTHING, Offer, Used, agency_key
from conference.registration.vetting.evidence import parent_domains
from core.money import ZERO

Way = DiscountRule.Way


@dataclass(frozen=True)
class Chance:
    """A discount that a person may have: its rule, the code that gives it, and the reason in words."""

    rule: DiscountRule
    code: DiscountCode | None
    reason: str


@dataclass(frozen=True)
class Near:
    """A group rule that a few more people of one agency would reach."""

    rule: DiscountRule
    missing: int


class Grant:
    """The discounts of one order, person by person, in their order."""

    def __init__(self, offer: Offer, people: Sequence[Person], items: Sequence[PricedItem], *, before: int = 0) -> None:
        """`before` is how many people of the same order are there already."""
        self.offer, self.people, self.items, self.before = offer, people, items, before
        self.by_rule, self.by_code = dict(offer.by_rule), dict(offer.by_code)
        self.groups = self._groups()

    def _groups(self) -> list[int]:
        """Return for each person how many paying people of their agency come, in this order and by its account."""
        paying = {item.person for item in self.items if item.is_ticket and item.unit_price}
        keys = [self._key(person) for person in self.people]
        named = Counter(key for number, key in enumerate(keys) if key and number in paying)
        main = named.most_common(1)[0][0] if named else ""
        keys = [key or main for key in keys]
        sizes = Counter(key for number, key in enumerate(keys) if number in paying)
        earlier = {account.name: account.earlier for account in self.offer.accounts}
        return [sizes[key] + max(earlier.get(key, 0), self.before if key == main else 0) for key in keys]

    def _key(self, person: Person) -> str:
        for account in self.offer.accounts:
            if account.domains & set(parent_domains(person.email)):
                return account.name
        return agency_key(person.agency)

    def priced(self) -> list[PricedItem]:
        """Return the lines with their discounts."""
        return [self._with_discount(item) if item.is_ticket else item for item in self.items]

    def _with_discount(self, item: PricedItem) -> PricedItem:
        best: tuple[Decimal, Chance] | None = None
        for chance in self._chances(item):
            off = due(chance.rule, item)
            if off and self._has_room(chance, off) and (best is None or off > best[0]):
                best = off, chance
        if best is None:
            return item
        off, chance = best
        self._take(chance, off)
        return replace(item, discount=off, reason=chance.reason, rule=chance.rule, code=chance.code)

    def _chances(self, item: PricedItem) -> Iterator[Chance]:
        """Yield what this person may have; what needs no code comes first, so that no code is spent in vain."""
        person = self.people[item.person]
        for rule in self.offer.rules:
            if rule.way != Way.CODE and self._is_for(rule, item):
                yield Chance(rule, None, self._reason(rule, item))
        for code in self.offer.codes:
            if (not code.email or code.email == person.email) and self._is_for(code.rule, item):
                yield Chance(code.rule, code, code.rule.code)

    def _is_for(self, rule: DiscountRule, item: PricedItem) -> bool:
        person = self.people[item.person]
        if rule.ticket_codes and person.ticket_type.code not in rule.ticket_codes:
            return False
        if rule.way == Way.GROUP:
            return self.groups[item.person] >= (rule.minimum or 1)
        domains = self.offer.domains.get(rule.pk, frozenset())
        bound = bool(rule.agency_id or rule.domains or rule.way == Way.ADDRESS)
        return not bound or bool(domains & set(parent_domains(person.email)))

    def _reason(self, rule: DiscountRule, item: PricedItem) -> str:
        if rule.way == Way.GROUP:
            count = self.groups[item.person]
            return f"{rule.code}: " + ngettext(
                "%(count)d person from one agency", "%(count)d people from one agency", count
            ) % {"count": count}
        return f"{rule.code}: " + _("address of the agency")

    def _has_room(self, chance: Chance, off: Decimal) -> bool:
        return has_room(chance.rule, self.by_rule.get(chance.rule.pk, NOTHING), off) and (
            chance.code is None
            or chance.code.max_uses is None
            or self.by_code.get(chance.code.pk, NOTHING)[0] < chance.code.max_uses
        )

    def _take(self, chance: Chance, off: Decimal) -> None:
        self.by_rule[chance.rule.pk] = _added(self.by_rule.get(chance.rule.pk, NOTHING), off)
        if chance.code:
            self.by_code[chance.code.pk] = _added(self.by_code.get(chance.code.pk, NOTHING), off)

    def gives(self, code: str) -> bool:
        """Whether a code would take something off for somebody here, a better discount or not."""
        return any(
            chance.code and chance.code.code == code and due(chance.rule, item) and self._has_room(chance, ZERO)
            and has_room(chance.rule, self.by_rule.get(chance.rule.pk, NOTHING), due(chance.rule, item))
            for item in self.items
            if item.is_ticket
            for chance in self._chances(item)
        )  # fmt: skip

    def nearly(self) -> list[Near]:
        """Return the group rules that up to three more people would reach."""
        most = max(self.groups, default=0)
        return [
            Near(rule, rule.minimum - most)
            for rule in self.offer.rules
            if rule.way == Way.GROUP and rule.minimum and 0 < rule.minimum - most <= 3
        ]


def due(rule: DiscountRule, item: PricedItem) -> Decimal:
    """Return what a rule takes off a line."""
    return discount_due(kind=rule.kind, value=rule.value, quantity=item.quantity, unit_price=item.unit_price)


def has_room(rule: DiscountRule, used: Used, off: Decimal) -> bool:
    """Whether one more use of so much stays within the rule's quota and budget; half a discount is never given."""
    number, amount = used
    return (rule.max_uses is None or number < rule.max_uses) and (rule.budget is None or amount + off <= rule.budget)


def _added(used: Used, off: Decimal) -> Used:
    return used[0] + 1, used[1] + off
