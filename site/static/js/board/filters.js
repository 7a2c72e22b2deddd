// Which sessions are shown; the others stay where they are and keep their conflicts.

import { conflictsOf, statuses, tracks, types } from "./store.js";

const form = document.querySelector("[data-filters]");

export function isShown(session) {
  const { text, track, type, status, conflicts } = form.elements;
  const words = text.value.trim().toLowerCase();
  const said = [session.code, session.title, ...session.speakers.map(({ label }) => label)].join(" ").toLowerCase();
  return (
    words.split(/\s+/).every((word) => said.includes(word)) &&
    (!track.value || session.track === track.value) &&
    (!type.value || session.type === type.value) &&
    (!status.value || session.status === status.value) &&
    (!conflicts.checked || conflictsOf(session.code).length > 0)
  );
}

export function connectFilters(draw) {
  const options = {
    track: tracks.map(({ code, name }) => [code, name]),
    type: Object.entries(types),
    status: Object.entries(statuses),
  };
  for (const [name, pairs] of Object.entries(options)) {
    form.elements[name].append(...pairs.map(([value, label]) => new Option(label, value)));
  }
  form.addEventListener("input", draw);
  form.addEventListener("submit", (event) => event.preventDefault());
}
