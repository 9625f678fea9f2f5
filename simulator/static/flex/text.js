// Text, spans and button labels of a Flex Message.
import { h } from "../lib/dom.js";
import { TEXT_SIZE, color, length } from "./values.js";

// `scaling: true` follows the letter size the person chose on the phone.
export function fontSize(size, scaling, fallback = "md") {
  const px = length(size, TEXT_SIZE) ?? (fallback && TEXT_SIZE[fallback]);
  return px && (scaling ? `calc(${px} * var(--line-font-scale, 1))` : px);
}

const DECORATION = { underline: "underline", "line-through": "line-through", none: "none" };

function letters(part, scaling, fallback) {
  return {
    fontSize: fontSize(part.size, scaling, fallback),
    color: color(part.color),
    fontWeight: { bold: "700", regular: "400" }[part.weight],
    fontStyle: { italic: "italic", normal: "normal" }[part.style],
    textDecoration: DECORATION[part.decoration],
  };
}

export function text(part) {
  const spans = part.contents?.length
    ? part.contents.map((span) => h("span", { style: letters(span, part.scaling, null) }, span.text ?? ""))
    : [part.text ?? ""];
  const line = h("p", { class: "fx-line", style: { textAlign: part.align } }, spans);
  if (part.wrap) line.classList.add("fx-wrap");
  if (part.wrap && part.maxLines > 0) {
    line.classList.add("fx-clamp");
    line.style.setProperty("-webkit-line-clamp", part.maxLines);
  }
  const gap = length(part.lineSpacing);
  if (gap) line.style.setProperty("--fx-gap", gap); // between lines only; see flex.css
  const el = h("div", { class: "fx-part fx-text", style: letters(part, part.scaling, "md") }, line);
  if (part.adjustMode === "shrink-to-fit" && !part.wrap) el.dataset.shrink = "true";
  return el;
}

export function button(part) {
  const style = ["primary", "secondary"].includes(part.style) ? part.style : "link";
  const tint = color(part.color);
  const label = h("span", { class: "fx-line fx-label" }, part.action?.label ?? "");
  const key = h(
    "button",
    {
      type: "button",
      class: `fx-key fx-${style} ${part.height === "sm" ? "fx-sm" : "fx-md"}`,
      style: {
        fontSize: fontSize("md", part.scaling),
        color: style === "link" ? tint : null,
        backgroundColor: style === "link" ? null : tint,
      },
      "aria-label": part.action?.label,
      "data-testid": "flex-button",
      "data-label": part.action?.label,
    },
    label,
  );
  const el = h("div", { class: "fx-part fx-button" }, key);
  if (part.adjustMode === "shrink-to-fit") el.dataset.shrink = "true";
  return el;
}
