// Puts the board together.

import { connectDragging } from "./dragging.js";
import { draw, showSession } from "./drawing.js";
import { connectFilters } from "./filters.js";
import { connectHistory } from "./history.js";
import { connectKeys } from "./keys.js";
import { openPanel } from "./panel.js";
import { move, poll } from "./saving.js";
import { choose } from "./speaking.js";
import { days, view, words } from "./store.js";

const EVERY = 3000;
const root = document.querySelector("[data-board]");
const memory = `board-day-${root.dataset.moves}`;

function showDay(day) {
  view.day = day;
  sessionStorage.setItem(memory, day);
  draw();
}

root.hidden = false;
document.querySelector("[data-board-list]").hidden = true;
if (days.includes(sessionStorage.getItem(memory))) view.day = sessionStorage.getItem(memory);
connectFilters(draw);
connectHistory(move);
connectKeys(move, openPanel);
connectDragging(move, openPanel);

root.addEventListener("click", (event) => {
  const { day } = event.target.closest("[data-day]")?.dataset ?? {};
  const { show } = event.target.closest("[data-show]")?.dataset ?? {};
  const adding = event.target.closest("[data-new]");
  if (day) showDay(day);
  if (show) showSession(show);
  if (adding) openPanel("", adding.dataset.new ? "?blocker" : "");
  if (event.target.closest("[data-help]")) {
    choose(words.keys, [...document.querySelector("template[data-keys]").content.cloneNode(true).children], [{ label: words.close, value: null }]);
  }
});

// Left and right walk along the tabs, as tabs do.
document.querySelector("[data-days]").addEventListener("keydown", (event) => {
  const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  const next = days[days.indexOf(view.day) + step];
  if (!next) return;
  showDay(next);
  document.querySelector(`[data-day="${next}"]`).focus();
});

setInterval(() => { if (!document.hidden) poll(); }, EVERY);
document.addEventListener("visibilitychange", () => { if (!document.hidden) poll(); });
draw();
