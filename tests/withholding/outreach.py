"""Messages to registered people, letters for places, figures: their addresses, and what there is to look at."""

from conference.registration.letters.documents import make
from conference.registration.letters.services import approve_letter, ask_approval_letter, ask_visa_letter
from conference.registration.outreach.handing import hand_over
from conference.registration.outreach.services import release, save_message
from core.mail.models import BouncingAddress, OutboxMail

BULK, LETTERS = "/admin/conference/bulk-mail/", "/admin/conference/place-letters/"
FIGURES = ("sales", "income", "ledger", "ageing", "workshops")

OUTREACH: dict[str, tuple[str, ...]] = {
    "admin/conference/bulk-mail/": (BULK,),
    "admin/conference/bulk-mail/new/<int:year>/": (f"{BULK}new/{{year}}/",),
    "admin/conference/bulk-mail/<int:pk>/": (f"{BULK}{{bulk_draft}}/", f"{BULK}{{bulk_sent}}/?only=sent"),
    "admin/conference/bulk-mail/<int:pk>/edit/": (f"{BULK}{{bulk_draft}}/edit/",),
    "admin/conference/bulk-mail/<int:pk>/preview/<int:place>/": (f"{BULK}{{bulk_draft}}/preview/{{place_pk}}/",),
    "admin/conference/bulk-mail/<int:pk>/<slug:act>/": (f"{BULK}{{bulk_draft}}/pause/",),
    "admin/conference/place-letters/": (LETTERS,),
    "admin/conference/place-letters/<int:pk>/": (f"{LETTERS}{{agency_letter}}/", f"{LETTERS}{{visa_letter}}/"),
    "admin/conference/place-letters/<int:pk>/file/": (
        f"{LETTERS}{{agency_letter}}/file/",
        f"{LETTERS}{{visa_letter}}/file/",
    ),
    "admin/conference/place-letters/texts/<int:year>/": (f"{LETTERS}texts/{{year}}/",),
    "admin/conference/place-letters/texts/<int:year>/<slug:kind>/<slug:language>/": (
        f"{LETTERS}texts/{{year}}/approval/en/",
        f"{LETTERS}texts/{{year}}/visa/es/",
    ),
    "admin/conference/figures/": ("/admin/conference/figures/",),
    "admin/conference/figures/<int:year>/": ("/admin/conference/figures/{year}/",),
    "admin/conference/figures/<int:year>/<slug:figure>/": tuple(
        f"/admin/conference/figures/{{year}}/{code}/" for code in FIGURES
    ),
    "admin/mails/bounces/": ("/admin/mails/bounces/",),
    "webhooks/mail/": ("/webhooks/mail/",),
    "mails/stop/<str:token>/": ("/mails/stop/{stop_token}/", "/mails/stop/none/"),
    "my/letters/": ("/my/letters/",),
    "my/letters/file/<str:letter>/": (
        "/my/letters/file/{agency_letter_id}/",
        "/my/letters/file/{visa_letter_id}/",
    ),
    "my/letters/<str:place>/agency/": ("/my/letters/{place}/agency/",),
    "my/letters/<str:place>/visa/": ("/my/letters/{place}/visa/",),
}

TEXT = "Dear {name}, {order}, {ticket}, {workshops}, {days}, {agency}, {edition}, {dates}, {venue}."


def write_and_invite(place, organizer):
    """Write news to those with the restricted workshop, give its place both letters; return the addresses' parts."""
    about = {"edition": place.edition, "kind": "news", "subject": "About {edition}", "body": TEXT, "actor": organizer}
    has_it = {"add_ons": [place.items.exclude(add_on=None).get().add_on_id]}
    draft, sent = (save_message(message=None, filters=has_it, revision=0, **about) for _number in range(2))
    assert release(message=sent, revision=sent.revision, seen=1, actor=organizer) == 1
    assert hand_over(sent.pk) == 1
    agency = ask_approval_letter(place=place, language="en", actor=place.user)
    visa = ask_visa_letter(
        place=place, passport_name="X", passport_number="X1234567", nationality="ES", language="en", actor=place.user
    )
    approve_letter(letter=visa, actor=organizer)
    assert [make(agency.pk), make(visa.pk)] == [True, True]
    BouncingAddress.objects.create(email="gone@agency.example")
    return {
        "bulk_draft": draft.pk,
        "bulk_sent": sent.pk,
        "stop_token": OutboxMail.objects.exclude(stop_token=None).get().stop_token,
        "agency_letter": agency.pk,
        "agency_letter_id": agency.public_id,
        "visa_letter": visa.pk,
        "visa_letter_id": visa.public_id,
    }
