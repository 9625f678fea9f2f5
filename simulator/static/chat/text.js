// Text bubbles: links, mentions and LINE emoji inside the text.
import { h, drawing } from "../lib/dom.js";

const LINK = /(?:https?|line):\/\/[\x21-\x7e]+/g;

// `message` is of type text or textV2; ctx = {nameOf(userId), onAction}.
export function text(message, ctx) {
  const parts = message.type === "textV2" ? substituted(message, ctx) : marked(message, ctx);
  return h("div", { class: "bubble bubble-text", "data-testid": "bubble" }, parts);
}

// The same as plain words, for the chat list, quotes and copying.
export function plainText(message, nameOf = () => "") {
  if (message.type !== "textV2") return message.text ?? "";
  return split(message, (key, value) => (value?.type === "mention" ? mentioned(value, nameOf) : "")).join("");
}

function marked(message, ctx) {
  const whole = message.text ?? "";
  const marks = [
    ...(message.emojis ?? []).map((it) => ({ ...it, length: it.length ?? 1, draw: () => emoji(it) })),
    ...(message.mention?.mentionees ?? []).map((it) => ({
      ...it,
      draw: (words) => h("span", { class: "mention" }, words),
    })),
  ].sort((a, b) => a.index - b.index);
  const out = [];
  let at = 0;
  for (const mark of marks) {
    if (mark.index < at || mark.index >= whole.length) continue;
    out.push(linked(whole.slice(at, mark.index), ctx));
    at = mark.index + mark.length;
    out.push(mark.draw(whole.slice(mark.index, at)));
  }
  out.push(linked(whole.slice(at), ctx));
  return out;
}

function substituted(message, ctx) {
  return split(message, (key, value) => {
    if (value?.type === "emoji") return emoji(value);
    if (value?.type === "mention") return h("span", { class: "mention" }, mentioned(value, ctx.nameOf));
    return `{${key}}`;
  }).map((part) => (typeof part === "string" ? linked(part, ctx) : part));
}

// "{key}" is substituted, "{{" and "}}" are braces.
function split(message, put) {
  const out = [];
  const pattern = /\{\{|\}\}|\{([0-9A-Za-z_]{1,20})\}/g;
  const words = message.text ?? "";
  let at = 0;
  for (const hit of words.matchAll(pattern)) {
    out.push(words.slice(at, hit.index));
    out.push(hit[1] ? put(hit[1], message.substitution?.[hit[1]]) : hit[0][0]);
    at = hit.index + hit[0].length;
  }
  out.push(words.slice(at));
  return out;
}

function mentioned(value, nameOf) {
  const who = value.mentionee ?? {};
  return "@" + (who.type === "all" ? "ทุกคน" : (nameOf(who.userId) ?? "สมาชิก"));
}

function linked(words, ctx) {
  const out = [];
  let at = 0;
  for (const hit of words.matchAll(LINK)) {
    const url = hit[0].replace(/[.,;:!?)\]]+$/, "");
    out.push(words.slice(at, hit.index));
    out.push(
      h(
        "a",
        {
          href: url,
          rel: "noopener noreferrer",
          target: "_blank",
          onclick: (event) => {
            event.preventDefault();
            ctx.onAction({ type: "uri", uri: url }, event.currentTarget);
          },
        },
        url,
      ),
    );
    at = hit.index + url.length;
  }
  out.push(words.slice(at));
  return out;
}

// LINE's own emoji pictures are not to be had offline.
function emoji(it) {
  const face = drawing(`<svg viewBox="0 0 24 24" class="line-emoji" role="img" aria-label="อีโมจิ">
    <circle cx="12" cy="12" r="10.500" fill="#FFD54F" stroke="#C98A00"/><path d="M7.500 14c2.500 4 6.500 4 9 0z" fill="#7A4B00"/>
    <circle cx="8.500" cy="9.500" r="1.300" fill="#5D3A00"/><circle cx="15.500" cy="9.500" r="1.300" fill="#5D3A00"/></svg>`);
  face.append(h("title", {}, `${it.productId ?? ""}/${it.emojiId ?? ""}`));
  return face;
}
