// Draws the chosen day: rooms across, minutes down; overlapping sessions of a room stand side by side.

import { isShown } from "./filters.js";
import { clock, conflictsOf, dayName, dayOf, days, endOf, fill, inTray, onDay, rooms, sessions, startOf, statuses, tracks, view, words } from "./store.js";

export const PIXELS = 1.5; // a minute
const MARGIN = 30;
const SEVERITY = ["hint", "warning", "needs_reason", "blocks"];

const grid = document.querySelector("[data-grid]");
const allDay = document.querySelector("[data-allday]");
const tray = document.querySelector("[data-tray]");
const tabs = document.querySelector("[data-days]");
export const frame = { top: 7 * 60, bottom: 20 * 60 };
let cards = new Map();

export const cardOf = (code) => cards.get(code);
export const columns = () => [...grid.querySelectorAll("[data-room]")];

export function draw() {
  const focused = document.activeElement?.closest("[data-code]")?.dataset.code;
  cards = new Map();
  drawTabs();
  drawGrid();
  tray.replaceChildren(...inTray().filter(isShown).map((session) => cardFor(session, "tray")));
  document.querySelector("[data-tray-count]").textContent = inTray().length || "";
  drawConflicts();
  if (focused && !document.querySelector("dialog[open]")) cards.get(focused)?.focus({ preventScroll: true });
}

function drawTabs() {
  tabs.replaceChildren(...days.map((day) => {
    const tab = element("button", "board__day");
    tab.type = "button";
    tab.role = "tab";
    tab.dataset.day = day;
    tab.ariaSelected = String(day === view.day);
    const count = onDay(day).length;
    tab.append(element("strong", "", dayName(day)), element("span", "", `${Number(day.slice(8))}. · ${count}`));
    if (onDay(day).some(({ code }) => worst(code) === "blocks")) tab.append(element("span", "board__dot", "!"));
    return tab;
  }));
}

function drawGrid() {
  const today = onDay(view.day);
  const timed = today.filter((session) => !session.allDay);
  frame.top = Math.floor(Math.min(8 * 60, ...timed.map(startOf)) / 60) * 60 - MARGIN;
  frame.bottom = Math.ceil(Math.max(18 * 60, ...timed.map(endOf)) / 60) * 60 + MARGIN;
  allDay.replaceChildren(...today.filter((session) => session.allDay && isShown(session)).map((session) => cardFor(session, "allday")));
  const lanes = [...rooms, ...(timed.some(({ room }) => !room) ? [{ code: "", name: words.noRoom }] : [])];
  grid.replaceChildren(times(), ...lanes.map((room) => column(room, timed)));
  grid.style.setProperty("--rooms", lanes.length);
}

function times() {
  const side = element("div", "board__times");
  side.append(element("div", "board__room"));
  const axis = element("div", "board__axis");
  axis.style.height = `${(frame.bottom - frame.top) * PIXELS}px`;
  for (let hour = Math.ceil(frame.top / 60); hour * 60 < frame.bottom; hour += 1) {
    const mark = element("span", "board__hour", clock(hour * 60));
    mark.style.top = `${(hour * 60 - frame.top) * PIXELS}px`;
    axis.append(mark);
  }
  side.append(axis);
  return side;
}

function column(room, timed) {
  const side = element("div", "board__column");
  const head = element("div", "board__room", room.name);
  head.append(element("small", "", [room.capacity ?? "", room.controlled ? words.controlled : ""].filter(Boolean).join(" · ")));
  const body = element("div", "board__lane");
  body.dataset.room = room.code;
  body.style.height = `${(frame.bottom - frame.top) * PIXELS}px`;
  body.style.setProperty("--offset", `${(-frame.top * PIXELS) % (60 * PIXELS)}px`);
  const mine = timed.filter((session) => (session.room ?? "") === room.code && isShown(session));
  for (const { session, lane, count } of spread(mine)) {
    const card = cardFor(session, "grid");
    card.style.top = `${(startOf(session) - frame.top) * PIXELS}px`;
    card.style.height = `${Math.max(session.minutes * PIXELS - 2, 16)}px`;
    card.style.left = `${(100 * lane) / count}%`;
    card.style.width = `calc(${100 / count}% - 2px)`;
    body.append(card);
  }
  side.append(head, body);
  return side;
}

// As few lanes as keep overlapping sessions apart.
export function spread(list) {
  const ends = [];
  const placed = [...list]
    .sort((one, other) => startOf(one) - startOf(other) || endOf(one) - endOf(other))
    .map((session) => {
      const free = ends.findIndex((end) => end <= startOf(session));
      const lane = free < 0 ? ends.length : free;
      ends[lane] = endOf(session);
      return { session, lane };
    });
  return placed.map((item) => ({ ...item, count: overlaps(item.session, list) ? ends.length : 1 }));
}

const overlaps = (one, list) => list.some((other) => other !== one && startOf(other) < endOf(one) && startOf(one) < endOf(other));

function cardFor(session, where) {
  const card = element("div", `board-card board-card--${where}`);
  card.role = "button";
  card.tabIndex = 0;
  card.dataset.code = session.code;
  card.setAttribute("aria-describedby", "board-keys");
  const track = tracks.find(({ code }) => code === session.track);
  if (track?.color) card.style.setProperty("--track", track.color);
  for (const [name, holds] of Object.entries({ restricted: session.restricted, private: session.private, cancelled: session.status === "cancelled", saving: session.mood === "saving", failed: session.mood === "failed", news: session.news, short: where === "grid" && session.minutes < 30 })) {
    card.classList.toggle(`board-card--${name}`, Boolean(holds));
  }
  session.news = false;
  const level = worst(session.code);
  if (level) card.dataset.severity = level;
  card.append(...inside(session, level));
  card.ariaLabel = label(session, track);
  if (where === "grid") card.append(element("span", "board-card__handle"));
  cards.set(session.code, card);
  return card;
}

function inside(session, level) {
  const top = element("span", "board-card__top");
  top.append(element("b", "", session.code), session.start && !session.allDay ? ` ${clock(startOf(session))}–${clock(endOf(session))}` : ` ${session.minutes} min`);
  if (level) top.append(element("span", "board-card__flag", level === "hint" ? "i" : "!"));
  const title = element("span", "board-card__title", session.title);
  const people = element("span", "board-card__people", session.speakers.map(({ label: name, state }) => (state === "confirmed" ? name : `${name} (?)`)).join(", "));
  return [top, title, people];
}

function label(session, track) {
  const found = conflictsOf(session.code);
  return [
    session.code, session.title,
    session.start ? `${dayName(dayOf(session))} ${clock(startOf(session))}–${clock(endOf(session))}` : words.tray,
    rooms.find(({ code }) => code === session.room)?.name, track?.name,
    session.status === "confirmed" ? "" : statuses[session.status],
    found.length ? `${fill(words.conflicts, { n: found.length })} ${found.map(({ sentence }) => sentence).join(" ")}` : "",
  ].filter(Boolean).join(", ");
}

function worst(code) {
  return conflictsOf(code).reduce((most, { severity }) => (SEVERITY.indexOf(severity) > SEVERITY.indexOf(most) ? severity : most), "");
}

function drawConflicts() {
  const ordered = [...view.conflicts].sort((one, other) => SEVERITY.indexOf(other.severity) - SEVERITY.indexOf(one.severity));
  document.querySelector("[data-conflict-count]").textContent = ordered.length || "";
  document.querySelector("[data-conflict-list]").replaceChildren(...ordered.map(({ severity, sentence, sessions: codes }) => {
    const line = element("li", `board-conflicts__item board-conflicts__item--${severity}`);
    const go = element("button", "", sentence);
    go.type = "button";
    go.dataset.show = codes[0];
    line.append(go);
    return line;
  }));
}

export function showSession(code) {
  const session = sessions.get(code);
  if (session?.start) view.day = dayOf(session);
  draw();
  cards.get(code)?.scrollIntoView({ block: "center", inline: "center" });
  cards.get(code)?.focus();
}

function element(name, className, text = "") {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}
