/* A part of a page that changes while something is being done: fetched anew every so many seconds, until it says no more. */

const part = document.querySelector("[data-refresh]");

async function look() {
  try {
    const answer = await fetch(location.href, { credentials: "same-origin" });
    if (answer.ok) {
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.querySelector("[data-refresh]");
      if (fresh && !part.contains(document.activeElement)) {
        part.replaceChildren(...fresh.childNodes);
        part.dataset.refresh = fresh.dataset.refresh;
      }
    }
  } catch {
    // No connection at the moment: the next look may have one.
  }
  wait();
}

function wait() {
  const seconds = Number(part.dataset.refresh);
  if (seconds) setTimeout(look, 1000 * seconds);
}

if (part) wait();
