/* One answer, in colour, shape, words and sound. */

const TONES = { go: [880], seen: [660], ask: [440, 440], stop: [220, 220, 220] };
const box = document.getElementById("answer");

export async function answerOf(response) {
  const said = await response.json();
  if (response.ok) return said;
  return { kind: "stop", shape: "octagon", words: said.error || response.statusText, reason: "", person: "" };
}

export function show(said) {
  box.dataset.kind = said.kind;
  box.dataset.shape = said.shape;
  for (const part of ["words", "person", "reason"]) {
    box.querySelector(`[data-part=${part}]`).textContent = said[part] || "";
  }
  box.querySelector("[data-part=inside]").textContent = said.inside ?? "";
  sound(TONES[said.kind] || []);
}

function sound(tones) {
  const Context = window.AudioContext;
  if (!Context || !tones.length) return;
  const audio = new Context();
  tones.forEach((frequency, place) => {
    const tone = audio.createOscillator();
    tone.frequency.value = frequency;
    tone.connect(audio.destination);
    tone.start(audio.currentTime + place * 0.16);
    tone.stop(audio.currentTime + place * 0.16 + 0.11);
  });
  setTimeout(() => audio.close(), 1000);
}
