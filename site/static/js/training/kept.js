/* Answers that this tab could not save yet, by the address of their attempt. */

const slot = (address) => `attempt:${address}`;

/** Return `{answers, fields}` of an attempt, or null. */
export function kept(address) {
  try {
    return JSON.parse(sessionStorage.getItem(slot(address)));
  } catch {
    return null;
  }
}

/** Keep answers as pairs of name and value, and which fields they are about. */
export function keep(address, answers, fields) {
  try {
    sessionStorage.setItem(slot(address), JSON.stringify({ answers, fields }));
  } catch {
    // A browser that may store nothing keeps the answers on the page alone.
  }
}

export function forget(address) {
  try {
    sessionStorage.removeItem(slot(address));
  } catch {
    // Nothing was stored.
  }
}
