// Makes moves: shown at once, asked about where somebody is affected, saved one after the other, rolled back when they
// fail. `by` is "hand", "undo" or "redo".

import { announceHistory, remember, retire } from "./history.js";
import { askChanges, sendMoves, sendQuestion } from "./requests.js";
import { choose, say, showTrouble } from "./speaking.js";
import { draw } from "./drawing.js";
import { fill, placeOf, sessions, spoken, take, view, words } from "./store.js";

let line = Promise.resolve();

export function move(places, options = {}) {
  line = line.then(() => carryOut(places, options));
  return line;
}

async function carryOut(places, { by = "hand", entry = null, revisions = null } = {}) {
  const before = places.map(({ code }) => ({ ...sessions.get(code) }));
  const wanted = places.map((place, number) => ({
    ...placeOf(place),
    revision: revisions?.[place.code] ?? before[number].revision,
  }));
  show(wanted, "saving");
  const answer = await sendQuestion(wanted);
  if (!answer.ok) return fail(answer, before, places, { by, entry, revisions });
  const { reasonsFor, sentences } = answer.data;
  if (reasonsFor.length || sentences.length) {
    const { value, reason } = await choose(words.beforeYouMove, asked(reasonsFor, sentences), yesOrNo(), { reason: reasonsFor.length > 0 });
    if (!value) return back(before, words.leftAlone);
    for (const item of wanted) if (reasonsFor.includes(item.code)) item.reason = reason;
  }
  const saved = await sendMoves(wanted);
  if (!saved.ok) return fail(saved, before, places, { by, entry, revisions });
  take(saved.data);
  mark(wanted, null);
  settle(before, saved.data.sessions, by, entry);
  draw();
  say(saved.data.sessions.map(spoken).join(" ") + conflictsIn(saved.data.sessions));
  return true;
}

function asked(reasonsFor, sentences) {
  return [...sentences, ...reasonsFor.map((code) => fill(words.needsReason, { code }))];
}

const yesOrNo = () => [{ label: words.moveIt, value: true }, { label: words.leaveIt, value: null, kind: "button-secondary" }];

function conflictsIn(moved) {
  const codes = new Set(moved.map((session) => session.code));
  const found = view.conflicts.filter((conflict) => conflict.sessions.some((code) => codes.has(code)));
  return found.length ? ` ${fill(words.conflicts, { n: found.length })} ${found[0].sentence}` : "";
}

function show(wanted, mood) {
  for (const { code, room, start, minutes } of wanted) Object.assign(sessions.get(code), { room, start, minutes });
  mark(wanted, mood);
  draw();
}

function mark(items, mood) {
  for (const { code } of items) sessions.get(code).mood = mood;
}

function back(before, sentence) {
  for (const session of before) sessions.set(session.code, { ...session, mood: null });
  draw();
  say(sentence);
  return false;
}

// Undo steps back through what this browser did; each step knows the revisions it expects to find.
function settle(before, after, by, entry) {
  const revisions = Object.fromEntries(after.map(({ code, revision }) => [code, revision]));
  const known = Object.fromEntries(before.map(({ code, revision }) => [code, revision]));
  remember({ from: before.map(placeOf), to: after.map(placeOf), before: known, revisions }, by, entry);
}

async function fail(answer, before, places, options) {
  const sentence = answer.data.errors?.join(" ") ?? (answer.status === 401 ? words.signedOut : words.noAnswer);
  back(before, sentence);
  if (answer.status === 409) return clash(answer.data, places, options);
  const lost = answer.status === 0 || answer.status >= 500 || answer.status === 401;
  if (!lost) {
    showTrouble(sentence);
    return false;
  }
  for (const { code } of before) sessions.get(code).mood = "failed";
  draw();
  const drop = () => { mark(before, null); draw(); };
  showTrouble(`${before.map(({ code }) => code).join(", ")}: ${sentence}`, { again: () => { drop(); move(places, options); }, drop });
  return false;
}

// Somebody else was faster: show both, change nothing until the organizer says so.
async function clash(data, places, { entry }) {
  take(data);
  draw();
  retire(places.map(({ code }) => code));
  if (entry) entry.retired = true;
  announceHistory();
  const theirs = data.sessions.map((session) => fill(words.theirs, { where: spoken(session) }));
  const mine = places.map((place) => fill(words.yours, { where: spoken({ ...sessions.get(place.code), ...place }) }));
  const { value } = await choose(words.clash, [data.errors.join(" "), ...theirs, ...mine], [
    { label: words.keepTheirs, value: null },
    { label: words.makeMine, value: true, kind: "button-secondary" },
  ]);
  if (value) return move(places, {});
  return false;
}

// What others change appears here; what is being saved is left alone.
export async function poll() {
  const answer = await askChanges(view.revision);
  if (!answer.ok) return;
  const { revision, sessions: changed, conflicts } = answer.data;
  view.revision = revision;
  const free = changed.filter(({ code }) => !sessions.get(code)?.mood);
  if (!changed.length) return;
  const fresh = take({ sessions: free, conflicts });
  if (!fresh.length) return;
  for (const code of fresh) sessions.get(code).news = true;
  draw();
  say(fill(words.changedElsewhere, { codes: fresh.join(", ") }));
}
