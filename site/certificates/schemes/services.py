"""Make the next version of a scheme, and lay down the shipped ones."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db import transaction
from django.db.models import Max

from certificates.schemes.models import CreditScheme
from certificates.schemes.shipped import READ_ON, SHIPPED, Shipped
from certificates.schemes.signals import scheme_revised
from core.audit.services import record

Values = dict[str, Any]
# What says where a version stands, and is not taken along by the next one.
OWN = ("id", "code", "version")


def values_of(shipped: Shipped) -> Values:
    """Return a shipped scheme as the model's fields."""
    rules = {name: _plain(value) for name, value in shipped.rules.items()}
    return {
        "name": shipped.name,
        "source": shipped.source,
        "source_date": READ_ON,
        "verified": shipped.verified,
        "note": shipped.note,
        "license_field": shipped.license_field,
        "roster_columns": list(shipped.roster_columns),
        "sub_fields": list(shipped.sub_fields),
        "request_days_before": shipped.request_days_before,
        "roster_days_after": shipped.roster_days_after,
        "retention_years": shipped.retention_years,
        **rules,
    }


def _plain(value: Any) -> Any:
    return Decimal(value.numerator) / Decimal(value.denominator) if isinstance(value, Fraction) else value


def with_shipped(code: str, values: Values) -> Values:
    """Return a file's values for a scheme, completed and, where they were verified, corrected by the shipped rules."""
    shipped = SHIPPED.get(code)
    if shipped is None:
        return values
    base = values_of(shipped)
    kept = {name: value for name, value in values.items() if name not in shipped.fixed}
    blank = CreditScheme()
    fixed = {name: base.get(name, getattr(blank, name)) for name in shipped.fixed}
    return {**base, **kept, **fixed}


@transaction.atomic
def ensure_schemes() -> list[CreditScheme]:
    """Make the shipped schemes that no version exists of; return those made."""
    there = set(CreditScheme.objects.values_list("code", flat=True))
    return [
        CreditScheme.objects.create(code=code, **values_of(shipped))
        for code, shipped in SHIPPED.items()
        if code not in there
    ]


@transaction.atomic
def revise_scheme(*, scheme: CreditScheme, values: Values, actor: Any) -> CreditScheme:
    """Store other values for a scheme and return the version that has them.

    Arithmetic of a version that was used makes the next version; `scheme_revised` is sent, so that whoever has not
    been decided on yet can follow. Anything else is corrected in place.
    """
    locked = CreditScheme.objects.select_for_update().get(pk=scheme.pk)
    changed = [name for name, value in values.items() if getattr(locked, name) != value]
    changes = {name: [str(getattr(locked, name)), str(values[name])] for name in changed}
    if not changed:
        return locked
    if not set(changed) & set(CreditScheme.ARITHMETIC) or not locked.is_used:
        for name in changed:
            setattr(locked, name, values[name])
        locked.save()
        record(actor=actor, action="scheme.changed", obj=locked, changes=changes)
        return locked
    last: int = CreditScheme.objects.filter(code=locked.code).aggregate(last=Max("version"))["last"]
    taken = {field.attname: getattr(locked, field.attname) for field in locked._meta.fields if field.name not in OWN}
    made = CreditScheme.objects.create(code=locked.code, version=last + 1, **{**taken, **values})
    record(
        actor=actor, action="scheme.revised", obj=made, changes={"version": [locked.version, made.version], **changes}
    )
    scheme_revised.send(CreditScheme, before=locked, after=made)
    return made
