/* A form with a preview beside it: what is being typed is sent, and shown in the frame, after a short pause. */

const form = document.querySelector("form[data-preview]");
const frame = document.querySelector("[data-previewed]");
let pause;

async function show() {
  const values = new FormData(form);
  values.delete("copy");
  try {
    const answer = await fetch(form.dataset.preview, { method: "POST", body: values, credentials: "same-origin" });
    frame.srcdoc = await answer.text();
  } catch {
    // No connection at the moment: what was shown stays.
  }
}

if (form && frame) {
  form.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(show, 600);
  });
}
