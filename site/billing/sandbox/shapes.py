"""New objects in the shapes Stripe publishes (`shapes.json` holds its example objects, emptied of their values)."""

import copy
import json
import secrets
import string
import time
from pathlib import Path
from typing import Any

Thing = dict[str, Any]

SHAPES: dict[str, Thing] = json.loads((Path(__file__).parent / "shapes.json").read_text())
ALPHABET = string.ascii_letters + string.digits
LENGTHS = {"cs_test_": 58, "req_": 14}


def new_id(prefix: str) -> str:
    """Return an unguessable id with Stripe's prefix."""
    return prefix + "".join(secrets.choice(ALPHABET) for _ in range(LENGTHS.get(prefix, 24)))


def make(shape: str, prefix: str, **values: Any) -> Thing:
    """Return a new object of that shape; a value for a field the shape does not have is a mistake of ours.

    Names with a leading underscore are the sandbox's own notes and are never shown.
    """
    thing = copy.deepcopy(SHAPES[shape])
    unknown = {name for name in values if not name.startswith("_")} - thing.keys()
    if unknown:
        raise KeyError(f"{shape} has no {sorted(unknown)}")
    return {**thing, "id": new_id(prefix), "created": int(time.time()), **values}


def shown(thing: Thing) -> Thing:
    """Return what the API answers: the object without the sandbox's own notes."""
    return {name: value for name, value in thing.items() if not name.startswith("_")}


def page_of(things: list[Thing], *, url: str, limit: int) -> Thing:
    """Return Stripe's list object."""
    return {"object": "list", "data": [shown(t) for t in things[:limit]], "has_more": len(things) > limit, "url": url}
