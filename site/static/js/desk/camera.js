/* The camera as a scanner; where it cannot be one, a sentence says so, and the code is typed or a scanner types it. */

import { findReader } from "./reading.js";

const PAUSE = 2500; // milliseconds in which the same code in front of the camera is one scan
const BETWEEN = 150; // milliseconds between two looks

export async function offerCamera(box, take) {
  const reader = navigator.mediaDevices ? await findReader(box.dataset.decoder) : null;
  const part = (name) => box.querySelector(`[data-part=${name}]`);
  const [start, stop, video] = [part("start"), part("stop"), box.querySelector("video")];
  box.hidden = false;
  if (!reader) {
    part("none").hidden = false;
    return;
  }
  start.hidden = false;
  start.addEventListener("click", async () => {
    part("denied").hidden = true;
    try {
      video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    } catch {
      part("denied").hidden = false;
      return;
    }
    show(true);
    await video.play();
    watch(video, reader, take);
  });
  stop.addEventListener("click", () => {
    for (const track of video.srcObject.getTracks()) track.stop();
    video.srcObject = null;
    show(false);
  });

  function show(running) {
    video.hidden = stop.hidden = !running;
    start.hidden = running;
  }
}

async function watch(video, reader, take) {
  let last = "";
  let since = 0;
  while (video.srcObject) {
    for (const code of await read(video, reader)) {
      if (code !== last || Date.now() - since > PAUSE) take(code);
      [last, since] = [code, Date.now()];
    }
    await new Promise((done) => setTimeout(done, BETWEEN));
  }
}

// A picture that cannot be read is none: the next one comes at once.
async function read(video, reader) {
  try {
    return await reader(video);
  } catch (error) {
    console.warn("camera", error);
    return [];
  }
}
