/* A file is being made: asks now and then whether it is there, and offers it. Without this the page loads itself again. */

const part = document.querySelector("[data-being-made]");

async function look() {
  try {
    const answer = await fetch(location.href, { method: "HEAD", credentials: "same-origin" });
    if (answer.status === 200) {
      part.querySelector("[data-waiting]").hidden = true;
      part.querySelector("[data-ready]").hidden = false;
      return;
    }
  } catch {
    // No connection at the moment: the next look may have one.
  }
  setTimeout(look, 1000 * Number(part.dataset.beingMade));
}

if (part) setTimeout(look, 2000);
