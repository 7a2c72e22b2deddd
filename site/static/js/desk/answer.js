/* One answer, in colour, shape, words and sound. */

const TONES = { go: [880], seen: [660, 880], ask: [440, 440], stop: [220, 220, 220] };
const box = document.getElementById("answer");
let audio = null;

// Telephones let a page sound only after it was touched, and only in what was made then.
for (const touch of ["pointerdown", "keydown"]) document.addEventListener(touch, wake);

function wake() {
  const Context = window.AudioContext || window.webkitAudioContext;
  if (!audio && Context) audio = new Context();
  if (audio?.state === "suspended") audio.resume();
}

export async function answerOf(response) {
  const isAnswer = (response.headers.get("Content-Type") || "").includes("json");
  const said = isAnswer ? await response.json() : {};
  if (isAnswer && response.ok) return said;
  return { kind: "stop", shape: "octagon", words: said.error || box.dataset.lost, reason: "", person: "" };
}

export function show(said) {
  box.dataset.kind = said.kind;
  box.dataset.shape = said.shape;
  for (const part of ["words", "person", "reason", "room"]) {
    box.querySelector(`[data-part=${part}]`).textContent = said[part] || "";
  }
  sound(TONES[said.kind] || []);
}

function sound(tones) {
  navigator.vibrate?.(tones.length === 1 ? 60 : tones.flatMap(() => [120, 80]));
  if (audio?.state !== "running") return;
  tones.forEach((frequency, place) => {
    const tone = audio.createOscillator();
    tone.frequency.value = frequency;
    tone.connect(audio.destination);
    tone.start(audio.currentTime + place * 0.16);
    tone.stop(audio.currentTime + place * 0.16 + 0.11);
  });
}
