/* Keeps what is typed in this tab until it was handed in, so that a session that ended loses nothing. */

const slot = (address) => `typed:${address}`;

class Typed {
  constructor(form) {
    this.form = form;
    this.slot = slot(form.dataset.typed);
    this.restore();
    form.addEventListener("input", () => this.keep());
    form.addEventListener("submit", () => this.keep());
  }

  keep() {
    const values = [...new FormData(this.form)].filter(([name]) => name !== "csrfmiddlewaretoken");
    try {
      sessionStorage.setItem(this.slot, JSON.stringify(values));
    } catch {
      // A browser that may store nothing keeps what is typed on the page alone.
    }
  }

  restore() {
    for (const [name, value] of this.read()) {
      for (const field of this.form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
        if (field.type === "radio" || field.type === "checkbox") field.checked ||= field.value === value;
        else if (!field.value) field.value = value;
      }
    }
  }

  read() {
    try {
      return JSON.parse(sessionStorage.getItem(this.slot) ?? "[]");
    } catch {
      return [];
    }
  }
}

function forget(address) {
  try {
    sessionStorage.removeItem(slot(address));
  } catch {
    // Nothing was stored.
  }
}

document.querySelectorAll("form[data-typed]").forEach((form) => new Typed(form));
document.querySelectorAll("[data-typed-done]").forEach((done) => forget(done.dataset.typedDone));
