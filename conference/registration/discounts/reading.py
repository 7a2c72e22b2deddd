"""Read once what may be taken off an order: rules, typed codes, what of both is used, the buyer's agency."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import Count, Sum

from conference.edition.models import Edition
from conference.registration.discounts.models import DiscountCode, DiscountRule, DiscountUse, normal_code
from conference.registration.places import Registration
from core.money import ZERO, round_money
from people.accounts.models import User
from people.agencies.models import Agency, AgencyDomain, Membership

Used = tuple[int, Decimal]
NOTHING: Used = (0, ZERO)


@dataclass(frozen=True)
class Account:
    """An agency that the buyer belongs to: its name, its verified domains, its places in earlier orders."""

    name: str
    domains: frozenset[str]
    earlier: int


@dataclass(frozen=True)
class Offer:
    """Everything that decides about discounts, read in at most six queries for any number of people."""

    rules: Sequence[DiscountRule] = ()
    codes: Sequence[DiscountCode] = ()
    by_rule: dict[int, Used] = field(default_factory=dict)
    by_code: dict[int, Used] = field(default_factory=dict)
    domains: dict[int, frozenset[str]] = field(default_factory=dict)
    accounts: Sequence[Account] = ()


def read_offer(edition: Edition, *, user: User | None, codes: Sequence[str], on: date) -> Offer:
    """Return what may be taken off on a day at the venue.

    A code that is unknown, switched off or out of date is left out like one that was never made; looking it up costs
    the same. Uses are counted in SQL: whoever sells calls this under `lock_sales`.
    """
    found = DiscountRule.objects.filter(edition=edition, is_active=True)
    rules = [rule for rule in found if _is_valid(rule, on)]
    if not rules and not codes:
        return Offer()
    by_key = {rule.pk: rule for rule in rules}
    typed: list[DiscountCode] = []
    if codes:
        wanted = {normal_code(code) for code in codes}
        typed = list(DiscountCode.objects.filter(edition=edition, code__in=wanted, is_active=True).order_by("pk"))
    valid = [code for code in typed if code.rule_id in by_key]
    for code in valid:
        code.rule = by_key[code.rule_id]
    # Without a limit anywhere there is nothing to count; with a typed code it is counted in any case, so that a wrong
    # code is answered as slowly as a right one.
    limited = bool(codes) or any(rule.max_uses is not None or rule.budget is not None for rule in rules)
    by_rule, by_code = count_uses(edition) if limited else ({}, {})
    return Offer(
        rules=rules,
        codes=valid,
        by_rule=by_rule,
        by_code=by_code,
        domains=_domains(rules),
        accounts=_accounts(edition, user) if any(rule.way == DiscountRule.Way.GROUP for rule in rules) else (),
    )


def _is_valid(rule: DiscountRule, on: date) -> bool:
    return (rule.valid_from is None or rule.valid_from <= on) and (rule.valid_until is None or on <= rule.valid_until)


def count_uses(edition: Edition) -> tuple[dict[int, Used], dict[int, Used]]:
    """Return how many live uses, of how much, each rule and each code of an edition has, in one query."""
    rows = DiscountUse.objects.live().filter(rule__edition=edition).order_by().values_list("rule", "code")
    by_rule: dict[int, Used] = {}
    by_code: dict[int, Used] = {}
    for rule, code, number, amount in rows.annotate(number=Count("pk"), amount_sum=Sum("amount")):
        before = by_rule.get(rule, NOTHING)
        by_rule[rule] = (before[0] + number, before[1] + round_money(amount))
        if code:
            by_code[code] = (number, round_money(amount))
    return by_rule, by_code


def _domains(rules: Sequence[DiscountRule]) -> dict[int, frozenset[str]]:
    """Return the domains whose addresses a rule is for: its own, and the verified ones of its agency."""
    agencies = {rule.agency_id for rule in rules if rule.agency_id}
    verified: dict[int, set[str]] = {}
    if agencies:
        rows = AgencyDomain.objects.filter(agency__in=agencies, verified_at__isnull=False)
        for agency, domain in rows.values_list("agency", "domain"):
            verified.setdefault(agency, set()).add(domain)
    return {rule.pk: frozenset(rule.domains) | verified.get(rule.agency_id or 0, set()) for rule in rules}


def _accounts(edition: Edition, user: User | None) -> list[Account]:
    """Return the buyer's agencies with what their people bought before.

    Only somebody of the agency learns by the price that it sends many (DOMAIN.md §5.7).
    """
    if user is None:
        return []
    agencies = Agency.objects.filter(memberships__in=Membership.objects.approved().filter(user=user)).distinct()
    return [
        Account(
            name=agency_key(agency.name),
            domains=frozenset(d.domain for d in agency.domains.all() if d.verified_at),
            earlier=_earlier(edition, agency),
        )
        for agency in agencies.prefetch_related("domains")
    ]


def _earlier(edition: Edition, agency: Agency) -> int:
    people = Membership.objects.approved().filter(agency=agency).values("user")
    bought = Registration.objects.of(edition).occupying().filter(order__user__in=people)
    return bought.filter(items__kind="ticket", items__line__unit_net__gt=0).distinct().count()


def agency_key(name: str) -> str:
    """Return an agency's name as two spellings of it share it."""
    return " ".join(name.split()).casefold()
