/* Shows the time that is left. The server's clock decides; this one only counts down from what it said. */

/** Count down to the end of a form's attempt and call `over` once when it is reached. */
export function watch(form, over) {
  if (!form.dataset.left) return;
  const shown = form.querySelector("[data-clock]");
  const end = performance.now() + 1000 * (Number(form.dataset.left) - Number(form.dataset.now));
  shown.hidden = false;
  const timer = setInterval(tick, 1000);
  function tick() {
    const left = Math.max(0, Math.round((end - performance.now()) / 1000));
    const [hours, minutes, seconds] = [Math.floor(left / 3600), Math.floor(left / 60) % 60, left % 60];
    const parts = hours ? [hours, minutes, seconds] : [minutes, seconds];
    shown.textContent = form.dataset.timeLeft.replace("%s", parts.map((part) => String(part).padStart(2, "0")).join(":"));
    if (left) return;
    clearInterval(timer);
    over();
  }
  tick();
}
