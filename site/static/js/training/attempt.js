/* Saves an attempt as it is answered, and keeps in this tab what could not be saved. Its buttons do the same without. */

import { kept, keep, forget } from "./kept.js";
import { watch } from "./clock.js";

const PAUSE = 1500;
const RETRY = 8000;

class Attempt {
  constructor(form) {
    this.form = form;
    this.words = form.dataset;
    this.status = form.querySelector("[data-saved]");
    this.dirty = false;
    this.handing = false;
    this.restore();
    form.addEventListener("input", () => this.touch());
    form.addEventListener("submit", (event) => this.submit(event));
    document.addEventListener("visibilitychange", () => { if (document.hidden) this.save({ keepalive: true }); });
    window.addEventListener("pageshow", () => { this.handing = false; });
    window.addEventListener("online", () => this.save());
    watch(form, () => this.handIn());
  }

  /** Put back what an earlier page of this tab could not save: exactly that, and the fields it knew. */
  restore() {
    const values = kept(this.words.attempt);
    if (!values) return;
    const names = new Set(values.fields);
    for (const field of this.form.elements) {
      if (!names.has(field.name)) continue;
      const given = values.answers.filter(([name]) => name === field.name).map(([, value]) => value);
      if (field.type === "radio" || field.type === "checkbox") field.checked = given.includes(field.value);
      else field.value = given[0] ?? "";
    }
    this.say(this.words.restored);
    this.touch();
  }

  touch() {
    this.dirty = true;
    const answers = [...new FormData(this.form)].filter(([name]) => name.startsWith("q-"));
    keep(this.words.attempt, answers, [...this.form.elements].map((field) => field.name).filter((name) => name.startsWith("q-")));
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), PAUSE);
  }

  /** Save what is not saved yet; return whether everything is. Saves follow one another, so none overtakes the next. */
  async save({ keepalive = false } = {}) {
    clearTimeout(this.timer);
    if (this.saving) await this.saving;
    if (!this.dirty) return true;
    this.dirty = false;
    this.saving = this.send(keepalive);
    const good = await this.saving;
    this.saving = null;
    return good;
  }

  async send(keepalive) {
    const body = new URLSearchParams(new FormData(this.form));
    try {
      const headers = { Accept: "application/json" };
      const answer = await fetch(this.words.attempt, { method: "POST", body, headers, keepalive, redirect: "error" });
      return this.take(answer.status, await answer.json());
    } catch {
      // The network is gone, or the answer was none: what is answered stays in this tab and is sent again.
      this.dirty = true;
      this.say(this.words.offline);
      this.timer = setTimeout(() => this.save(), RETRY);
      return false;
    }
  }

  take(status, told) {
    if (status !== 200) {
      this.dirty = true;
      this.say(told.error);
      if (status === 401) this.offerSignIn();
      return false;
    }
    for (const [code, mark] of Object.entries(told.was)) {
      const field = this.form.elements[`was-${code}`];
      if (field) field.value = mark;
    }
    if (!this.dirty) forget(this.words.attempt);
    this.say(told.saved);
    return true;
  }

  /** Hand in only what has been saved: where the network is gone nothing is lost, and the button can be pressed again. */
  async submit(event) {
    if (this.handing) return;
    event.preventDefault();
    const button = event.submitter;
    button?.setAttribute("aria-busy", "true");
    const good = await this.save();
    button?.removeAttribute("aria-busy");
    if (!good && !navigator.onLine) return;
    this.handing = true;
    this.form.requestSubmit(button);
  }

  async handIn() {
    this.say(this.words.timeOver);
    await this.save();
    const sure = document.createElement("input");
    Object.assign(sure, { type: "hidden", name: "sure", value: "on" });
    this.form.append(sure);
    this.handing = true;
    this.form.requestSubmit(this.form.querySelector('button[name="submit"]'));
  }

  offerSignIn() {
    const link = document.createElement("a");
    link.href = `${this.words.attempt}`;
    link.textContent = this.words.login;
    this.status.append(" ", link);
  }

  say(text) {
    this.status.textContent = text ?? "";
  }
}

document.querySelectorAll("form[data-attempt]").forEach((form) => new Attempt(form));
document.querySelectorAll("[data-attempt-done]").forEach((done) => forget(done.dataset.attemptDone));
