"""Read objects and lists: filters, pages and `expand[]`."""

from typing import Any

from billing.sandbox import parameters
from billing.sandbox.account import Account
from billing.sandbox.errors import ApiError
from billing.sandbox.parameters import Params
from billing.sandbox.shapes import Thing, page_of, shown

# What a list may be filtered by, beside pages and `created`.
FILTERS = {
    "checkout.session": {"payment_intent", "status"},
    "payment_intent": set(),
    "charge": {"payment_intent"},
    "refund": {"charge", "payment_intent"},
    "event": {"type"},
    "balance_transaction": {"currency", "source", "type"},
    "dispute": {"charge", "payment_intent"},
    "payout": {"status"},
}
PAGING = {"created", "ending_before", "expand", "limit", "starting_after", "types"}
REFERENCES = {
    "payment_intent": "payment_intent",
    "latest_charge": "charge",
    "charge": "charge",
    "balance_transaction": "balance_transaction",
}


def show(account: Account, thing: Thing, params: Params) -> Thing:
    """Return the object as the API shows it, with what `expand[]` asks for in place of ids."""
    shape = shown(thing)
    for path in parameters.listing(params, "expand"):
        _expand(account, shape, thing, str(path).split("."))
    return shape


def _expand(account: Account, shape: Thing, thing: Thing, path: list[str]) -> None:
    name, *rest = path
    if name == "line_items" and "_line_items" in thing:
        shape[name] = lines(thing)
        return
    kind = REFERENCES.get(name)
    if kind is None or name not in shape:
        raise ApiError(f"This property cannot be expanded ({name}).", param="expand")
    if shape[name] is None:
        return
    if isinstance(shape[name], str):
        shape[name] = shown(account.get(kind, shape[name]))
    if rest:
        _expand(account, shape[name], shape[name], rest)


def lines(session: Thing) -> Thing:
    """Return a session's line items."""
    items = session["_line_items"]
    return page_of(items, url=f"/v1/checkout/sessions/{session['id']}/line_items", limit=len(items))


def listing(account: Account, kind: str, params: Params, *, url: str) -> Thing:
    """Return the newest objects of a kind, filtered, a page at a time."""
    parameters.only(params, PAGING | FILTERS[kind])
    limit = parameters.integer(params, "limit", 10) or 0
    if not 1 <= limit <= 100:
        raise ApiError("Invalid limit: must be between 1 and 100", param="limit")
    things = [thing for thing in account.store.newest(kind) if _matches(thing, kind, params)]
    if after := params.get("starting_after"):
        account.get(kind, after, "starting_after")
        places = [place for place, thing in enumerate(things) if thing["id"] == after]
        things = things[places[0] + 1 :] if places else []
    page = page_of(things, url=url, limit=limit)
    return {**page, "data": [show(account, thing, _for_items(params)) for thing in things[:limit]]}


def _for_items(params: Params) -> Params:
    paths = [str(path).removeprefix("data.") for path in parameters.listing(params, "expand")]
    return {"expand": paths}


def _matches(thing: Thing, kind: str, params: Params) -> bool:
    if any(thing[name] != params[name] for name in FILTERS[kind] if params.get(name)):
        return False
    types = parameters.listing(params, "types")
    if types and thing.get("type") not in types:
        return False
    return _within(thing["created"], params.get("created"))


def _within(created: int, bounds: Any) -> bool:
    if not isinstance(bounds, dict):
        return bounds in (None, "") or created == int(bounds)
    tests = {"gt": created.__gt__, "gte": created.__ge__, "lt": created.__lt__, "lte": created.__le__}
    parameters.only(bounds, tests)
    return all(tests[name](parameters.integer(bounds, name) or 0) for name in bounds)
