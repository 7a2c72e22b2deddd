/* The camera as a scanner, where the browser can read codes itself; elsewhere the code is typed or a scanner types it. */

const PAUSE = 2500; // milliseconds in which the same code in front of the camera is one scan

export async function offerCamera(box, take) {
  const Detector = window.BarcodeDetector;
  if (!box || !Detector || !navigator.mediaDevices) return;
  const formats = await Detector.getSupportedFormats();
  if (!formats.includes("qr_code")) return;
  const [button, video] = [box.querySelector("button"), box.querySelector("video")];
  box.hidden = false;
  button.addEventListener("click", async () => {
    video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    video.hidden = false;
    button.hidden = true;
    await video.play();
    watch(video, new Detector({ formats: ["qr_code"] }), take);
  });
}

function watch(video, detector, take) {
  let last = "";
  let since = 0;
  const look = async () => {
    const found = await detector.detect(video);
    for (const { rawValue } of found) {
      if (rawValue !== last || Date.now() - since > PAUSE) {
        last = rawValue;
        since = Date.now();
        take(rawValue);
      }
    }
    setTimeout(look, 150);
  };
  look();
}
