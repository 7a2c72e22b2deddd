"""Proposals from a CSV file: every row is checked by the form that proposers use; all are stored, or none."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from conference.proposals.forms import PersonForm, ProposalForm
from conference.proposals.models import Call
from conference.proposals.recognition import normal_address
from conference.proposals.services.entering import enter_proposal
from conference.proposals.working import as_posted, keep
from core.audit.services import record

MOST_BYTES = 5_000_000
MOST_ROWS = 2_000
# Columns that hold several codes, with semicolons between them.
MANY = frozenset({"formats", "schemes"})
PERSON = {"speaker_name": "name", "speaker_credentials": "credentials", "speaker_post": "title",
          "speaker_agency": "organization", "speaker_country": "country", "speaker_bio": "bio"}  # fmt: skip
COLUMNS = ("speaker_email", *PERSON, *ProposalForm.base_fields)


class UnreadableFile(Exception):
    """The file is no table that can be read; says why."""


@dataclass(frozen=True)
class Row:
    """A line of the file with its number as a spreadsheet shows it."""

    number: int
    cells: dict[str, str]


@dataclass
class Outcome:
    """How many proposals there are, and what is wrong: a line's number, the column, the sentence."""

    count: int = 0
    faults: list[tuple[int, str, str]] = field(default_factory=list)


def read_table(content: bytes) -> list[Row]:
    """Return the rows of a CSV file; commas, semicolons and tabs are understood. Raises UnreadableFile."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableFile(_("The file is not UTF-8. Export it as “CSV UTF-8”.")) from error
    if "\0" in text:
        raise UnreadableFile(_("This is no CSV file."))
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    try:
        reader = csv.DictReader(io.StringIO(text), delimiter=delimiter, strict=True)
        names = [str(name or "").strip().lower() for name in reader.fieldnames or []]
        rows = [_row(reader.line_num, names, list(line.values())) for line in reader]
    except csv.Error as error:
        raise UnreadableFile(_("This is no CSV file that can be read: %s.") % error) from error
    _check_names(names)
    if len(rows) > MOST_ROWS:
        raise UnreadableFile(_("These are more than %d rows.") % MOST_ROWS)
    return [row for row in rows if any(row.cells.values())]


def _row(number: int, names: Sequence[str], values: Sequence[Any]) -> Row:
    texts = [str(value or "").strip() for value in values if not isinstance(value, list)]
    # Cells of our own exports are guarded against formulas by an apostrophe.
    plain = [text[1:] if text[:1] == "'" and text[1:2] in set("=+-@\t\r") else text for text in texts]
    return Row(number, dict(zip(names, plain, strict=False)))


def _check_names(names: Sequence[str]) -> None:
    missing = [name for name in ("speaker_email", "speaker_name", "title", "formats") if name not in names]
    if missing:
        raise UnreadableFile(_("These columns are missing: %s.") % ", ".join(missing))
    unknown = sorted({name for name in names if name and name not in COLUMNS})
    if unknown:
        raise UnreadableFile(_("These columns are not known: %s.") % ", ".join(unknown)[:300])
    if len(set(names)) != len(names):
        raise UnreadableFile(_("A column is there twice."))


def import_rows(*, call: Call, rows: Sequence[Row], actor: Any, dry_run: bool) -> Outcome:
    """Check every row and, unless it is a dry run or one is wrong, store them all in one transaction."""
    outcome = Outcome(count=len(rows))
    if not rows:
        outcome.faults.append((1, "", _("There is no row in the file.")))
    checked = [_check(call, row, outcome) for row in rows]
    if not dry_run and not outcome.faults:
        with transaction.atomic():
            for email, proposal, person in checked:
                enter_proposal(
                    call=call,
                    email=email,
                    values=proposal.values,
                    part=person.values,
                    typed=(keep(proposal.data, proposal.fields), keep(person.data, person.fields)),
                    actor=actor,
                )
            record(actor=actor, action="proposals.imported", obj=call, changes={"rows": len(rows)})
    return outcome


def _check(call: Call, row: Row, outcome: Outcome) -> tuple[str, ProposalForm, PersonForm]:
    """Check a row by the forms; what is wrong goes into the outcome."""
    said = {name: _values(name, text) for name, text in row.cells.items() if name in ProposalForm.base_fields}
    person = {field: [row.cells.get(column, "")] for column, field in PERSON.items()}
    # A form's data come from a browser everywhere else; one kind of them is enough.
    proposal_form = ProposalForm(as_posted(keep(said, said)), call=call, strict=False)
    person_form = PersonForm(as_posted(keep(person, person)), call=call, strict=False)
    columns = {field: column for column, field in PERSON.items()}
    for form, named in ((proposal_form, {}), (person_form, columns)):
        for name, errors in form.errors.items():
            outcome.faults.extend((row.number, named.get(name, name), str(error)) for error in errors)
    email = row.cells.get("speaker_email", "")
    try:
        forms.EmailField(max_length=254).clean(email)
    except ValidationError:
        outcome.faults.append((row.number, "speaker_email", _("This is no e-mail address.")))
    return normal_address(email), proposal_form, person_form


def _values(name: str, text: str) -> list[str]:
    return [code.strip() for code in text.split(";") if code.strip()] if name in MANY else [text]
