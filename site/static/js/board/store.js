// What the board knows: sessions by code, conflicts, the revision last asked for. Times are minutes since the day's
// midnight at the venue.

const read = (id) => JSON.parse(document.getElementById(id).textContent);

export const words = read("board-words");
const state = read("board-state");

export const { days, rooms, tracks, types, statuses, zone } = state;
export const sessions = new Map(state.sessions.map((session) => [session.code, session]));
export const view = { day: days[0], revision: state.revision, conflicts: state.conflicts };

export const dayOf = (session) => (session.start ? session.start.slice(0, 10) : null);
export const startOf = (session) => minutes(session.start.slice(11));
export const endOf = (session) => startOf(session) + session.minutes;
export const roomOf = (code) => rooms.find((room) => room.code === code);
export const onDay = (day) => [...sessions.values()].filter((session) => dayOf(session) === day);
export const inTray = () => [...sessions.values()].filter((session) => !session.start);
export const conflictsOf = (code) => view.conflicts.filter((conflict) => conflict.sessions.includes(code));

export function minutes(clock) {
  const [hour, minute] = clock.split(":").map(Number);
  return hour * 60 + minute;
}

export function clock(total) {
  const inDay = ((total % 1440) + 1440) % 1440;
  return `${String(Math.floor(inDay / 60)).padStart(2, "0")}:${String(inDay % 60).padStart(2, "0")}`;
}

export const local = (day, minute) => `${day}T${clock(minute)}`;

// A place as the server takes it, and back.
export const placeOf = ({ code, room, start, minutes: length }) => ({ code, room, start, minutes: length });

// Put what the server said in place of what was known; returns the codes that are new to this browser. `conflicts` are
// all there are, `conflictsOf` those in which the answer's sessions take part.
export function take(answer) {
  const fresh = [];
  for (const session of answer.sessions ?? []) {
    if (sessions.get(session.code)?.revision !== session.revision) fresh.push(session.code);
    sessions.set(session.code, session);
  }
  if (answer.conflicts) view.conflicts = answer.conflicts;
  if (answer.conflictsOf) {
    const codes = new Set(answer.sessions.map(({ code }) => code));
    const others = view.conflicts.filter((conflict) => !conflict.sessions.some((code) => codes.has(code)));
    view.conflicts = [...others, ...answer.conflictsOf];
  }
  return fresh;
}

export function fill(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

export function dayName(day) {
  const names = new Intl.DateTimeFormat(document.documentElement.lang || "en", { weekday: "long", timeZone: "UTC" });
  return names.format(new Date(`${day}T00:00Z`));
}

// Where a session stands, as people say it.
export function spoken(session) {
  if (!session.start) return fill(words.inTray, { code: session.code });
  return fill(words.standsAt, {
    code: session.code,
    day: dayName(dayOf(session)),
    start: clock(startOf(session)),
    end: clock(endOf(session)),
    room: roomOf(session.room)?.name ?? words.noRoom,
  });
}
