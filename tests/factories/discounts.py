"""Discount rules and codes."""

from decimal import Decimal

import factory
from factories.conference import DiscountRuleFactory, EditionFactory

from conference.registration.discounts.models import DiscountCode


class DiscountCodeFactory(factory.django.DjangoModelFactory):
    """A code for a single use, ten percent off."""

    class Meta:
        model = DiscountCode

    rule = factory.SubFactory(DiscountRuleFactory)
    code = factory.Sequence(lambda n: f"CODE{n}")


def code(text="GIFT", edition=None, email="", max_uses=1, quota=None, **rule):
    """A code of a rule of its own, whose quota is the rule's."""
    made = DiscountRuleFactory(edition=edition or EditionFactory(), max_uses=quota, **rule)
    return DiscountCodeFactory(rule=made, code=text, email=email, max_uses=max_uses)


def group(minimum, edition, value=Decimal(10), **rule):
    """A rule for many from one agency."""
    return DiscountRuleFactory(edition=edition, way="group", minimum=minimum, value=value, **rule)
