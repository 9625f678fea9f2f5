// A voice message: a short hum made here, so that no microphone is needed.
import { h } from "../lib/dom.js";
import { icon } from "../lib/icons.js";
import { toBase64 } from "./base64.js";
import { openSheet } from "./sheet.js";

const RATE = 8000;

export function pickVoice(view) {
  openSheet(
    view.screen,
    "ส่งเสียง",
    (close) =>
      h(
        "div",
        { class: "choices" },
        [2, 8, 30].map((seconds) =>
          h(
            "button",
            {
              type: "button",
              "data-testid": `voice-${seconds}`,
              onclick: async () => {
                close();
                await view.say({
                  type: "audio",
                  data: await toBase64(hum(seconds)),
                  contentType: "audio/wav",
                  duration: seconds * 1000,
                });
              },
            },
            icon("mic"),
            h("span", {}, `เสียงตัวอย่าง ${seconds} วินาที`),
          ),
        ),
      ),
    { testid: "voice-sheet" },
  );
}

// 8-bit mono WAV: a 44-byte head, then the samples.
export function hum(seconds) {
  const count = RATE * seconds;
  const bytes = new DataView(new ArrayBuffer(44 + count));
  const put = (at, word) => [...word].forEach((c, i) => bytes.setUint8(at + i, c.charCodeAt(0)));
  put(0, "RIFF");
  bytes.setUint32(4, 36 + count, true);
  put(8, "WAVEfmt ");
  bytes.setUint32(16, 16, true);
  bytes.setUint16(20, 1, true);
  bytes.setUint16(22, 1, true);
  bytes.setUint32(24, RATE, true);
  bytes.setUint32(28, RATE, true);
  bytes.setUint16(32, 1, true);
  bytes.setUint16(34, 8, true);
  put(36, "data");
  bytes.setUint32(40, count, true);
  for (let i = 0; i < count; i++) {
    const t = i / RATE;
    const loud = Math.abs(Math.sin(t * 5)) * 50;
    bytes.setUint8(44 + i, 128 + Math.round(loud * Math.sin(t * 2 * Math.PI * (180 + 60 * Math.sin(t * 3)))));
  }
  return new Blob([bytes], { type: "audio/wav" });
}
