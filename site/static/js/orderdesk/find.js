/* Finds people while one types, and goes to the field on "/". Without it the form asks by itself. */

const PAUSE = 250;
const LEAST = 2;

const isTyping = (element) => element?.matches("input, textarea, select, [contenteditable]") ?? false;

class Finder {
  constructor(form) {
    this.form = form;
    this.field = form.elements.q;
    this.results = document.getElementById("desk-found");
    document.addEventListener("keydown", (event) => this.goThere(event));
    if (this.results) this.field.addEventListener("input", () => this.wait());
  }

  goThere(event) {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyping(document.activeElement)) return;
    event.preventDefault();
    this.field.focus();
    this.field.select();
  }

  wait() {
    clearTimeout(this.timer);
    this.asking?.abort();
    if (this.field.value.trim().length < LEAST) this.results.replaceChildren();
    else this.timer = setTimeout(() => this.ask(), PAUSE);
  }

  async ask() {
    this.asking = new AbortController();
    const address = `${this.form.dataset.find}?${new URLSearchParams({ q: this.field.value })}`;
    try {
      const answer = await fetch(address, { signal: this.asking.signal, redirect: "error" });
      // A refusal has its sentence in the same place; the page's own button still works for anything else.
      if (answer.ok || answer.status === 429) this.results.innerHTML = await answer.text();
    } catch {
      // Typed on, or offline: the button asks again.
    }
  }
}

for (const form of document.querySelectorAll("form[data-find]")) new Finder(form);
