"""Sellers' own parts of the order page: what was bought, shown as they know it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from billing.orders.models import Order

Context = Callable[[Order], dict[str, Any]]


@dataclass(frozen=True)
class Section:
    """A template and the function that fills it."""

    template: str
    context: Context


_sections: dict[str, Section] = {}


def register(seller: str, template: str, context: Context) -> None:
    """Show `template` on the pages of this seller's orders, filled by `context(order)`.

    The page has checked that the visitor may see the order. The template is a fragment with headings from `<h2>` on.
    """
    _sections[seller] = Section(template, context)


def render(request: HttpRequest, order: Order) -> SafeString:
    """Return the seller's section of an order, empty if there is none."""
    section = _sections.get(order.seller)
    if section is None:
        return SafeString("")
    values = {"order": order, **section.context(order)}
    return SafeString(render_to_string(section.template, values, request=request))
