// Pictures, videos, voices, files and places.
import { h, drawing } from "../lib/dom.js";
import { icon } from "../lib/icons.js";

// In a chat the person's own uploads come from the simulator (contentUrl), the bot's from its addresses.
const source = (message, ctx) =>
  ctx.contentUrl ?? message.originalContentUrl ?? message.contentProvider?.originalContentUrl;

export function image(message, ctx) {
  const full = source(message, ctx);
  const img = h("img", { src: message.previewImageUrl ?? full, alt: "รูปภาพ", class: "photo" });
  img.addEventListener("error", () => img.replaceWith(h("span", { class: "photo lost" }, icon("picture"))));
  return h(
    "button",
    {
      type: "button",
      class: "bubble-photo",
      "data-testid": "bubble",
      "aria-label": "ดูรูปเต็ม",
      onclick: () => zoom(full),
    },
    img,
  );
}

function zoom(url) {
  const view = h(
    "dialog",
    { class: "zoom", "aria-label": "รูปภาพ", onclick: () => view.close(), onclose: () => view.remove() },
    h("img", { src: url, alt: "รูปภาพ" }),
    h("button", { type: "button", "aria-label": "ปิด" }, icon("close")),
  );
  document.body.append(view);
  view.showModal();
}

export function video(message, ctx) {
  return h("video", {
    class: "photo",
    src: source(message, ctx),
    poster: message.previewImageUrl,
    controls: true,
    preload: "metadata",
    "data-testid": "bubble",
  });
}

export function audio(message, ctx) {
  const seconds = Math.max(1, Math.round((message.duration ?? 1000) / 1000));
  const sound = h("audio", { src: source(message, ctx), preload: "none" });
  const bars = Array.from(
    { length: 18 },
    (_, i) => `<path d="M${i * 5 + 3} ${14 - ((i * 7) % 10)}v${((i * 7) % 10) * 2 + 2}"/>`,
  ).join("");
  return h(
    "div",
    { class: "bubble bubble-audio", "data-testid": "bubble" },
    h(
      "button",
      {
        type: "button",
        class: "round",
        "aria-label": `เล่นเสียง ${seconds} วินาที`,
        onclick: () => (sound.paused ? sound.play().catch(() => {}) : sound.pause()),
      },
      icon("play"),
    ),
    drawing(
      `<svg viewBox="0 0 92 28" class="wave" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="2.500" stroke-linecap="round">${bars}</svg>`,
    ),
    h("span", {}, `0:${String(seconds).padStart(2, "0")}`),
    sound,
  );
}

export function file(message, ctx) {
  const kb = (message.fileSize ?? 0) / 1024;
  const size = !message.fileSize
    ? ""
    : kb > 1024
      ? `${(kb / 1024).toFixed(1)} MB`
      : `${Math.max(1, Math.round(kb))} KB`;
  return h(
    "a",
    {
      class: "bubble bubble-file",
      "data-testid": "bubble",
      href: source(message, ctx) ?? null,
      download: message.fileName,
      target: "_blank",
      rel: "noopener",
    },
    icon("file"),
    h("span", {}, h("b", {}, message.fileName ?? "ไฟล์"), h("small", {}, size)),
  );
}

export function place(message, ctx) {
  const { latitude: lat, longitude: lon } = message;
  const where = `${Number(lat).toFixed(5)}, ${Number(lon).toFixed(5)}`;
  return h(
    "button",
    {
      type: "button",
      class: "bubble-place",
      "data-testid": "bubble",
      title: "Google Maps",
      "aria-label": `ตำแหน่ง ${message.title ?? ""} ${where}`,
      onclick: (event) =>
        ctx.onAction(
          { type: "uri", uri: `https://www.google.com/maps?q=${lat},${lon}` },
          event.currentTarget,
        ),
    },
    map(lat, lon),
    h(
      "span",
      { class: "place-words" },
      h("b", {}, message.title || "ตำแหน่งที่ตั้ง"),
      message.address && h("span", {}, message.address),
      h("small", {}, where),
    ),
  );
}

// A drawn map that is the same for the same place: a river, some roads, a pin.
export function map(lat, lon) {
  const n = (k) => Math.abs(Math.round((Number(lat) * 7919 + Number(lon) * 104729) * k)) % 100;
  return drawing(`<svg viewBox="0 0 240 110" class="map" aria-hidden="true"><rect width="240" height="110" fill="#E9F0E2"/>
    <path d="M0 ${20 + n(3) / 2}q60 ${n(5) / 2} 120 10t130 ${n(7) / 4}" stroke="#AFD5EE" stroke-width="14" fill="none"/>
    <g stroke="#fff" stroke-width="8" fill="none"><path d="M${20 + n(11)} 0L${60 + n(13)} 110M0 ${40 + n(17) / 3}L240 ${60 + n(19) / 3}M${150 + n(23) / 2} 0l-20 110"/></g>
    <g fill="#D9DECF">${[0, 1, 2, 3].map((i) => `<rect x="${(n(29 + i) * 2) % 220}" y="${(n(31 + i) + 8) % 92}" width="16" height="11" rx="2"/>`).join("")}</g>
    <path d="M120 84c-13-17-19-26-19-36a19 19 0 0138 0c0 10-6 19-19 36z" fill="#E53935"/><circle cx="120" cy="48" r="7" fill="#fff"/></svg>`);
}
