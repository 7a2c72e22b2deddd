"""Find every conflict of a situation: one pass over each room's and each speaker's day."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from conference.agenda.conflicts.model import Conflict, Kind, Situation, Slot, Span

# Continuing education asks for three measurable objectives (DOMAIN.md §4).
OBJECTIVES = 3


def find_conflicts(situation: Situation) -> list[Conflict]:
    """Return the conflicts in a stable order, each once. 1,000 sessions take a few milliseconds."""
    found: set[Conflict] = set()
    found.update(_of_rooms(situation))
    found.update(_of_speakers(situation))
    found.update(_of_exams(situation))
    for slot in situation.slots:
        found.update(_of_one(slot, situation))
    return sorted(found)


def _of_one(slot: Slot, situation: Situation) -> Iterator[Conflict]:
    alone = (slot.code,)
    if slot.places is not None and slot.wanted > slot.places:
        yield Conflict(Kind.ROOM_SMALL, alone, slot.room or 0, slot.wanted - slot.places)
    if slot.restricted and slot.room is not None and slot.room not in situation.controlled:
        yield Conflict(Kind.ROOM_OPEN_EXPLAINED if slot.room_reason else Kind.ROOM_OPEN, alone, slot.room)
    if slot.has_credit and slot.objectives < OBJECTIVES:
        yield Conflict(Kind.FEW_OBJECTIVES, alone, 0, slot.objectives)
    if slot.in_review:
        yield Conflict(Kind.CREDIT_IN_REVIEW, alone)
    for speaker in slot.unconfirmed:
        yield Conflict(Kind.SPEAKER_UNCONFIRMED, alone, speaker)
    if slot.all_day:
        return
    if slot.room is not None and _meets(slot, situation.closures.get(slot.room, ())):
        yield Conflict(Kind.ROOM_CLOSED, alone, slot.room)
    for speaker in slot.speakers:
        if _meets(slot, situation.absences.get(speaker, ())):
            yield Conflict(Kind.SPEAKER_AWAY, alone, speaker)


def _of_rooms(situation: Situation) -> Iterator[Conflict]:
    rooms: dict[int, list[Slot]] = defaultdict(list)
    for slot in situation.slots:
        if slot.room is not None and not slot.all_day and slot.room not in situation.overlapping:
            rooms[slot.room].append(slot)
    for room, slots in rooms.items():
        for first, second in close_pairs(slots, situation.turnaround):
            gap = second.start - first.end
            if gap < 0:
                yield _pair(Kind.ROOM_TAKEN, first, second, room)
            elif not (first.is_pause or second.is_pause):
                yield _pair(Kind.SHORT_BREAK, first, second, room, gap)


def _of_speakers(situation: Situation) -> Iterator[Conflict]:
    speakers: dict[int, list[Slot]] = defaultdict(list)
    for slot in situation.slots:
        if not slot.all_day:
            for speaker in slot.speakers:
                speakers[speaker].append(slot)
    for speaker, slots in speakers.items():
        for first, second in close_pairs(slots, situation.walk):
            gap = second.start - first.end
            if gap < 0:
                yield _pair(Kind.SPEAKER_TWICE, first, second, speaker)
            elif first.room != second.room:
                yield _pair(Kind.SHORT_BREAK, first, second, speaker, gap)


def _of_exams(situation: Situation) -> Iterator[Conflict]:
    for exam in situation.slots:
        if not exam.is_exam:
            continue
        for other in situation.slots:
            if other is exam or other.all_day or other.start >= exam.end or other.end <= exam.start:
                continue
            both = len(exam.people & other.people)
            same_audience = exam.audience_is_special and exam.audience == other.audience
            if both or same_audience:
                yield _pair(Kind.EXAM_AND_SESSION, exam, other, 0, both)


def close_pairs(slots: Iterable[Slot], pause: int) -> Iterator[tuple[Slot, Slot]]:
    """Yield the pairs that overlap or have less than `pause` minutes between them, the earlier first."""
    ordered = sorted(slots, key=lambda slot: (slot.start, slot.end, slot.code))
    for number, first in enumerate(ordered):
        for second in ordered[number + 1 :]:
            if second.start >= first.end + pause:
                break
            yield first, second


def _pair(kind: Kind, first: Slot, second: Slot, subject: int, number: int = 0) -> Conflict:
    codes = sorted((first.code, second.code))
    return Conflict(kind, (codes[0], codes[1]), subject, number)


def _meets(slot: Slot, spans: Sequence[Span]) -> bool:
    return any(span.start < slot.end and slot.start < span.end for span in spans)
