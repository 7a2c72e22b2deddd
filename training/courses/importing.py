"""Take questions from a file of another system into a course, all of them or none."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core.audit.services import record
from training.courses.models import Course
from training.questions.formats.aiken import read_aiken
from training.questions.formats.gift.reading import read_gift
from training.questions.formats.reading import Read
from training.questions.formats.table import read_csv
from training.questions.models import CODE, Question

READERS: Mapping[str, Callable[[str], Read]] = {"gift": read_gift, "aiken": read_aiken, "csv": read_csv}
LONGEST = {"code": 40}


@dataclass(frozen=True)
class Proposed:
    """What an import would do: the questions with their codes, what is in the way, and categories not used so far."""

    questions: Sequence[dict[str, Any]]
    faults: Sequence[str]
    new_categories: Sequence[str] = ()


class CannotImport(Exception):
    """Something in the file is in the way; `faults` says what. Nothing was written."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__(f"{len(faults)} faults")
        self.faults = faults


def propose(*, course: Course, text: str, kind: str) -> Proposed:
    """Return what taking the file into the course would mean; `kind` is a key of READERS. Writes nothing.

    A question without a code gets the next free one. One whose code or wording the course has already is a fault:
    nothing is merged without a word.
    """
    read = READERS[kind](text)
    faults = [str(item) for item in read.faults]
    codes = set(course.questions.values_list("code", flat=True))
    stems = set(course.questions.values_list("stem", flat=True))
    found: list[dict[str, Any]] = []
    for number, item in enumerate(read.questions, 1):
        code = item["code"] or _free(codes)
        faults += [
            _("question %(n)d: %(said)s") % {"n": number, "said": said}
            for said in _in_the_way(code, item["stem"], codes, stems)
        ]
        codes.add(code)
        stems.add(item["stem"])
        found.append({**item, "code": code})
    if not found and not faults:
        faults.append(_("The file holds no question."))
    known = set(course.questions.values_list("category", flat=True))
    new = sorted({item["category"] for item in found} - known - {""})
    return Proposed(found, faults, new)


@transaction.atomic
def import_questions(*, course: Course, text: str, kind: str, actor: Any) -> int:
    """Take the questions into the course, behind those it has, and return how many. Raises CannotImport."""
    locked = Course.objects.select_for_update().get(pk=course.pk)
    proposed = propose(course=locked, text=text, kind=kind)
    if proposed.faults:
        raise CannotImport(proposed.faults)
    last = max(locked.questions.values_list("position", flat=True), default=-1)
    for place, item in enumerate(proposed.questions, 1):
        # One by one: each keeps its first version.
        Question(course=locked, position=last + place, **item).save()
    changes = {"course": locked.code, "questions": len(proposed.questions), "format": kind}
    record(actor=actor, action="questions.imported", obj=locked, changes=changes)
    return len(proposed.questions)


def _in_the_way(code: str, stem: str, codes: set[str], stems: set[str]) -> list[str]:
    said = []
    try:
        CODE(code)
    except ValidationError as error:
        said.append(_("its title cannot be a code here: %s") % error.messages[0])
    if len(code) > LONGEST["code"]:
        said.append(_("its title is longer than %d characters.") % LONGEST["code"])
    if code in codes:
        said.append(_("the code %s is taken.") % code)
    if stem in stems:
        said.append(_("the same question is there already: “%s”.") % stem[:60])
    return said


def _free(codes: set[str]) -> str:
    number = len(codes) + 1
    while f"Q{number}" in codes:
        number += 1
    return f"Q{number}"
