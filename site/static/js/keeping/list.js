/* The agenda that a browser keeps: the published rows of the kept sessions, with hints where two take place at once. */

const moments = (row) => [...row.querySelectorAll(".entry__time time")].map((time) => Date.parse(time.dateTime));

function clashHints(rows) {
  const hints = new Map();
  rows.forEach((row, index) => {
    const [start, end] = moments(row);
    for (const other of rows.slice(index + 1)) {
      const [from, until] = moments(other);
      if (start < until && from < end) {
        hints.set(row, [...(hints.get(row) ?? []), other]);
        hints.set(other, [...(hints.get(other) ?? []), row]);
      }
    }
  });
  return hints;
}

const title = (row) => row.querySelector(".entry__title").textContent.trim();

/** Fill the page's list with the kept rows of the agenda; `forget` empties the browser's memory. */
export async function showKept(list, kept, words, forget) {
  if (!kept.size) {
    list.replaceChildren(document.querySelector("[data-kept-empty]").content.cloneNode(true));
    return;
  }
  list.textContent = list.dataset.loading;
  const answer = await fetch(words.agenda, { credentials: "same-origin" }).catch(() => null);
  if (!answer?.ok) {
    list.textContent = list.dataset.failed;
    return;
  }
  const agenda = new DOMParser().parseFromString(await answer.text(), "text/html");
  const days = [...agenda.querySelectorAll("section:has([data-session])")].map((day) => {
    const rows = [...day.querySelectorAll("[data-session]")].filter((row) => kept.has(row.dataset.session));
    return { heading: day.querySelector("h2"), rows };
  }).filter((day) => day.rows.length);
  const hints = clashHints(days.flatMap((day) => day.rows));
  list.replaceChildren(...days.map((day) => section(day, hints, words)));
  const row = document.querySelector("[data-forget-row]");
  row.hidden = false;
  row.querySelector("[data-forget]").addEventListener("click", () => { forget(); location.reload(); });
}

function section({ heading, rows }, hints, words) {
  const element = document.createElement("section");
  const entries = document.createElement("ol");
  entries.className = "entries";
  for (const row of rows) {
    const item = document.createElement("li");
    item.append(row);
    if (hints.has(row)) {
      const hint = document.createElement("p");
      hint.className = "small muted kept-clash";
      hint.textContent = `${words.clash} ${hints.get(row).map(title).join(", ")}`;
      item.append(hint);
    }
    entries.append(item);
  }
  element.append(heading, entries);
  return element;
}
