"""What the order desk keeps of the sworn person's place: a look-up, a tag, notes on it and on its order."""

from conference.registration.orderdesk.finding import look_up
from conference.registration.orderdesk.models import LookUp, Tag
from conference.registration.orderdesk.noting import change_tags, write_note


def desk(place, organizer) -> dict[str, object]:
    """Look somebody up, tag the place and its order, write notes."""
    look_up(text="somebody", actor=organizer)
    tag = Tag.objects.create(edition=place.edition, name="calls back")
    for thing in (place, place.order):
        change_tags(things=[thing], add=[tag], remove=[], actor=organizer)
        write_note(about=thing, text="Calls back on Monday", actor=organizer)
    return {"tag": tag.pk, "look_up": LookUp.objects.latest("pk").pk}
