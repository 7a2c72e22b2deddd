"""Credit schemes: shared by all editions, never changed once made; other rules are another version."""

from certificates.schemes.models import CreditScheme
from certificates.schemes.services import with_shipped
from conference.agenda.models import SessionCredit
from conference.edition.models import ImportRecord
from conference.planning.programme.kinds.base import Context
from conference.planning.programme.schema import CreditTypeIn
from core.imports.merge import digest
from core.imports.report import Report

NAME = "credit_types"
COLUMNS = (
    "name", "unit_minutes", "step_minutes", "partial_credit", "needs_evaluation", "license_field", "verified", "note",
)  # fmt: skip
SOURCE = "programme file"


def place_schemes(context: Context, report: Report) -> None:
    """Link each credit type of the file to the version with its rules, a new one where there is none.

    While the file says what it said at the last import, the edition stays with the version it was linked to, so that
    rules which staff have verified since then hold.
    """
    codes = [record.code for record in context.document.credit_types]
    versions: dict[str, list[CreditScheme]] = {code: [] for code in codes}
    for scheme in CreditScheme.objects.filter(code__in=codes).order_by("code", "-version"):
        versions[scheme.code].append(scheme)
    imported = {item.code: item for item in ImportRecord.objects.filter(edition=context.edition, kind=NAME)}
    keys: dict[str, int] = {}
    for record in context.document.credit_types:
        rules = {column: getattr(record, column) for column in COLUMNS}
        mark = digest(f"{NAME}[{record.code}]", "rules", rules)
        last = imported.get(record.code)
        if last and last.digests.get("rules") == mark and versions[record.code]:
            keys[record.code] = versions[record.code][0].pk
            report.unchanged.append(f"{NAME}[{record.code}]")
            continue
        scheme = _version(record, rules, versions[record.code], report, known=last is not None)
        keys[record.code] = scheme.pk
        # What was submitted for approval stays under the rules it was submitted under.
        SessionCredit.objects.filter(
            session__edition=context.edition, scheme__code=record.code, approval=SessionCredit.Approval.NONE
        ).update(scheme=scheme)
        ImportRecord.objects.update_or_create(
            edition=context.edition, kind=NAME, code=record.code, defaults={"digests": {"rules": mark}}
        )
    context.keys[NAME] = keys


def _version(
    record: CreditTypeIn, rules: dict[str, object], versions: list[CreditScheme], report: Report, *, known: bool
) -> CreditScheme:
    path = f"{NAME}[{record.code}]"
    # A file says little of a body that we know: the rest, and what was verified, is the shipped scheme's.
    rules = {"source": SOURCE, **with_shipped(record.code, rules)}
    for scheme in versions:
        if all(getattr(scheme, column) == value for column, value in rules.items()):
            report.unchanged.append(path)
            return scheme
    if versions or known:
        report.updated[path] = ["rules"]
    else:
        report.created.append(path)
    number = versions[0].version + 1 if versions else 1
    return CreditScheme.objects.create(code=record.code, version=number, **rules)
