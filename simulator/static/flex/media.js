// Pictures, icons and videos of a Flex Message.
import { h } from "../lib/dom.js";
import { icon as glyph } from "../lib/icons.js";
import { fontSize } from "./text.js";
import { IMAGE_SIZE, color, length, ratio } from "./values.js";

// A picture that cannot be had (offline) leaves a quiet grey field, as on a phone.
function picture(url, fit, label) {
  const img = h("img", { src: url, alt: label ?? "", draggable: "false", loading: "eager" });
  img.style.objectFit = fit;
  img.addEventListener("error", () => img.replaceWith(h("span", { class: "fx-lost" }, glyph("picture"))));
  return img;
}

export function image(part) {
  const size = length(part.size, IMAGE_SIZE) ?? IMAGE_SIZE.md;
  const frame = h(
    "div",
    {
      class: "fx-frame",
      style: {
        width: size,
        aspectRatio: ratio(part.aspectRatio).css,
        backgroundColor: color(part.backgroundColor),
      },
    },
    picture(part.url, part.aspectMode === "cover" ? "cover" : "contain", part.action?.label),
  );
  const place = { start: "flex-start", end: "flex-end" }[part.align] ?? "center";
  const el = h("div", { class: "fx-part fx-image", style: { alignItems: place } }, frame);
  if (size.endsWith("%")) el.classList.add("fx-full");
  return el;
}

export function icon(part) {
  const { width, height } = ratio(part.aspectRatio);
  const img = picture(part.url, "contain");
  img.style.width = `${width / height}em`;
  return h("div", { class: "fx-part fx-icon", style: { fontSize: fontSize(part.size, part.scaling) } }, img);
}

// The poster with a play mark; tapping plays it in place.
export function video(part) {
  const frame = h(
    "div",
    { class: "fx-frame", style: { width: "100%", aspectRatio: ratio(part.aspectRatio).css } },
    picture(part.previewUrl, "cover"),
  );
  frame.append(
    h(
      "button",
      {
        type: "button",
        class: "fx-play",
        "aria-label": "เล่นวิดีโอ",
        title: "Play",
        onclick: (event) => {
          event.stopPropagation();
          const film = h("video", { src: part.url, controls: true, playsinline: true });
          frame.replaceChildren(film);
          film.play().catch(() => {}); // a browser may refuse; the controls stay
        },
      },
      glyph("play"),
    ),
  );
  const el = h("div", { class: "fx-part fx-image fx-full" }, frame);
  if (part.action?.uri && part.action.label) {
    el.append(
      h("button", { type: "button", class: "fx-video-link", "data-video-action": "" }, part.action.label),
    );
  }
  return el;
}
