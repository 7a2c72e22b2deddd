// Speaks with the server. Every answer is {ok, status, data}; a network failure has status 0.

const root = document.querySelector("[data-board]");
const PATIENCE = 15_000;

function token() {
  return document.querySelector("[data-csrf] input")?.value ?? window.wagtailConfig?.CSRF_TOKEN ?? "";
}

async function ask(url, options = {}) {
  try {
    const answer = await fetch(url, {
      credentials: "same-origin",
      signal: AbortSignal.timeout(PATIENCE),
      ...options,
      headers: { "X-CSRFToken": token(), Accept: "application/json", ...options.headers },
    });
    const isJson = answer.headers.get("Content-Type")?.startsWith("application/json");
    const data = isJson ? await answer.json() : { text: await answer.text() };
    // A session that ended answers with the login page: that is a failure, not a success.
    const ok = answer.ok && !answer.redirected;
    return { ok, status: answer.redirected ? 401 : answer.status, data };
  } catch {
    return { ok: false, status: 0, data: {} };
  }
}

const send = (url, moves) => ask(url, { method: "POST", body: JSON.stringify({ moves }), headers: { "Content-Type": "application/json" } });

export const sendMoves = (moves) => send(root.dataset.moves, moves);
export const sendQuestion = (moves) => send(root.dataset.questions, moves);
export const askChanges = (revision) => ask(`${root.dataset.changes}?since=${revision}`);
export const panelUrl = (code) => (code ? root.dataset.sessions.replace(/new\/$/, `${encodeURIComponent(code)}/`) : root.dataset.sessions);
export const askPanel = (url) => ask(url, { headers: { Accept: "text/html" } });
export const sendPanel = (url, form) => ask(url, { method: "POST", body: new FormData(form) });
