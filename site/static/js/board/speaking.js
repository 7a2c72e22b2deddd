// Says what happened: to screen readers in the live region, to everybody in dialogs and in the line of trouble.

import { words } from "./store.js";

const live = document.querySelector("[data-live]");
const trouble = document.querySelector("[data-trouble]");
const dialog = document.querySelector("[data-dialog]");

export function say(sentence) {
  live.textContent = "";
  // A new text node, so that the same sentence is read again.
  requestAnimationFrame(() => { live.textContent = sentence; });
}

function button(label, kind, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = `button button-small ${kind}`;
  made.textContent = label;
  made.addEventListener("click", act);
  return made;
}

// Show a failure until it is repeated or dropped.
export function showTrouble(sentence, { again, drop } = {}) {
  const line = document.createElement("p");
  line.className = "board__failure";
  line.append(sentence, " ");
  const close = (act) => () => { line.remove(); act?.(); };
  if (again) line.append(button(words.tryAgain, "", close(again)));
  line.append(button(again ? words.drop : words.close, "button-secondary", close(drop)));
  trouble.append(line);
}

// Ask with buttons; returns the chosen value and the reason typed. Escape chooses null.
export function choose(title, sentences, choices, { reason = false } = {}) {
  const [field] = dialog.querySelectorAll("[data-dialog-reason]");
  const text = field.querySelector("textarea");
  dialog.querySelector("[data-dialog-title]").textContent = title;
  dialog.querySelector("[data-dialog-body]").replaceChildren(...sentences.map(paragraph));
  field.hidden = !reason;
  text.value = "";
  return new Promise((resolve) => {
    const finish = (value) => { dialog.close(); resolve({ value, reason: text.value.trim() }); };
    const acts = choices.map(({ label, value, kind = "" }) => button(label, kind, () => {
      if (reason && value && !text.value.trim()) text.focus();
      else finish(value);
    }));
    dialog.querySelector("[data-dialog-acts]").replaceChildren(...acts);
    dialog.oncancel = (event) => { event.preventDefault(); finish(null); };
    dialog.showModal();
    (reason ? text : acts[0]).focus();
  });
}

function paragraph(content) {
  if (content instanceof Node) return content;
  const made = document.createElement("p");
  made.textContent = content;
  return made;
}
