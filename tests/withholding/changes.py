"""The organizers' addresses of changes and of a cancelled edition, with a change of each kind to be found there."""

from datetime import timedelta

from django.utils import timezone
from withholding.viewsets import viewset

from billing.balances.models import Balance
from conference.registration.changes.models import ChangeRules, Substitution, SubstitutionFee
from conference.registration.changes.services.own_data import tell_desk
from core.codes import keyed_digest

CHANGES: dict[str, tuple[str, ...]] = {
    **viewset("conference_change_rules", "change_rules"),
    **viewset("conference_substitution_fees", "substitution_fee"),
    "admin/conference/desk-notices/": ("/admin/conference/desk-notices/",),
    "admin/conference/desk-notices/<int:pk>/settle/": ("/admin/conference/desk-notices/{desk_notice}/settle/",),
    "admin/conference/cancelling/": ("/admin/conference/cancelling/",),
    "admin/conference/cancelling/<int:year>/": ("/admin/conference/cancelling/{year}/",),
}


def change(place) -> dict[str, object]:
    """Let a colleague be proposed, a badge be behind, a credit be kept."""
    rules = ChangeRules.objects.create(edition=place.edition)
    fee = SubstitutionFee.objects.create(edition=place.edition, fee=0)
    Substitution.objects.create(
        registration=place,
        leaver_name=place.name,
        leaver_email=place.email,
        name="Jo Colleague",
        email="jo@agency.example",
        joiner_digest=keyed_digest("substitution", "joiner-link"),
        until=timezone.now() + timedelta(days=1),
    )
    Balance.objects.create(
        source=place.order, email=place.email, currency="USD", expires_on=timezone.localdate() + timedelta(days=300)
    )
    return {
        "change_rules": rules.pk,
        "substitution_fee": fee.pk,
        "joiner_link": "joiner-link",
        "desk_notice": tell_desk(place=place, what="name").pk,
        "bought_item": place.items.exclude(add_on=None).first().pk,
    }
