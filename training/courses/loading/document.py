"""A whole catalogue file: what is well formed, and every fault by its place."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from pydantic import ValidationError

from core.imports.fields import Record
from core.imports.report import Problem
from core.imports.sentences import key_of, problems_of, unknown_keys
from training.courses.loading.schema import CatalogueIn, ModuleIn, PathIn

R = TypeVar("R", bound=Record)
# The visit's template is loaded with visits; the rest of these speak to readers of the file.
SILENT = frozenset({"_about", "schema_version", "on_site_visit"})
KNOWN = SILENT | {"catalogue", "modules", "learning_paths"}
SILENT_INSIDE = ("catalogue.",)


@dataclass
class Catalogue:
    """The records that are well formed, and what is wrong with the others."""

    terms: CatalogueIn | None = None
    modules: list[ModuleIn] = field(default_factory=list)
    paths: list[PathIn] = field(default_factory=list)
    codes: frozenset[str] = frozenset()
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)


def parse_catalogue(data: Mapping[str, Any]) -> Catalogue:
    """Return the file's records; what is wrong is in `problems`, what is unknown in `warnings`."""
    found = Catalogue()
    if data.get("catalogue") is None:
        found.problems.append(Problem("catalogue", "is missing; add it."))
    else:
        found.terms = _one(found, data["catalogue"], CatalogueIn, "catalogue")
    found.modules = _list(found, data, ModuleIn, "modules")
    found.paths = _list(found, data, PathIn, "learning_paths")
    given = data.get("modules")
    found.codes = frozenset(
        str(item.get("id")) for item in (given if isinstance(given, list) else ()) if isinstance(item, dict)
    )
    if not given:
        found.problems.append(Problem("modules", "is missing or empty; a catalogue has at least one course."))
    found.problems += _between(found)
    found.warnings += [Problem(key[:40], "is not known here and was not stored.") for key in data if key not in KNOWN]
    found.warnings = [item for item in found.warnings if not item.path.startswith(SILENT_INSIDE)]
    return found


def _one(found: Catalogue, data: Any, schema: type[R], path: str) -> R | None:
    try:
        record = schema.model_validate(data)
    except ValidationError as error:
        found.problems.extend(problems_of(error, data, path))
        return None
    found.warnings.extend(unknown_keys(record, path))
    return record


def _list(found: Catalogue, data: Mapping[str, Any], schema: type[R], name: str) -> list[R]:
    items = data.get(name)
    if items is None:
        return []
    if not isinstance(items, list):
        found.problems.append(Problem(name, "must be a list in square brackets."))
        return []
    records = [
        _one(found, {} if item is None else item, schema, f"{name}[{key_of(item, index)}]")
        for index, item in enumerate(items)
    ]
    return [item for item in records if item is not None]


def _between(found: Catalogue) -> Iterator[Problem]:
    """Yield what does not hold between records: codes once, prerequisites known and without a circle."""
    yield from _once([item.id for item in found.modules], "modules[{}].id")
    yield from _one_address_each([item.id for item in found.modules])
    yield from _once([item.code for item in found.paths], "learning_paths[{}].code")
    for module in found.modules:
        place = f"modules[{module.id}]"
        yield from _once([item.id for item in module.lessons], place + ".lessons[{}].id")
        yield from _once([item.id for item in module.quiz.questions] if module.quiz else [],
                         place + ".quiz.questions[{}].id")  # fmt: skip
        yield from _known(module.prerequisites, found.codes, f"{place}.prerequisites")
        if module.ce.minutes > module.minutes:
            yield Problem(f"{place}.ce.minutes", f"is more than the course's {module.minutes} minutes.")
    for path in found.paths:
        yield from _known(path.modules, found.codes, f"learning_paths[{path.code}].modules")
    yield from _circles({item.id: item.prerequisites for item in found.modules})


def _once(codes: Sequence[str], place: str) -> Iterator[Problem]:
    for code, count in Counter(codes).items():
        if count > 1:
            yield Problem(place.format(code), f"is used {count} times; give each record a code of its own.")


def _one_address_each(codes: Sequence[str]) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for code in dict.fromkeys(codes):
        if code.lower() in seen:
            yield Problem(f"modules[{code}].id", f"makes the same web address as {seen[code.lower()]}; change one.")
        seen.setdefault(code.lower(), code)


def _known(codes: Sequence[str], known: frozenset[str], place: str) -> Iterator[Problem]:
    for code in codes:
        if code not in known:
            yield Problem(place, f"there is no course {code[:40]}.")
    for code, count in Counter(codes).items():
        if count > 1:
            yield Problem(place, f"{code[:40]} is listed {count} times; list it once.")


def _circles(needs: Mapping[str, Sequence[str]]) -> Iterator[Problem]:
    """Yield a problem for each course that in the end needs itself."""
    for code in needs:
        seen: set[str] = set()
        waiting = list(needs[code])
        while waiting:
            before = waiting.pop()
            if before == code:
                yield Problem(f"modules[{code}].prerequisites", "lead back to the course itself; break the circle.")
                break
            if before not in seen:
                seen.add(before)
                waiting += needs.get(before, ())
