"""Put questions into a form and read its answers: conditions, required ones, files that were sent before."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from conference.registration.questions.kinds import kind_of
from conference.registration.questions.models import QuestionKind, QuestionVersion

PREFIX = "q_"


@dataclass(frozen=True)
class Given:
    """One answer: to which version, as JSON; `file` is the private file of a file's."""

    version: QuestionVersion
    value: Any
    file: Any = None

    @property
    def options(self) -> list[str]:
        """The options that were chosen."""
        return kind_of(self.version).options(self.value)

    @property
    def price(self) -> Decimal:
        """What the answer costs."""
        return kind_of(self.version).price(self.version, self.value)

    @property
    def shown(self) -> str:
        """The answer in words."""
        return kind_of(self.version).shown(self.version, self.value)


def name_of(version: QuestionVersion) -> str:
    """Return the name of a question's form field."""
    return f"{PREFIX}{version.question.key}"


def add_questions(
    form: forms.Form,
    versions: Sequence[QuestionVersion],
    *,
    currency: str,
    taken: Mapping[tuple[int, str], int] | None = None,
) -> None:
    """Add a field for each question; a condition is said in words, since pages work without scripts."""
    by_key = {version.question.key: version for version in versions}
    for version in versions:
        field = kind_of(version).field(version, currency=currency, full=full_options(version, taken or {}))
        condition = by_key.get(version.asked_if)
        if condition:
            values = ", ".join(str(condition.option(key).get("label", key)) for key in version.asked_if_values)
            said = _("Only if “%(question)s” is %(values)s.") % {"question": condition.label, "values": values}
            field.help_text = f"{field.help_text} {said}".strip()
        form.fields[name_of(version)] = field


def full_options(version: QuestionVersion, taken: Mapping[tuple[int, str], int]) -> frozenset[str]:
    """Return the options that have no place left."""
    return frozenset(
        option["key"]
        for option in version.options
        if option.get("places") is not None and taken.get((version.question_id, option["key"]), 0) >= option["places"]
    )


def is_asked(version: QuestionVersion, chosen: Mapping[str, Collection[str]], asked: Collection[str]) -> bool:
    """Whether a question is asked, by what was chosen before; one whose condition is not asked at all is not."""
    if not version.asked_if or version.asked_if not in asked:
        return not version.asked_if
    return bool(set(version.asked_if_values) & set(chosen.get(version.asked_if, ())))


def read_answers(
    form: forms.Form, versions: Sequence[QuestionVersion], *, kept_files: Collection[str] = ()
) -> list[Given]:
    """Return the answers of a form that is being cleaned, and add what is wrong; `kept_files` came with an earlier
    POST."""
    given: list[Given] = []
    chosen: dict[str, list[str]] = {}
    keys = {version.question.key for version in versions}
    for version in versions:
        name, kind = name_of(version), kind_of(version)
        if name in form.errors or not is_asked(version, chosen, keys):
            continue
        value = kind.stored(form.cleaned_data.get(name))
        if value is None and version.question.key in kept_files:
            value = str(_("file"))
        if value is None:
            if version.is_required:
                form.add_error(name, _("Answer this question."))
            continue
        given.append(Given(version, value))
        chosen[version.question.key] = kind.options(value)
    return given


def applies_to(version: QuestionVersion, ticket_code: str) -> bool:
    """Whether holders of a ticket are asked."""
    return not version.ticket_codes or ticket_code in version.ticket_codes


def is_file(version: QuestionVersion) -> bool:
    """Whether the answer is a file."""
    return version.kind == QuestionKind.FILE
