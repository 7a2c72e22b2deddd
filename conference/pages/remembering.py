"""Renderings that this process keeps until anything public changes."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock

from django.conf import settings

from core import page_cache

MOST = 24
_kept: OrderedDict[Hashable, str] = OrderedDict()
_lock = Lock()


def remembered(key: Hashable, render: Callable[[], str]) -> str:
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
            return _kept[full]
    text = render()
    with _lock:
        _kept[full] = text
        while len(_kept) > MOST:
            _kept.popitem(last=False)
    return text
