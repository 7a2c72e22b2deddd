"""What this process keeps until anything public changes: renderings, and what they are made of."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar, cast

from django.conf import settings

from core import page_cache

T = TypeVar("T")
MOST = 64
_kept: OrderedDict[Hashable, Any] = OrderedDict()
_lock = Lock()


def remembered(key: Hashable, make: Callable[[], T]) -> T:
    """Return what was made under a key in the page cache's current generation, making it where it is not kept.

    The key holds everything that it depends on, the reader's rights above all. Nobody may change what is returned.
    """
    if not settings.PAGE_CACHE_SECONDS:
        return make()
    # Read before making: what changes meanwhile starts another generation.
    full = (page_cache.generation(), settings.PAGE_CACHE_ROOT, key)
    with _lock:
        if full in _kept:
            _kept.move_to_end(full)
            return cast("T", _kept[full])
    made = make()
    with _lock:
        _kept[full] = made
        while len(_kept) > MOST:
            _kept.popitem(last=False)
    return made
