/* Saves a form as it is typed. Without this module its buttons do the same. */

const PAUSE = 1200;
const RETRY = 8000;

class Autosave {
  constructor(form) {
    this.form = form;
    this.revision = form.elements.revision;
    this.status = form.querySelector("[data-saved]");
    this.conflict = form.querySelector("[data-conflict]");
    this.dirty = false;
    this.busy = false;
    this.stopped = false;
    form.addEventListener("input", () => this.touch());
    form.addEventListener("change", () => this.touch());
    form.addEventListener("submit", () => { this.dirty = false; this.stopped = true; });
    form.querySelector("[data-keep-mine]").addEventListener("click", () => this.keepMine());
    document.addEventListener("visibilitychange", () => { if (document.hidden) this.save(true); });
    window.addEventListener("beforeunload", (event) => { if (this.dirty) event.preventDefault(); });
    window.addEventListener("pageshow", () => { this.stopped = false; });
  }

  touch() {
    this.dirty = true;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), PAUSE);
  }

  async save(keepalive = false) {
    if (!this.dirty || this.busy || this.stopped) return;
    this.busy = true;
    this.dirty = false;
    try {
      const body = new FormData(this.form);
      const answer = await fetch(this.form.dataset.autosave, { method: "POST", body, keepalive });
      await this.take(answer);
    } catch {
      // The network is gone: what was typed stays in the page and is sent again.
      this.dirty = true;
      this.say(this.form.dataset.offline);
      this.timer = setTimeout(() => this.save(), RETRY);
    } finally {
      this.busy = false;
    }
    if (this.dirty && !this.stopped) this.touch();
  }

  async take(answer) {
    if (!answer.headers.get("content-type")?.startsWith("application/json")) throw new Error("no answer");
    const told = await answer.json();
    if (answer.ok) {
      this.revision.value = told.revision;
      this.say(told.saved);
      this.count(told.counts);
      return;
    }
    this.dirty = true;
    this.stopped = true;
    this.say(told.error);
    if (answer.status === 409) {
      this.theirs = told.revision;
      this.conflict.querySelector("[data-conflict-text]").textContent = told.error;
      this.conflict.hidden = false;
      this.conflict.scrollIntoView({ block: "nearest" });
    }
  }

  keepMine() {
    this.revision.value = this.theirs;
    this.conflict.hidden = true;
    this.stopped = false;
    this.save();
  }

  say(text) {
    this.status.textContent = text || "";
  }

  count(counts) {
    for (const [name, text] of Object.entries(counts)) {
      const place = this.form.querySelector(`[data-count="${name}"]`);
      if (place && place.textContent !== text) place.textContent = text;
    }
  }
}

document.querySelectorAll("form[data-autosave]").forEach((form) => new Autosave(form));
