"""The addresses of vetting, with somebody on the block list whom only the safety team may know of."""

from factories.conference import TicketTypeFactory
from factories.people import UserFactory
from factories.registration import person, placed
from factories.vetting import blocked

from conference.registration.services.fulfilment import fulfil
from conference.registration.vetting.asking.models import Enquiry
from conference.registration.vetting.asking.services import ask_back
from conference.registration.vetting.asking.tasks import send_question
from conference.registration.vetting.rules import VettingRules
from conference.registration.vetting.safety.models import QuietHold
from conference.registration.vetting.safety.services import propose
from conference.registration.vetting.tasks import remind_safety_team
from conference.registration.waitlist.priorities import WaitClass

QUEUE, SAFETY = "/admin/conference/vetting/", "/admin/conference/safety/"
PLACE_ROUTE = "conference/<int:year>/register/place/<str:public_id>/<str:secret>/"
# Shows what is on the block list, to the safety team alone, each read recorded.
SAFETY_ADDRESSES = frozenset({f"{SAFETY}entries/{{entry}}/", f"{SAFETY}holds/{{hold}}/"})

VETTING: dict[str, tuple[str, ...]] = {
    f"{PLACE_ROUTE}answer/": (
        "/conference/{year}/register/place/{place}/{secret}/answer/",
        "/conference/{year}/register/place/{asked_place}/{asked_secret}/answer/",
        "/orders/{held_order}/{held_secret}/",
    ),
    "admin/conference/vetting/": (QUEUE, f"{QUEUE}?q=Ridge", f"{QUEUE}?q=Morgan&asked=held"),
    "admin/conference/vetting/decide/": (f"{QUEUE}decide/",),
    "admin/conference/vetting/members/": (f"{QUEUE}members/",),
    "admin/conference/vetting/<int:pk>/": (
        f"{QUEUE}{{held_pk}}/", f"{QUEUE}{{place_pk}}/", "/admin/conference/registrations/{held_pk}/",
        "/admin/conference/registrations/{held_pk}/approve/", "/admin/conference/registrations/?q=Canary",
    ),
    "admin/conference/vetting/<int:pk>/answers/<int:enquiry>/": (f"{QUEUE}{{place_pk}}/answers/{{enquiry}}/",),
    "admin/conference/safety/": (SAFETY,),
    "admin/conference/safety/add/": (f"{SAFETY}add/",),
    "admin/conference/safety/entries/<int:pk>/": (f"{SAFETY}entries/{{entry}}/",),
    "admin/conference/safety/holds/<int:pk>/": (f"{SAFETY}holds/{{hold}}/",),
}  # fmt: skip


def hold(edition) -> dict[str, object]:
    """Let somebody be held whose entry names the withheld speaker, and somebody else be asked."""
    entry = blocked(emails="morgan@stalkers.example", reason="Writes letters to Canarina Testwell of Canary Ridge.")
    ticket = TicketTypeFactory(edition=edition, vetting="manual")
    held = placed(person(ticket, name="Morgan Held", email="morgan@stalkers.example"), method="check")
    asked = placed(person(ticket), method="check")
    quiet = QuietHold.objects.get()
    propose(hold=quiet, decision="decline", reason="Canary Ridge", actor=UserFactory(roles=["security"]))
    enquiry = ask_back(place=asked.registrations.get(), question="Which unit?", actor=UserFactory())
    for order in (held, asked):
        fulfil(order.pk)
    send_question.call(enquiry.pk)
    remind_safety_team()
    return {
        "entry": entry.pk,
        "hold": quiet.pk,
        "held_pk": quiet.registration_id,
        "held_order": held.public_id,
        "held_secret": held.secret,
        "asked_place": asked.registrations.get().public_id,
        "asked_secret": asked.secret,
        "enquiry": Enquiry.objects.get().pk,
        "wait_class": WaitClass.objects.create(edition=edition, ticket_type=ticket, priority=5).pk,
        "vetting_rules": VettingRules.objects.create(edition=edition).pk,
    }
