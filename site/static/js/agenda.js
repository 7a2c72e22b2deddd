/* The agenda answers while one types or chooses, and stays true to the minute; without this its form and links do.
   The server filters, so that everybody finds the same. "agenda:shown" tells other modules that sessions were drawn. */

const TYPING = 220;
const agenda = document.querySelector("[data-agenda]");
const form = agenda?.querySelector("[data-agenda-filters]");
let asking = null;
let typing = 0;

function address() {
  const url = new URL(form.action);
  for (const [name, value] of new FormData(form)) {
    if (value.trim()) url.searchParams.set(name, value.trim());
  }
  return url;
}

async function refresh() {
  clearTimeout(typing);
  asking?.abort();
  const mine = (asking = new AbortController());
  const url = address();
  agenda.classList.add("is-waiting");
  try {
    const answer = await fetch(url, { signal: mine.signal, credentials: "same-origin" });
    if (!answer.ok) throw new Error(`${answer.status}`);
    draw(new DOMParser().parseFromString(await answer.text(), "text/html"));
    history.replaceState(history.state, "", url);
    agenda.classList.add("is-instant");
  } catch (error) {
    if (error.name === "AbortError") return;
    // The form itself is there again to try with.
    agenda.classList.remove("is-instant");
    const count = agenda.querySelector("[data-agenda-count]");
    count.textContent = count.dataset.failed;
  }
  if (mine === asking) agenda.classList.remove("is-waiting");
}

function draw(page) {
  each(page, "[data-agenda-links]", settle);
  each(page, "[data-agenda-results]", settle);
  each(page, "[data-agenda-count]", (old, fresh) => {
    if (old.textContent !== fresh.textContent) old.textContent = fresh.textContent;
  });
  each(page, "[data-agenda-filters] option", (old, fresh) => { old.textContent = fresh.textContent; });
  agenda.dispatchEvent(new CustomEvent("agenda:shown", { bubbles: true }));
}

function each(page, selector, settleOne) {
  const fresh = page.querySelectorAll(`[data-agenda] ${selector}`);
  agenda.querySelectorAll(selector).forEach((old, index) => fresh[index] && settleOne(old, fresh[index]));
}

// Only what differs is drawn anew, and the focus stays on its link.
function settle(old, fresh) {
  if (asServed(old).isEqualNode(fresh)) return;
  if (old.matches("[data-agenda-results]:has(> [data-agenda-now]), [data-agenda-now]") &&
      old.children.length === fresh.children.length) {
    [...old.children].forEach((child, index) => settle(child, fresh.children[index]));
    return;
  }
  const held = old.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
  old.replaceWith(document.adoptNode(fresh));
  if (held) fresh.querySelector(`a[href="${CSS.escape(held)}"]`)?.focus({ preventScroll: true });
}

// Without the buttons that keeping.js puts into the rows.
function asServed(node) {
  const served = node.cloneNode(true);
  served.querySelectorAll(".keep").forEach((button) => button.remove());
  return served;
}

function take(url) {
  const wanted = new URL(url).searchParams;
  for (const field of form.elements) {
    if (field.name && field.type !== "hidden") field.value = wanted.get(field.name) ?? "";
  }
  form.elements.q.focus();
  refresh();
}

function everyMinute() {
  setTimeout(() => {
    if (!document.hidden) refresh();
    everyMinute();
  }, 60_000 - (Date.now() % 60_000) + 1_000);
}

if (form) {
  agenda.classList.add("is-instant");
  form.addEventListener("submit", (event) => { event.preventDefault(); refresh(); });
  form.addEventListener("change", refresh);
  form.addEventListener("input", (event) => {
    if (event.target.type !== "search") return;
    clearTimeout(typing);
    typing = setTimeout(refresh, TYPING);
  });
  agenda.addEventListener("click", (event) => {
    const link = event.target.closest("[data-agenda-clear], [data-agenda-drop]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    take(link.href);
  });
  if (agenda.dataset.agenda === "now") {
    everyMinute();
    document.addEventListener("visibilitychange", () => { if (!document.hidden) refresh(); });
  }
}
