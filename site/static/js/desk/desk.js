/* The desk without page loads: scans are sent one after the other, kept until they are answered, and told by sound too. */

import { answerOf, show } from "./answer.js";
import { offerCamera } from "./camera.js";

const form = document.getElementById("scan");
const undo = document.querySelector("form[data-undo]");
const client = remembered();
let queue = Promise.resolve();

form.addEventListener("submit", (event) => {
  event.preventDefault();
  event.stopImmediatePropagation();
  take(form.elements.code.value);
  form.elements.code.value = "";
  form.elements.code.focus();
});

// A scanner types whatever has the focus: letters that no other field waits for belong to the code.
document.addEventListener("keydown", (event) => {
  const isLetter = event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey;
  if (isLetter && !event.target.matches("textarea, select, input:not([type=radio])")) form.elements.code.focus();
});

offerCamera(document.querySelector("[data-camera]"), take);

function take(code) {
  if (!code.trim()) return;
  const scan = {
    code: code.trim().slice(0, 200),
    direction: form.elements.direction.value,
    client,
    key: crypto.randomUUID(),
    at: new Date().toISOString(),
  };
  queue = queue.then(() => send(scan));
}

// The same act may be sent again and again: its key makes sure that it is stored once.
async function send(scan, tries = 0) {
  try {
    const answer = await fetch(form.dataset.scan, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
      body: JSON.stringify(scan),
    });
    const said = await answerOf(answer);
    show(said);
    if (said.scan) {
      undo.hidden = false;
      undo.action = undo.dataset.undo.replace(/0\/$/, `${said.scan}/`);
    }
  } catch {
    show({ kind: "ask", shape: "triangle", words: form.dataset.offline, reason: "", person: "" });
    if (tries < 20) {
      await new Promise((done) => setTimeout(done, Math.min(1000 * 2 ** tries, 15000)));
      await send(scan, tries + 1);
    }
  }
}

function remembered() {
  const kept = sessionStorage.getItem("desk-client") || crypto.randomUUID();
  sessionStorage.setItem("desk-client", kept);
  return kept;
}
