"""What the board sends. Times are the venue's; nothing is converted by guess."""

import re
from datetime import datetime
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictInt,
    StrictStr,
    ValidationError,
)
from pydantic_core import PydanticCustomError

LOCAL_MINUTE = re.compile(r"\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d", re.ASCII)
GRID = 5
MOST_MOVES = 20


class BadRequest(Exception):
    """What was sent cannot be understood; `sentences` say why, one for each fault."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__(" ".join(sentences))
        self.sentences = sentences


def _minute(value: Any) -> datetime:
    if not isinstance(value, str) or not LOCAL_MINUTE.fullmatch(value):
        raise PydanticCustomError("minute", "The start must be a local time such as 2027-08-09T10:30.")
    try:
        return datetime.fromisoformat(value)
    except ValueError as error:
        raise PydanticCustomError("minute", "There is no such day.") from error


def _on_grid(value: int) -> int:
    if value % GRID:
        raise PydanticCustomError("grid", "Lengths are multiples of five minutes.")
    return value


Code = Annotated[StrictStr, Field(min_length=1, max_length=40)]


class MoveIn(BaseModel):
    """One session's new place: without a start it goes to the tray, without a room it has none yet."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    code: Code
    revision: StrictInt
    room: Code | None = None
    start: Annotated[datetime, BeforeValidator(_minute)] | None = None
    minutes: Annotated[StrictInt, Field(ge=GRID, le=24 * 60), AfterValidator(_on_grid)]
    reason: Annotated[StrictStr, Field(max_length=500)] = ""


class MovesIn(BaseModel):
    """Moves that are made together or not at all."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    moves: Annotated[list[MoveIn], Field(min_length=1, max_length=MOST_MOVES)]


def read_moves(body: bytes) -> list[MoveIn]:
    """Return the moves of a request's body; raises BadRequest."""
    try:
        moves = MovesIn.model_validate_json(body).moves
    except ValidationError as error:
        raise BadRequest([_sentence(item) for item in error.errors()[:5]]) from error
    if len({move.code for move in moves}) != len(moves):
        raise BadRequest(["A session is named twice."])
    return moves


def _sentence(error: Any) -> str:
    place = ".".join(str(part) for part in error["loc"])
    return f"{place}: {error['msg']}" if place else str(error["msg"])
