/* Where kept sessions are: in this browser, or in the reader's account. Both answer with promises. */

const key = (year) => `agenda-${year}`;

/** Return the codes that this browser keeps for a year; nothing where it may store nothing. */
export function browserCodes(year) {
  try {
    const codes = JSON.parse(localStorage.getItem(key(year)) ?? "[]");
    return Array.isArray(codes) ? codes.filter((code) => typeof code === "string") : [];
  } catch {
    return [];
  }
}

/** Let this browser forget a year. */
export function forgetBrowser(year) {
  try {
    localStorage.removeItem(key(year));
  } catch {
    // A browser that may store nothing has nothing to forget.
  }
}

export function browserStore(year) {
  const write = (codes) => localStorage.setItem(key(year), JSON.stringify(codes));
  return {
    load: async () => new Set(browserCodes(year)),
    keep: async (code) => write([...new Set([...browserCodes(year), code])]),
    drop: async (code) => write(browserCodes(year).filter((item) => item !== code)),
  };
}

export function accountStore(mine, token) {
  const ask = async (path, fields) => {
    const headers = { Accept: "application/json", "X-CSRFToken": token };
    const body = fields && new URLSearchParams(fields);
    // A save outlives the page: somebody who presses and walks on has saved.
    const answer = await fetch(mine + path, { method: body ? "POST" : "GET", headers, body, keepalive: Boolean(body) });
    if (!answer.ok) throw new Error(`${answer.status}`);
    return answer.json();
  };
  return {
    load: async () => new Set((await ask("kept/")).kept),
    keep: (code) => ask("act/", { act: "save", code }),
    drop: (code) => ask("act/", { act: "drop", code }),
    merge: async (codes) => (await ask("merge/", codes.map((code) => ["code", code]))).added,
  };
}
