"""From bytes to plain data: encoding and JSON, each fault in a sentence."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any, NoReturn

from core.imports.report import BadFile, Problem

MAX_BYTES = 50 * 1024 * 1024


def read_file(path: Path) -> dict[str, Any]:
    """Return the file's content; raises BadFile where it is missing, too large, or no JSON object."""
    try:
        if path.stat().st_size > MAX_BYTES:
            _refuse(path, "is larger than 50 MB; such a file is not.")
        content = path.read_bytes()
    except FileNotFoundError:
        _refuse(path, "there is no such file; check the path.")
    except IsADirectoryError:
        _refuse(path, "is a folder; name the file in it.")
    except (OSError, ValueError):
        _refuse(path, "cannot be read; check its permissions.")
    return parse(content, path)


def parse(content: bytes, name: Path | str = "file") -> dict[str, Any]:
    """Return the JSON object that the bytes hold, numbers with a point as Decimal; raises BadFile."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        _refuse(name, f"is not in UTF-8 (byte {error.start}); save it in that encoding.")
    try:
        data = json.loads(text, parse_float=Decimal, parse_constant=_constant, object_pairs_hook=_object)
    except json.JSONDecodeError as error:
        _refuse(name, f"is not JSON: {error.msg} at line {error.lineno}, column {error.colno}.")
    except RecursionError:
        _refuse(name, "is nested too deeply.")
    except ValueError as error:
        # Python refuses to read integers of more than 4,300 digits.
        _refuse(name, str(error) if isinstance(error, _Unreadable) else "holds a number that is far too long.")
    if not isinstance(data, dict):
        _refuse(name, "must hold a JSON object in curly brackets.")
    return data


class _Unreadable(ValueError):
    """Something that JSON readers disagree about."""


def _constant(name: str) -> NoReturn:
    raise _Unreadable(f"holds {name}, which is no number in JSON.")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise _Unreadable(f'has the key "{twice[:40]}" twice in one object; keep one.')
    return found


def _refuse(name: Path | str, sentence: str) -> NoReturn:
    raise BadFile([Problem(str(name), sentence)])
