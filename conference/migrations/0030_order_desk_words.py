"""Write the words that the places of today are found by."""

from typing import Any

from django.db import migrations

from conference.registration.orderdesk.words import Known, words_of


def write_words(apps: Any, schema_editor: Any) -> None:
    """Index every place once; later ones are indexed as they are saved."""
    places = apps.get_model("conference", "Registration").objects.select_related("order")
    words = apps.get_model("conference", "SearchWord").objects
    fields = ("name", "family_name", "badge_name", "email", "agency", "ticket_token", "order__number",
              "order__buyer_name", "order__buyer_email")  # fmt: skip
    for place in places.only("pk", *fields).order_by("pk").iterator(chunk_size=500):
        known = Known(
            names=(place.name, place.family_name, place.badge_name),
            email=place.email,
            order=place.order.number,
            code=place.ticket_token or "",
            agency=place.agency,
            buyer=(place.order.buyer_name, place.order.buyer_email),
        )
        words.bulk_create(
            words.model(registration_id=place.pk, word=word, kind=int(kind)) for word, kind in words_of(known).items()
        )


class Migration(migrations.Migration):
    """After the tables are there."""

    dependencies = [("conference", "0029_order_desk")]

    operations = [migrations.RunPython(write_words, migrations.RunPython.noop)]
