"""What must hold of the desk's search; `manage.py audit_ledger` asks."""

from collections import defaultdict
from collections.abc import Iterator

from billing.audit import register_check
from conference.registration.orderdesk.indexing import Row, wanted_words
from conference.registration.orderdesk.models import SearchWord
from conference.registration.places import Registration


@register_check
def check_search_words() -> Iterator[str]:
    """Every place is found by what it says, and by nothing that it said before."""
    stored: dict[int, set[Row]] = defaultdict(set)
    for row in SearchWord.objects.values_list("registration", "word", "kind").iterator(chunk_size=5_000):
        stored[row[0]].add(row)
    places = Registration.objects.select_related("order")
    needed = places.defer("address", "proof", "access_needs", "dietary_needs")
    for place in needed.order_by("pk").iterator(chunk_size=1_000):
        if stored[place.pk] != wanted_words(place):
            yield f"registration {place.pk}: the order desk does not find it by what it says"
