// Moves by pointer: the mouse at once, a finger after holding still for a moment. Dropping on a session swaps the two.

import { PIXELS, cardOf, draw, frame } from "./drawing.js";
import { swap } from "./places.js";
import { say } from "./speaking.js";
import { clock, fill, local, placeOf, roomOf, sessions, startOf, view, words } from "./store.js";

const GRID = 5;
const SLACK = 4; // pixels before a press becomes a drag
const HOLD = 350; // milliseconds a finger rests
const TURN = 600; // milliseconds over a day's tab
const EDGE = 40;
const root = document.querySelector("[data-board]");
const scroll = document.querySelector("[data-scroll]");
const snap = (minute) => Math.round(minute / GRID) * GRID;

export function connectDragging(move, open) {
  root.addEventListener("pointerdown", (event) => {
    const card = event.target.closest("[data-code]");
    if (!card || event.button !== 0) return;
    const session = sessions.get(card.dataset.code);
    const lengthens = Boolean(event.target.closest(".board-card__handle"));
    begin({ event, card, session, lengthens, move, open });
  });
}

function begin({ event, card, session, lengthens, move, open }) {
  const from = { x: event.clientX, y: event.clientY };
  const grip = event.clientY - card.getBoundingClientRect().top;
  const drag = { session, lengthens, grip, from, ghost: null, target: null, timer: 0, alt: false };
  const touch = event.pointerType !== "mouse";
  const stop = new AbortController();
  const { signal } = stop;
  const start = () => { drag.ghost ??= lift(card, session, lengthens); };
  if (touch) drag.timer = setTimeout(start, HOLD);
  const end = (cancelled) => {
    clearTimeout(drag.timer);
    clearTimeout(drag.turn);
    stop.abort();
    drag.ghost?.remove();
    document.querySelectorAll(".is-target").forEach((item) => item.classList.remove("is-target"));
    root.classList.remove("is-dragging");
    if (!drag.ghost) return cancelled ? null : open(session.code);
    if (cancelled || !drag.target) return draw();
    return finish(drag, move);
  };
  document.addEventListener("pointermove", (moved) => {
    const far = Math.hypot(moved.clientX - from.x, moved.clientY - from.y) > SLACK;
    if (!drag.ghost && touch && far) return end(true);
    if (!drag.ghost && far) start();
    if (drag.ghost) follow(drag, moved);
    return null;
  }, { signal });
  document.addEventListener("touchmove", (moved) => { if (drag.ghost) moved.preventDefault(); }, { signal, passive: false });
  document.addEventListener("pointerup", () => end(false), { signal });
  document.addEventListener("pointercancel", () => end(true), { signal });
  document.addEventListener("keydown", (key) => { if (key.key === "Escape") end(true); }, { signal });
}

function lift(card, session, lengthens) {
  const ghost = card.cloneNode(true);
  const box = card.getBoundingClientRect();
  ghost.classList.add("board-card--ghost");
  ghost.removeAttribute("tabindex");
  ghost.dataset.ghost = ghost.dataset.code;
  delete ghost.dataset.code;
  Object.assign(ghost.style, { width: `${box.width}px`, height: `${Math.max(session.minutes * PIXELS, 24)}px`, left: `${box.left}px`, top: `${box.top}px` });
  ghost.append(Object.assign(document.createElement("span"), { className: "board-card__note" }));
  document.body.append(ghost);
  root.classList.add("is-dragging");
  if (!lengthens) card.classList.add("board-card--lifted");
  say(fill(words.pickedUp, { code: session.code }));
  return ghost;
}

function follow(drag, event) {
  drag.alt = event.altKey;
  document.querySelectorAll(".is-target").forEach((item) => item.classList.remove("is-target"));
  const note = drag.ghost.querySelector(".board-card__note");
  if (drag.lengthens) {
    const length = Math.max(GRID, snap(drag.session.minutes + (event.clientY - drag.from.y) / PIXELS));
    drag.ghost.style.height = `${length * PIXELS}px`;
    drag.target = { ...placeOf(drag.session), minutes: length };
    note.textContent = `${clock(startOf(drag.session))}–${clock(startOf(drag.session) + length)}`;
    return;
  }
  Object.assign(drag.ghost.style, { left: `${event.clientX - 20}px`, top: `${event.clientY - drag.grip}px` });
  nearEdge(event);
  const under = document.elementsFromPoint(event.clientX, event.clientY);
  drag.target = targetOf(drag, event, under);
  turnDay(drag, under.find((item) => item.dataset?.day));
  note.textContent = noteOf(drag);
}

function targetOf(drag, event, under) {
  const other = under.find((item) => item.dataset?.code && item.dataset.code !== drag.session.code);
  if (other && !drag.alt && !mayOverlap(other.dataset.code) && sessions.get(other.dataset.code).start) {
    other.classList.add("is-target");
    return { swapWith: other.dataset.code };
  }
  const tray = under.find((item) => item.matches?.("[data-tray-drop]"));
  if (tray) {
    tray.classList.add("is-target");
    return { ...placeOf(drag.session), start: null };
  }
  const lane = under.find((item) => item.dataset && "room" in item.dataset);
  if (!lane) return null;
  lane.classList.add("is-target");
  const minute = snap((event.clientY - drag.grip - lane.getBoundingClientRect().top) / PIXELS + frame.top);
  const latest = 1440 - GRID;
  return { ...placeOf(drag.session), room: lane.dataset.room || null, start: local(view.day, Math.min(Math.max(minute, 0), latest)) };
}

const mayOverlap = (code) => Boolean(roomOf(sessions.get(code).room)?.overlap);

function noteOf({ session, target }) {
  if (!target) return "";
  if (target.swapWith) return fill(words.swapNote, { one: session.code, other: target.swapWith });
  if (!target.start) return words.tray;
  const start = startOf(target);
  return `${clock(start)}–${clock(start + session.minutes)} ${roomOf(target.room)?.name ?? ""}`;
}

function turnDay(drag, tab) {
  if (tab?.dataset.day === drag.tab) return;
  clearTimeout(drag.turn);
  drag.tab = tab?.dataset.day;
  if (!tab) return;
  tab.classList.add("is-target");
  drag.turn = setTimeout(() => { view.day = tab.dataset.day; draw(); cardOf(drag.session.code)?.classList.add("board-card--lifted"); }, TURN);
}

// Near its edge the grid scrolls along.
function nearEdge(event) {
  const box = scroll.getBoundingClientRect();
  const pull = (at, low, high) => (at < low + EDGE ? -12 : at > high - EDGE ? 12 : 0);
  scroll.scrollBy(pull(event.clientX, box.left, box.right), pull(event.clientY, box.top, box.bottom));
}

function finish({ session, target }, move) {
  if (target.swapWith) return move(swap(session, sessions.get(target.swapWith)));
  if (target.start === session.start && target.room === session.room && target.minutes === session.minutes) return draw();
  return move([target]);
}

