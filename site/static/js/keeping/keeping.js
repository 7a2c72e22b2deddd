/* Keeps sessions in the reader's agenda: in this browser, or in the account once one has signed in. */

import { showKept } from "./list.js";
import { accountStore, browserCodes, browserStore, forgetBrowser } from "./stores.js";

const root = document.querySelector("[data-keeping]");
const words = root.dataset;
const year = words.keeping;
const live = document.querySelector("[data-keeping-live]");
const hasAccount = "account" in words;
const store = hasAccount
  ? accountStore(words.mine, root.querySelector("[name=csrfmiddlewaretoken]").value)
  : browserStore(year);
let kept = new Set();

const titleOf = (place) => place.dataset.title ?? place.querySelector(".entry__title")?.textContent.trim() ?? place.dataset.session;

function say(text) {
  live.textContent = "";
  requestAnimationFrame(() => { live.textContent = text; });
}

function draw(button, code) {
  const pressed = kept.has(code);
  button.setAttribute("aria-pressed", String(pressed));
  button.textContent = pressed ? words.kept : words.keep;
}

async function toggle(button, place) {
  const code = place.dataset.session;
  const wasKept = kept.has(code);
  const change = (keep) => (keep ? kept.add(code) : kept.delete(code));
  change(!wasKept);
  draw(button, code);
  try {
    await (wasKept ? store.drop(code) : store.keep(code));
    say((wasKept ? words.saidDropped : words.saidKept).replace("%s", titleOf(place)));
  } catch {
    change(wasKept);
    draw(button, code);
    say(words.failed);
  }
}

function decorate(place) {
  if (place.querySelector(".keep")) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "keep no-print";
  button.setAttribute("aria-label", words.name.replace("%s", titleOf(place)));
  draw(button, place.dataset.session);
  button.addEventListener("click", () => toggle(button, place));
  place.append(button);
}

const decorateAll = () => document.querySelectorAll("main [data-session]").forEach(decorate);

/** Take over what this browser kept before its reader signed in; they may undo it. */
async function mergeBrowser() {
  const codes = browserCodes(year);
  if (!codes.length) return;
  const added = await store.merge(codes);
  forgetBrowser(year);
  if (!added.length) return;
  // The account's own page was rendered before these were in it.
  if (location.pathname === words.mine) await renderAgain();
  const note = document.createElement("div");
  note.className = "alert alert--success";
  note.setAttribute("role", "status");
  const undo = document.createElement("button");
  undo.type = "button";
  undo.className = "button button--secondary button--small";
  undo.textContent = words.undo;
  undo.addEventListener("click", async () => {
    for (const { code } of added) await store.drop(code);
    location.reload();
  });
  note.append(`${words.merged} ${added.map((session) => session.title).join(", ")}. `, undo);
  document.querySelector("main .wrap")?.prepend(note);
}

async function renderAgain() {
  const answer = await fetch(words.mine);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  document.querySelector("main").replaceChildren(...page.querySelector("main").childNodes);
}

async function start() {
  if (hasAccount) await mergeBrowser();
  const list = document.querySelector("[data-kept-list]");
  kept = await store.load();
  if (list) await showKept(list, kept, words, () => forgetBrowser(year));
  // On the account's own page every row has its buttons already.
  if (hasAccount && location.pathname === words.mine) return;
  decorateAll();
  new MutationObserver(decorateAll).observe(document.querySelector("main"), { childList: true, subtree: true });
}

start().catch(() => say(words.failed));
