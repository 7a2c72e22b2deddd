/** Cutting a square out of a picture by dragging or with the keyboard; the numbers in the form follow. */

const SMALLEST = 50; // pixels of the picture
const STEP = 1 / 100; // of the shorter side, for each press of a key
const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const SIZES = { "+": 1, "=": 1, "-": -1 };

const between = (value, least, most) => Math.min(Math.max(value, least), most);

/** The square nearest to the wanted one that lies in the picture. */
export function inside({ left, top, side }, width, height) {
  const fitting = between(Math.round(side), SMALLEST, Math.min(width, height));
  return {
    left: between(Math.round(left), 0, width - fitting),
    top: between(Math.round(top), 0, height - fitting),
    side: fitting,
  };
}

function start(stage) {
  const width = Number(stage.dataset.width);
  const height = Number(stage.dataset.height);
  const frame = stage.querySelector(".cutting__frame");
  const fields = Object.fromEntries(
    ["left", "top", "side"].map((name) => [name, document.querySelector(`form [name=${name}]`)]),
  );
  const read = () => Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, Number(field.value)]));

  function draw(wanted) {
    const cut = inside(wanted, width, height);
    for (const [name, field] of Object.entries(fields)) field.value = cut[name];
    frame.style.setProperty("--left", cut.left / width);
    frame.style.setProperty("--top", cut.top / height);
    frame.style.setProperty("--across", cut.side / width);
  }

  frame.addEventListener("keydown", (event) => {
    const step = Math.max(1, Math.round(Math.min(width, height) * STEP));
    const now = read();
    if (event.key in MOVES) {
      const [x, y] = MOVES[event.key];
      draw({ ...now, left: now.left + x * step, top: now.top + y * step });
    } else if (event.key in SIZES) {
      const more = SIZES[event.key] * 2 * step;
      draw({ left: now.left - more / 2, top: now.top - more / 2, side: now.side + more });
    } else return;
    event.preventDefault();
  });

  frame.addEventListener("pointerdown", (event) => {
    const scale = width / stage.querySelector("img").getBoundingClientRect().width;
    const from = read();
    const drag = (move) =>
      draw({
        ...from,
        left: from.left + (move.clientX - event.clientX) * scale,
        top: from.top + (move.clientY - event.clientY) * scale,
      });
    frame.setPointerCapture(event.pointerId);
    frame.addEventListener("pointermove", drag);
    for (const end of ["pointerup", "pointercancel"]) {
      frame.addEventListener(end, () => frame.removeEventListener("pointermove", drag), { once: true });
    }
    event.preventDefault();
    frame.focus();
  });

  for (const field of Object.values(fields)) field.addEventListener("change", () => draw(read()));
  draw(read());
  stage.hidden = false;
  document.querySelector("[data-cutting-help]").hidden = false;
}

for (const stage of document.querySelectorAll("[data-cutting]")) start(stage);
