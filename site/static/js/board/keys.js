// The whole board by keyboard: Space picks up and puts down, arrows move, Escape leaves everything as it was.

import { cardOf, draw } from "./drawing.js";
import { swap } from "./places.js";
import { say } from "./speaking.js";
import { dayOf, days, endOf, fill, local, onDay, placeOf, rooms, sessions, spoken, startOf, view, words } from "./store.js";

const GRID = 5;
const LEAP = 30;
const held = { code: null, from: null };

export function connectKeys(move, open) {
  document.querySelector("[data-board]").addEventListener("keydown", (event) => {
    const card = event.target.closest("[data-code]");
    if (!card || event.target.closest("dialog")) return;
    const session = sessions.get(card.dataset.code);
    const act = held.code ? whileHeld(event, session, move) : whenFree(event, session, open);
    if (act) event.preventDefault();
  });
}

function whenFree(event, session, open) {
  if (event.key === "Enter") open(session.code);
  else if (event.key === " ") pickUp(session);
  else return stroll(event.key, session);
  return true;
}

function pickUp(session) {
  held.code = session.code;
  held.from = placeOf(session);
  session.mood = "held";
  if (!session.start) Object.assign(session, { start: local(view.day, 9 * 60), room: session.room ?? rooms[0]?.code ?? null });
  refresh(session);
  say(`${fill(words.pickedUp, { code: session.code })} ${spoken(session)}`);
}

function whileHeld(event, session, move) {
  const step = event.ctrlKey ? LEAP : GRID;
  const acts = {
    " ": () => putDown(session, move),
    Enter: () => putDown(session, move),
    Escape: () => leave(session),
    ArrowUp: () => (event.shiftKey ? lengthen(session, -GRID) : shift(session, -step)),
    ArrowDown: () => (event.shiftKey ? lengthen(session, GRID) : shift(session, step)),
    ArrowLeft: () => walk(session, -1),
    ArrowRight: () => walk(session, 1),
    PageUp: () => turn(session, -1),
    PageDown: () => turn(session, 1),
    s: () => swapHere(session, move),
    t: () => { const from = restored(session); move([{ ...from, start: null }]); },
  };
  const act = acts[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  act?.();
  return Boolean(act);
}

// Arrows without a session in hand go to the next one.
function stroll(key, session) {
  const steps = { ArrowUp: -1, ArrowLeft: -1, ArrowDown: 1, ArrowRight: 1 };
  if (!(key in steps) || !session.start) return false;
  const order = onDay(dayOf(session)).sort((one, other) => rank(one, key) - rank(other, key) || startOf(one) - startOf(other));
  const next = order[order.findIndex(({ code }) => code === session.code) + steps[key]];
  if (next) cardOf(next.code)?.focus();
  return true;
}

const rank = (session, key) => (key === "ArrowUp" || key === "ArrowDown" ? rooms.findIndex(({ code }) => code === session.room) : startOf(session));

function shift(session, by) {
  const start = Math.min(Math.max(startOf(session) + by, 0), 1440 - GRID);
  session.start = local(dayOf(session), start);
  refresh(session);
}

function lengthen(session, by) {
  session.minutes = Math.max(GRID, session.minutes + by);
  refresh(session);
}

function walk(session, by) {
  const at = rooms.findIndex(({ code }) => code === session.room) + by;
  if (rooms[at]) session.room = rooms[at].code;
  refresh(session);
}

function turn(session, by) {
  const day = days[days.indexOf(dayOf(session)) + by];
  if (day) session.start = local(day, startOf(session));
  refresh(session);
}

function refresh(session) {
  view.day = dayOf(session);
  draw();
  const card = cardOf(session.code);
  card?.classList.add("board-card--held");
  card?.focus();
  card?.scrollIntoView({ block: "nearest", inline: "nearest" });
  say(spoken(session));
}

function restored(session) {
  const { from } = held;
  Object.assign(held, { code: null, from: null });
  Object.assign(session, from, { mood: null });
  return from;
}

function leave(session) {
  restored(session);
  if (session.start) view.day = dayOf(session);
  draw();
  cardOf(session.code)?.focus();
  say(words.leftAlone);
}

function putDown(session, move) {
  const to = placeOf(session);
  const from = restored(session);
  if (JSON.stringify(to) === JSON.stringify(from)) return leaveThere(session);
  return move([to]);
}

function leaveThere(session) {
  draw();
  cardOf(session.code)?.focus();
  say(words.leftAlone);
}

function swapHere(session, move) {
  const here = placeOf(session);
  const other = onDay(dayOf(session)).find((item) => item.code !== session.code && item.room === here.room && startOf(item) < endOf(session) && startOf(session) < endOf(item));
  if (!other) return say(words.nothingHere);
  restored(session);
  return move(swap(session, other));
}
