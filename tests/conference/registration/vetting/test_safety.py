"""Quiet holds: two people decide, the person cannot tell, nobody else learns anything."""

import re
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone
from factories.conference import TicketTypeFactory
from factories.people import ClearanceFactory, UserFactory
from factories.registration import free_ticket, person, placed
from factories.vetting import SECRET, blocked, held_place

from conference.registration.services.deciding import approve_place, refuse_place
from conference.registration.services.granting import grant_place
from conference.registration.services.naming import name_person, vet_again
from conference.registration.states import State
from conference.registration.vetting.safety import services
from conference.registration.vetting.safety.holding import HeldForSafety
from conference.registration.vetting.safety.models import BlockEntry, QuietHold
from core.audit.models import AuditEntry
from core.mail.models import OutboxMail

pytestmark = pytest.mark.django_db
SAFETY = "/admin/conference/safety/"


def automatic_member(email, **fields):
    """Somebody whom the checks would approve at once."""
    user = UserFactory(email=email)
    ClearanceFactory(email=email, kind="member", method="list")
    ticket = TicketTypeFactory(vetting="automatic", check_by="membership")
    return placed(person(ticket, email=email, **fields), user=user, method="check").registrations.get()


def test_a_match_is_never_approved_at_once():
    blocked(emails="Stalker+x@Example.org")

    place = automatic_member("stalker@example.org")

    hold = QuietHold.objects.get()
    assert (place.state, place.queue_reason) == (State.APPLIED, "manual")
    assert (hold.registration, hold.state, [match.by for match in hold.matches.all()]) == (place, "open", ["email"])


@pytest.mark.parametrize("end", ["expired", "ended"])
def test_an_entry_that_is_over_holds_nobody(end):
    entry = blocked(emails="stalker@example.org")
    if end == "ended":
        services.end_entry(entry=entry, actor=entry.added_by)
    else:
        BlockEntry.objects.update(expires_on=timezone.localdate() - timedelta(days=1))

    assert automatic_member("stalker@example.org").state == State.CONFIRMED_UNPAID


def test_the_buyer_is_compared_too():
    blocked(names="Robin Buyer")

    placed(person(TicketTypeFactory(vetting="manual")), method="check")

    assert [match.by for match in QuietHold.objects.get().matches.all()] == ["buyer_name"]


def test_a_name_that_comes_later_is_compared_and_a_granted_place_too():
    blocked(names="Aksel Ødegård")
    ticket = TicketTypeFactory(vetting="manual")
    place = placed(person(ticket, name="", email=""), method="check").registrations.get()
    assert not QuietHold.objects.exists()

    name_person(place=place, person=person(ticket, name="Odegard Aksel"))
    granted = grant_place(
        edition=ticket.edition, person=person(free_ticket(edition=ticket.edition), name="Aksel Ødegård"), key="speaker",
        actor=UserFactory(),
    )  # fmt: skip

    assert QuietHold.objects.count() == 2
    assert granted.state == State.APPLIED


def test_verifying_the_address_does_not_free_a_held_place():
    blocked(names="Ana Ruiz")
    user = UserFactory(email="ana@x.example", verified=False)
    ClearanceFactory(email=user.email, kind="member", method="list")
    ticket = TicketTypeFactory(vetting="automatic", check_by="membership")
    place = placed(person(ticket, name="Ana Ruiz", email=user.email), user=user, method="check").registrations.get()
    user.emailaddress_set.update(verified=True)

    assert vet_again(user=user) == []
    place.refresh_from_db()
    assert place.state == State.APPLIED


def test_an_entry_that_comes_later_holds_what_waits(run_tasks):
    place = placed(person(TicketTypeFactory(vetting="manual"), name="Aksel Berg"), method="check").registrations.get()

    blocked(names="Berg Aksel")
    run_tasks()

    assert QuietHold.objects.get().registration == place


def test_reviewers_can_neither_approve_nor_decline_what_is_held():
    place, _hold = held_place()
    reviewer = UserFactory(roles=["registration"])

    for decide in (lambda: approve_place(place=place, actor=reviewer),
                   lambda: refuse_place(place=place, actor=reviewer, reason="no")):  # fmt: skip
        with pytest.raises(HeldForSafety):
            decide()

    place.refresh_from_db()
    assert place.state == State.APPLIED


def test_approving_looks_at_the_list_once_more_and_keeps_the_hold():
    place = placed(person(TicketTypeFactory(vetting="manual"), name="Aksel Berg"), method="check").registrations.get()
    # The task that looks through what waits has not run yet.
    blocked(names="Berg Aksel")

    with pytest.raises(HeldForSafety):
        approve_place(place=place, actor=UserFactory())

    assert QuietHold.objects.open().get().registration == place


@pytest.mark.parametrize(("decision", "state"), [("release", State.APPLIED), ("decline", State.REFUSED)])
def test_two_different_people_decide_and_both_are_in_the_log(decision, state):
    place, hold = held_place()
    first, second = UserFactory(roles=["security"]), UserFactory(roles=["security"])
    hold = services.propose(hold=hold, decision=decision, reason="looked", actor=first)
    with pytest.raises(services.SecondPersonNeeded):
        services.confirm(hold=hold, seen=hold.proposed_at, actor=first)

    services.confirm(hold=hold, seen=hold.proposed_at, actor=second)

    place.refresh_from_db()
    acts = AuditEntry.objects.about(hold).filter(action__in=["safety.proposed", "safety.confirmed"])
    assert place.state == state
    assert {(act.action, act.actor) for act in acts} == {("safety.proposed", first), ("safety.confirmed", second)}
    with pytest.raises(services.AlreadyDecided):
        services.confirm(hold=hold, seen=hold.proposed_at, actor=second)


def test_a_released_place_goes_on_like_any_other():
    blocked(emails="namesake@example.org")
    place = automatic_member("namesake@example.org")
    hold = services.propose(hold=QuietHold.objects.get(), decision="release", reason="other", actor=UserFactory())

    services.confirm(hold=hold, seen=hold.proposed_at, actor=UserFactory())

    place.refresh_from_db()
    assert (place.state, QuietHold.objects.open().count()) == (State.CONFIRMED_UNPAID, 0)


def test_a_released_place_that_waits_for_a_reviewer_can_be_approved():
    place, hold = held_place()
    hold = services.propose(hold=hold, decision="release", reason="other", actor=UserFactory())
    services.confirm(hold=hold, seen=hold.proposed_at, actor=UserFactory())

    assert approve_place(place=place, actor=UserFactory()).state == State.CONFIRMED_UNPAID


def test_what_was_proposed_since_is_not_confirmed():
    _place, hold = held_place()
    seen = services.propose(hold=hold, decision="release", reason="a", actor=UserFactory()).proposed_at
    services.propose(hold=hold, decision="decline", reason="b", actor=UserFactory())

    with pytest.raises(services.NotAsSeen):
        services.confirm(hold=hold, seen=seen, actor=UserFactory())


def test_the_database_refuses_one_person_as_both():
    _place, hold = held_place()
    user = UserFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        QuietHold.objects.filter(pk=hold.pk).update(state="released", proposed_by=user, decided_by=user)


def page_and_mails(client, place, run_tasks):
    """What the buyer sees, with what names this very order taken out."""
    run_tasks()
    order = place.order
    page = client.get(order.guest_path).content.decode()
    mails = "\n".join(f"{mail.kind} {mail.subject} {mail.text} {mail.html}" for mail in
                      OutboxMail.objects.filter(recipient=order.buyer_email, text__contains=order.secret))  # fmt: skip
    own = [order.number, order.public_id, order.secret, place.public_id, place.name, place.email]
    for value in own:
        page, mails = page.replace(value, "…"), mails.replace(value, "…")
    # Tokens of forms, and the number and address of the invoice, which every order has of its own.
    return re.sub(r"csrfmiddlewaretoken[^>]*|documents/[\w-]+|\b[A-Z]{1,4}-?\d{4}-\d+", "", page), mails


@pytest.mark.parametrize("end", ["waiting", "declined"])
def test_to_the_person_a_held_application_looks_like_any_other(client, run_tasks, end):
    ticket = TicketTypeFactory(vetting="manual")
    other = placed(person(ticket, name="Bo Berg"), method="check").registrations.get()
    place, hold = held_place(ticket=ticket)
    if end == "declined":
        refuse_place(place=other, actor=UserFactory(), reason="no room")
        hold = services.propose(hold=hold, decision="decline", reason="it is him", actor=UserFactory())
        services.confirm(hold=hold, seen=hold.proposed_at, actor=UserFactory())

    assert page_and_mails(client, place, run_tasks) == page_and_mails(client, other, run_tasks)


def test_only_the_safety_team_opens_its_screens(client):
    _place, hold = held_place()
    entry = BlockEntry.objects.get()
    pages = [SAFETY, f"{SAFETY}add/", f"{SAFETY}entries/{entry.pk}/", f"{SAFETY}holds/{hold.pk}/"]
    for roles, status in ((["security"], 200), (["registration"], 302), (["organizer"], 302), (["finance"], 302)):
        client.force_login(UserFactory(roles=roles))
        assert {client.get(page).status_code for page in pages} == {status}, roles


def test_the_screens_propose_and_confirm(client):
    place, hold = held_place()
    url = f"{SAFETY}holds/{hold.pk}/"
    client.force_login(UserFactory(roles=["security"]))
    assert SECRET in client.get(url).content.decode()
    assert client.post(url, {"decision": "decline", "reason": ""}).status_code == 422
    assert client.post(url, {"decision": "decline", "reason": "it is him"}).status_code == 302
    hold.refresh_from_db()
    seen = hold.proposed_at.isoformat()
    client.post(url, {"seen": seen})
    place.refresh_from_db()
    assert place.state == State.APPLIED

    client.force_login(UserFactory(roles=["security"]))
    assert client.post(url, {"seen": "yesterday"}).status_code == 422
    assert client.post(url, {"seen": seen}).status_code == 302

    place.refresh_from_db()
    assert place.state == State.REFUSED


def test_an_entry_is_added_read_and_ended_on_its_page(client):
    client.force_login(UserFactory(roles=["security"]))
    values = {"names": "Aksel  Berg", "emails": "a@x.example\n", "phone": "", "reason": SECRET, "expires_on": ""}
    for wrong in ({"names": "", "emails": ""}, {"emails": "nothing"}, {"names": "…"}, {"expires_on": "2001-01-01"},
                  {"reason": ""}):  # fmt: skip
        assert client.post(f"{SAFETY}add/", values | wrong).status_code == 422, wrong

    assert client.post(f"{SAFETY}add/", values).status_code == 302
    entry = BlockEntry.objects.get()
    page = client.get(f"{SAFETY}entries/{entry.pk}/").content.decode()
    client.post(f"{SAFETY}entries/{entry.pk}/")

    entry.refresh_from_db()
    assert SECRET in page
    assert entry.ended_at
    assert AuditEntry.objects.about(entry).filter(action="safety.entry_read").count() == 1


def test_nobody_else_finds_an_entry_or_a_match_anywhere(client, run_tasks):
    place, hold = held_place()
    services.propose(hold=hold, decision="decline", reason=SECRET, actor=UserFactory(roles=["security"]))
    run_tasks()
    admin = "/admin/conference/registrations/"
    pages = [
        f"{admin}?q=degård", f"{admin}{place.pk}/", f"/admin/finance/orders/{place.order_id}/",
        f"/admin/conference/vetting/{place.pk}/", "/admin/conference/vetting/",
    ]  # fmt: skip
    client.force_login(UserFactory(roles=["registration", "organizer", "finance"]))
    export = client.post(f"{admin}export/", {"reason": "lunch", "kind": "csv"}).content.decode()
    seen = export + "".join(client.get(page, follow=True).content.decode() for page in pages)

    assert place.name in seen
    for hidden in (SECRET, "Quillfeather", "block list", "safety.held", "safety.proposed", "quiet"):
        assert hidden not in seen, hidden
    logged = AuditEntry.objects.values_list("reason", "changes")
    assert SECRET not in str(list(logged))
    assert place.name not in str(list(logged))
    assert not AuditEntry.objects.about(place).filter(action__startswith="safety").exists()


def test_after_a_new_secret_the_keys_are_made_anew(settings, capsys):
    blocked(emails="stalker@example.org")
    settings.SECRET_KEY = "another secret, of fifty characters and a few more of them"
    assert automatic_member("stalker@example.org").state == State.CONFIRMED_UNPAID

    call_command("renew_block_keys")

    assert "1 entries" in capsys.readouterr().out
    assert automatic_member("stalker+2@example.org").state == State.APPLIED
