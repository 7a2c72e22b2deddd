/* What reads a code in a picture: the browser itself, or the decoder that the site serves. */

const LONGEST = 800; // pixels: more costs time and finds no more

/* Returns a function from a video to the codes in it, or null where nothing here can read any. */
export async function findReader(decoder) {
  const Detector = window.BarcodeDetector;
  if (Detector && (await Detector.getSupportedFormats()).includes("qr_code")) {
    const detector = new Detector({ formats: ["qr_code"] });
    return async (video) => (await detector.detect(video)).map((found) => found.rawValue);
  }
  return decoder ? readerOf(decoder) : null;
}

// The package is no module: it leaves its one function with the window. It is fetched when the camera is first used.
async function readerOf(decoder) {
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d", { willReadFrequently: true });
  return async (video) => {
    if (!self.jsQR) await import(decoder);
    const scale = Math.min(1, LONGEST / Math.max(video.videoWidth, video.videoHeight, 1));
    canvas.width = Math.round(video.videoWidth * scale);
    canvas.height = Math.round(video.videoHeight * scale);
    if (!canvas.width || !canvas.height) return [];
    context.drawImage(video, 0, 0, canvas.width, canvas.height);
    const { data, width, height } = context.getImageData(0, 0, canvas.width, canvas.height);
    const found = self.jsQR(data, width, height, { inversionAttempts: "dontInvert" });
    return found && found.data ? [found.data] : [];
  };
}
