// Every kind of message but Flex, and the one place that knows which drawing belongs to which type.
import { imagemap } from "./chat/imagemap.js";
import { audio, file, image, place, video } from "./chat/media.js";
import { drawSticker } from "./chat/sticker.js";
import { plainText, text } from "./chat/text.js";
import { renderFlex } from "./flex.js";
import { watch } from "./flex/measure.js";
import { h } from "./lib/dom.js";
import { color } from "./flex/values.js";

// These take the whole width of a chat; everything else is a bubble beside the sender's face.
export const isWide = (message) => ["flex", "template", "imagemap"].includes(message?.type);

const DRAW = {
  text,
  textV2: text,
  image,
  video,
  audio,
  file,
  location: place,
  imagemap,
  sticker: (message) => h("div", { class: "bubble-sticker", "data-testid": "bubble" }, drawSticker(message)),
  flex: (message, ctx) => renderFlex(message.contents, { onAction: ctx.onAction, altText: message.altText }),
  template,
};

// ctx = {onAction(action, element), nameOf(userId), contentUrl?}
export function renderMessage(message, ctx) {
  const draw = DRAW[message?.type];
  return draw
    ? draw(message, ctx)
    : h(
        "div",
        { class: "bubble bubble-text bubble-odd", "data-testid": "bubble" },
        `[${message?.type ?? "?"}]`,
      );
}

// One line about a message: chat list, quotes, notifications. As LINE says it in Thai.
export function summary(message, nameOf) {
  switch (message?.type) {
    case "text":
    case "textV2":
      return plainText(message, nameOf);
    case "sticker":
      return "[สติกเกอร์]";
    case "image":
      return "[รูปภาพ]";
    case "video":
      return "[วิดีโอ]";
    case "audio":
      return "[เสียง]";
    case "file":
      return message.fileName ?? "[ไฟล์]";
    case "location":
      return `[ตำแหน่ง] ${message.title ?? ""}`.trim();
    default:
      return message?.altText ?? "";
  }
}

function template(message, ctx) {
  const it = message.template ?? {};
  const cards = it.columns ?? [it];
  const draw = it.type === "image_carousel" ? pictureCard : card;
  const root = h(
    "div",
    {
      class: `tpl tpl-${it.type}`,
      role: "group",
      "aria-label": message.altText,
      "data-testid": "template",
      tabindex: cards.length > 1 ? 0 : null,
    },
    cards.map((one) => draw(one, it, ctx)),
  );
  watch(root);
  return root;
}

function card(one, whole, ctx) {
  const picture =
    one.thumbnailImageUrl &&
    h(
      "div",
      {
        class: "tpl-picture",
        style: {
          aspectRatio: whole.imageAspectRatio === "square" ? "1 / 1" : "1.51 / 1",
          backgroundColor: color(one.imageBackgroundColor) ?? "#fff",
        },
      },
      h("img", {
        src: one.thumbnailImageUrl,
        alt: "",
        style: { objectFit: whole.imageSize === "contain" ? "contain" : "cover" },
      }),
    );
  const words = h(
    "div",
    { class: "tpl-words" },
    one.title && h("p", { class: "tpl-title" }, one.title),
    h("p", { class: "tpl-text" }, one.text ?? ""),
  );
  const top = [picture, words];
  return h(
    "div",
    { class: "tpl-card" },
    one.defaultAction
      ? h(
          "button",
          {
            type: "button",
            class: "tpl-top",
            onclick: tap(one.defaultAction, ctx),
            "aria-label": one.defaultAction.label ?? one.text,
          },
          top,
        )
      : top,
    h(
      "div",
      { class: "tpl-actions" },
      (one.actions ?? []).map((action) => key(action, ctx)),
    ),
  );
}

function key(action, ctx) {
  return h(
    "button",
    {
      type: "button",
      class: "tpl-key tpl-cut",
      "data-testid": "template-button",
      "data-label": action.label,
      onclick: tap(action, ctx),
    },
    h("span", { class: "fx-line" }, action.label ?? ""),
  );
}

function pictureCard(one, whole, ctx) {
  return h(
    "button",
    {
      type: "button",
      class: "tpl-photo tpl-cut",
      "data-testid": "template-button",
      "data-label": one.action?.label,
      onclick: tap(one.action, ctx),
    },
    h("img", { src: one.imageUrl, alt: "" }),
    one.action?.label &&
      h("span", { class: "tpl-photo-label" }, h("span", { class: "fx-line" }, one.action.label)),
  );
}

const tap = (action, ctx) => (event) => action && ctx.onAction(action, event.currentTarget);
