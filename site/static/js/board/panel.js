// The side panel: a session's form, saved in place; what the server refuses stays typed.

import { draw, showSession } from "./drawing.js";
import { askPanel, panelUrl, sendPanel } from "./requests.js";
import { choose, say, showTrouble } from "./speaking.js";
import { fill, sessions, spoken, take, words } from "./store.js";

const panel = document.querySelector("[data-panel]");
let opener = null;

export async function openPanel(code, query = "") {
  opener = code;
  const url = panelUrl(code);
  const answer = await askPanel(url + query);
  if (!answer.ok) return showTrouble(words.noAnswer, { again: () => openPanel(code, query) });
  return fillIn(answer.data.text, url);
}

function fillIn(html, url) {
  panel.innerHTML = html;
  panel.hidden = false;
  const form = panel.querySelector("form");
  form.addEventListener("submit", (event) => { event.preventDefault(); save(form, url); });
  panel.querySelector("[data-close]").addEventListener("click", close);
  (panel.querySelector("[role=alert]")?.parentElement.querySelector("input, select, textarea") ?? panel.querySelector("h2")).focus();
}

export function close() {
  panel.hidden = true;
  panel.replaceChildren();
  if (opener) document.querySelector(`[data-code="${CSS.escape(opener)}"]`)?.focus();
}

async function save(form, url) {
  const answer = await sendPanel(url, form);
  if (answer.ok && answer.data.sessions) {
    take(answer.data);
    const [session] = answer.data.sessions;
    close();
    draw();
    if (opener !== session.code) showSession(session.code);
    return say(fill(words.saved, { where: spoken(session) }));
  }
  if (answer.status === 422 && answer.data.text) return fillIn(answer.data.text, url);
  if (answer.status === 409) return clash(answer.data, form, url);
  const sentence = answer.data.errors?.join(" ") ?? words.noAnswer;
  return showTrouble(sentence, { again: () => save(form, url) });
}

// Somebody else saved first: keep theirs, or look at theirs and save mine over it knowingly.
async function clash(data, form, url) {
  take(data);
  draw();
  const [theirs] = data.sessions;
  const { value } = await choose(words.clash, [data.errors.join(" "), fill(words.theirs, { where: `${theirs.title}. ${spoken(theirs)}` })], [
    { label: words.keepTheirs, value: "theirs" },
    { label: words.makeMine, value: "mine", kind: "button-secondary" },
  ]);
  if (value === "mine") {
    form.elements.revision.value = sessions.get(theirs.code).revision;
    return save(form, url);
  }
  return value ? openPanel(theirs.code) : null;
}
