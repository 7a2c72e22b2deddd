"""Renderings that this process keeps until anything public changes."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

from django.conf import settings

from core import page_cache

MOST = 48
Rendered = TypeVar("Rendered", str, bytes)
_kept: OrderedDict[Hashable, Any] = OrderedDict()
_lock = Lock()


def remembered(key: Hashable, render: Callable[[], Rendered]) -> Rendered:
    """Return what was rendered under a key in the page cache's current generation, rendering it where it is not kept.

    The key holds everything the rendering depends on, the reader's rights above all.
    """
    if not settings.PAGE_CACHE_SECONDS:
        return render()
    # Read before rendering: what changes meanwhile starts another generation.
    full = (page_cache.generation(), settings.PAGE_CACHE_ROOT, key)
    with _lock:
        if full in _kept:
            _kept.move_to_end(full)
            found: Rendered = _kept[full]
            return found
    text = render()
    with _lock:
        _kept[full] = text
        while len(_kept) > MOST:
            _kept.popitem(last=False)
    return text
