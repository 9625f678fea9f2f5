// Draws a LINE Flex container as a phone does. LINE's own rules: flex-message-layout and
// flex-message-elements in its documentation; measures are those of LINE's Flex simulator.
import { h, setStyle } from "./lib/dom.js";
import { icon, image, video } from "./flex/media.js";
import { cutLabels, measure, watch } from "./flex/measure.js";
import { button, text } from "./flex/text.js";
import { SPACE, border, color, gradient, length, offsets, padding, share } from "./flex/values.js";

export { cutLabels, measure };

const SIZES = ["nano", "micro", "deca", "hecto", "kilo", "mega", "giga"];
const BLOCKS = ["header", "hero", "body", "footer"];
const DRAW = {
  box,
  text,
  button,
  image,
  icon,
  video,
  separator: (part) =>
    h("div", { class: "fx-part fx-separator", style: { backgroundColor: color(part.color) } }),
  filler: () => h("div", { class: "fx-part fx-filler" }),
  spacer: (part) => {
    const size = SPACE[part.size] ?? SPACE.md;
    return h("div", { class: "fx-part fx-filler", style: { flex: "none", width: size, height: size } });
  },
};

// The whole message. `onAction(action, element)` is called when something is tapped.
export function renderFlex(container, { onAction = () => {}, altText = "" } = {}) {
  const bubbles = container?.type === "carousel" ? container.contents : [container];
  const root = h(
    "div",
    {
      class: container?.type === "carousel" ? "fx fx-carousel" : "fx fx-single",
      role: "group",
      "aria-label": altText || null,
      "data-testid": "flex",
      // A carousel scrolls by itself, so the keyboard must be able to reach it.
      tabindex: bubbles.length > 1 ? 0 : null,
    },
    bubbles.filter(Boolean).map((it) => bubble(it, onAction)),
  );
  watch(root);
  return root;
}

function bubble(part, onAction) {
  const size = SIZES.includes(part.size) ? part.size : "mega";
  const el = h("div", {
    class: `fx-bubble fx-${size}`,
    dir: part.direction === "rtl" ? "rtl" : "ltr",
    "data-testid": "flex-bubble",
  });
  const present = BLOCKS.filter((name) => part[name]);
  for (const name of present) {
    const style = part.styles?.[name] ?? {};
    const block = h("div", {
      class: `fx-block fx-${name}`,
      style: { backgroundColor: color(style.backgroundColor) },
    });
    if (name === "body" && part.footer) block.classList.add("fx-above-footer");
    // A separator lies above its block, so the first block has none.
    if (style.separator && name !== present[0]) {
      block.style.borderTop = `1px solid ${color(style.separatorColor) ?? "#d4d6da"}`;
    }
    block.append(component(part[name], "vertical", onAction));
    el.append(block);
  }
  tappable(el, part.action, onAction);
  return el;
}

function component(part, layout, onAction) {
  const el = (DRAW[part?.type] ?? unknown)(part, onAction);
  setStyle(el, { flex: el.style.flex || share(part ?? {}, layout), ...offsets(part ?? {}) });
  // A full-width picture of weight 0 has no width of its own to fit; LINE gives it the whole row.
  if (part?.flex === 0 && layout !== "vertical" && el.classList.contains("fx-full")) el.style.width = "100%";
  if (part?.position === "absolute") el.classList.add("fx-absolute");
  const gravity = { center: "center", bottom: "flex-end" }[part?.gravity];
  if (gravity && layout !== "baseline") el.style.justifyContent = gravity;
  if (part?.type === "button") tapOn(el.firstElementChild, part.action, onAction);
  else if (part?.type === "video") tapOn(el.querySelector("[data-video-action]"), part.action, onAction);
  else tappable(el, part?.action, onAction);
  return el;
}

function box(part, onAction) {
  const layout = ["horizontal", "baseline"].includes(part.layout) ? part.layout : "vertical";
  const background = gradient(part.background);
  const el = h("div", {
    class: `fx-part fx-box fx-${layout}`,
    style: {
      ...padding(part),
      ...border(part),
      width: length(part.width),
      maxWidth: length(part.maxWidth),
      height: length(part.height),
      maxHeight: length(part.maxHeight),
      backgroundColor: color(part.backgroundColor),
      backgroundImage: background,
      justifyContent: part.justifyContent,
      alignItems: layout === "baseline" ? null : part.alignItems,
    },
  });
  // Only a box with an edge of its own cuts sharply; elsewhere Thai tone marks may stand out a little.
  if (part.cornerRadius || part.height || part.maxHeight || part.borderWidth) el.classList.add("fx-edge");
  let first = true;
  for (const child of part.contents ?? []) {
    const kid = component(child, layout, onAction);
    if (child?.position !== "absolute") {
      const gap = first ? null : gapBefore(child, part.spacing);
      setStyle(kid, layout === "vertical" ? { marginTop: gap } : { marginInlineStart: gap });
      first = false;
    }
    el.append(kid);
  }
  return el;
}

// A child's own margin beats the box's spacing; the first child has neither, a filler only its own.
function gapBefore(child, spacing) {
  return length(child?.margin, SPACE) ?? (child?.type === "filler" ? null : length(spacing, SPACE));
}

function tappable(el, action, onAction) {
  if (!action) return;
  el.classList.add("fx-tap");
  el.tabIndex = 0;
  el.setAttribute("role", "button");
  el.setAttribute("aria-label", action.label ?? el.textContent.trim());
  el.dataset.tap = "true";
  tapOn(el, action, onAction);
  el.addEventListener("keydown", (event) => {
    if (event.target === el && ["Enter", " "].includes(event.key)) {
      event.preventDefault();
      el.click();
    }
  });
}

function tapOn(el, action, onAction) {
  if (!el || !action) return;
  el.addEventListener("click", (event) => {
    event.stopPropagation(); // the innermost action wins
    onAction(action, el);
  });
}

function unknown(part) {
  return h("div", { class: "fx-part fx-unknown" }, `? ${part?.type ?? typeof part}`);
}
