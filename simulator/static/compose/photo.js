// Sending a picture: one from this computer, or a sample drawn on the spot.
import { h } from "../lib/dom.js";
import { icon } from "../lib/icons.js";
import { toBase64 } from "./base64.js";
import { SCENES, drawScene } from "./scenes.js";
import { openSheet } from "./sheet.js";

export function pickPhoto(view, title = "ส่งรูป") {
  openSheet(
    view.screen,
    title,
    (close) => {
      const send = async (...files) => {
        close();
        const pictures = await Promise.all(
          files.map(async (it) => ({
            type: "image",
            data: await toBase64(it),
            contentType: it.type || "image/jpeg",
            fileName: it.name,
          })),
        );
        await view.say(pictures.length > 1 ? pictures : pictures[0]); // several at once are one set
      };
      const file = h("input", {
        type: "file",
        accept: "image/*",
        multiple: true,
        class: "hidden-file",
        "data-testid": "photo-file",
        onchange: () => file.files.length && send(...file.files),
      });
      return h(
        "div",
        {},
        h("label", { class: "file-key" }, icon("picture"), "เลือกจากเครื่องนี้", file),
        h(
          "div",
          { class: "scenes" },
          Object.entries(SCENES).map(([name, { label }]) => sample(name, label, send)),
        ),
      );
    },
    { testid: "photo-sheet" },
  );
}

function sample(name, label, send) {
  // Each opening draws a new picture: no two photographs of a real village are the same bytes.
  const canvas = drawScene(name, Math.floor(Math.random() * 1e6));
  return h(
    "button",
    {
      type: "button",
      class: "scene",
      "data-testid": `photo-${name}`,
      onclick: () =>
        canvas.toBlob(
          (blob) => send(new File([blob], `${name}.jpg`, { type: blob.type })),
          "image/jpeg",
          0.85,
        ),
    },
    canvas,
    h("span", {}, label),
  );
}
