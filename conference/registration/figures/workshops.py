"""How full workshops and other add-ons are."""

from django.utils.translation import gettext as _

from conference.edition.models import Edition
from conference.registration.capacity import usage
from conference.registration.catalogue import AddOn
from conference.registration.figures.tables import Cell, Figure, bars


def workshops(edition: Edition) -> Figure:
    """Return each add-on with its places, those taken and those waited for, in three queries."""
    used = usage(edition)
    rows: list[list[Cell]] = []
    drawn = []
    for item in AddOn.objects.filter(edition=edition).select_related("session"):
        taken, waits = used.add_ons.get(item.pk, 0), used.waiting.get(("add_on", item.pk), 0)
        name = f"{item.session.code} {item.session.public_title}"
        share = f"{100 * taken / item.capacity:.1f}" if item.capacity else ""
        rows.append([name, item.capacity if item.capacity is not None else "", taken, share, waits])
        words = f"{taken} / {item.capacity}" if item.capacity else str(taken)
        drawn.append((name, taken, words, item.capacity or 0))
    full = sum(1 for row in rows if row[1] != "" and int(row[2]) >= int(row[1]))
    made, height = bars(drawn)
    return Figure(
        "workshops", _("Workshops"),
        _("%(full)d of %(all)d are full.") % {"full": full, "all": len(rows)},
        [_("workshop"), _("places"), _("taken"), _("% taken"), _("waited for")], rows, bars=made, height=height,
    )  # fmt: skip
