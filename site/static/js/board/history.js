// Undo and redo, step by step; a step is an ordinary move that expects what this browser left behind.

import { words } from "./store.js";

const done = [];
const undone = [];
const MOST = 100;
const undoButton = document.querySelector("[data-undo]");
const redoButton = document.querySelector("[data-redo]");

// `step` has where sessions stood and stand, and the revisions before and after: older steps of the same sessions now
// expect the new ones.
export function remember(step, by, entry) {
  for (const other of [...done, ...undone]) {
    for (const [code, revision] of Object.entries(step.before)) {
      if (other.revisions[code] === revision) other.revisions[code] = step.revisions[code];
    }
  }
  if (by === "undo") undone.push({ ...step, from: entry.from, to: entry.to });
  else done.push(step);
  if (by === "hand") undone.length = 0;
  if (done.length > MOST) done.shift();
  announceHistory();
}

// Steps that concern a session somebody else has changed since can no longer be taken back.
export function retire(codes) {
  for (const stack of [done, undone]) {
    for (let number = stack.length - 1; number >= 0; number -= 1) {
      if (stack[number].from.some(({ code }) => codes.includes(code))) stack.splice(number, 1);
    }
  }
}

export function announceHistory() {
  undoButton.disabled = !done.length;
  redoButton.disabled = !undone.length;
  undoButton.title = done.length ? `${words.undo} ${done.at(-1).to.map(({ code }) => code).join(", ")}` : "";
}

export function connectHistory(move) {
  const undo = () => {
    const entry = done.pop();
    if (entry) restore(move(entry.from, { by: "undo", entry, revisions: entry.revisions }), done, entry);
  };
  const redo = () => {
    const entry = undone.pop();
    if (entry) restore(move(entry.to, { by: "redo", entry, revisions: entry.revisions }), undone, entry);
  };
  undoButton.addEventListener("click", undo);
  redoButton.addEventListener("click", redo);
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.target.closest("input, textarea, select, dialog")) return;
    const key = event.key.toLowerCase();
    if (key === "z" && !event.shiftKey) undo();
    else if (key === "y" || (key === "z" && event.shiftKey)) redo();
    else return;
    event.preventDefault();
  });
}

// A step that was not taken stays where it was, unless a clash has retired it.
async function restore(attempt, stack, entry) {
  announceHistory();
  if ((await attempt) === false && !entry.retired) stack.push(entry);
  announceHistory();
}
