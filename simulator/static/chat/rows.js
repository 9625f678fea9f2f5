// One row of a chat: face, name, bubble, time and marks; or a system line; or a day.
import { h } from "../lib/dom.js";
import { avatar } from "../lib/avatar.js";
import { icon } from "../lib/icons.js";
import { store } from "../lib/store.js";
import { dayKey, dayName, hourMinute } from "../lib/time.js";
import { isWide, renderMessage, summary } from "../templates.js";

// The rows to show, each {key, signature, make}: a row is made anew only if its signature changes.
export function plan(messages, view) {
  const rows = [];
  let before = null; // the last message of somebody, unless something came between
  let day = null;
  messages.forEach((message, i) => {
    if (day !== dayKey(message.at)) {
      day = dayKey(message.at);
      before = null;
      const name = dayName(message.at, store.now());
      rows.push({ key: `day ${day}`, signature: name, make: () => dayRow(name) });
    }
    const first = !before || !sameSpeaker(before, message);
    const tag = priceTag(message, messages[i + 1], view);
    rows.push({
      key: message.id,
      signature: String([message.rev, first, tag, speaker(message).displayName, speaker(message).pictureUrl]),
      make: () => row(message, { first, tag, view }),
    });
    before = message.from === "system" || message.unsent ? null : message;
  });
  return rows;
}

const sameSpeaker = (a, b) => a.from === b.from && a.message?.sender?.name === b.message?.sender?.name;

function speaker(message) {
  if (message.from === "bot") {
    const { name, iconUrl } = message.message?.sender ?? {};
    const bot = store.state.bot;
    return { displayName: name ?? bot.displayName, pictureUrl: iconUrl ?? bot.pictureUrl };
  }
  return store.person(message.from) ?? { displayName: "ไม่มีสมาชิกแล้ว" };
}

// What a message of the bot cost, once for the up to five bubbles sent together.
function priceTag(message, next, view) {
  if (message.from !== "bot" || !message.how) return "";
  if (next?.from === "bot" && next.how === message.how && next.at === message.at) return "";
  if (message.how === "reply") return "ฟรี (ตอบกลับ)";
  // Counted per person who gets it, however many bubbles.
  const people = message.counted ?? store.group(view.chat)?.members.length ?? 1;
  return `${message.how} ${people} ข้อความ`;
}

function dayRow(name) {
  return h("div", { class: "line-day", role: "separator" }, h("span", {}, name));
}

function systemRow(words, id) {
  return h(
    "div",
    { class: "line-system", "data-testid": "system-line", "data-message-id": id },
    h("span", {}, words),
  );
}

function row(message, { first, tag, view }) {
  const mine = message.from === view.as;
  if (message.from === "system") return systemRow(message.note ?? "", message.id);
  if (message.unsent) {
    return systemRow(mine ? "คุณยกเลิกข้อความ" : `${speaker(message).displayName} ยกเลิกข้อความ`, message.id);
  }
  const who = speaker(message);
  const bot = message.from === "bot";
  const bubble = renderMessage(message.message, {
    onAction: view.onAction,
    contentUrl: message.contentUrl,
    nameOf: (id) => store.nameOf(id),
  });
  if (message.quoted) bubble.prepend(quote(message.quoted, view));
  const wide = isWide(message.message);
  const el = h(
    "article",
    {
      class: ["row", mine ? "mine" : "theirs", wide ? "wide" : "", first ? "first" : ""].join(" "),
      "data-testid": "message",
      "data-message-id": message.id,
      "data-from": message.from,
      "data-type": message.message?.type,
      "data-how": message.how,
      "data-mine": mine ? "true" : null,
      "aria-label": `${mine ? "คุณ" : who.displayName} ${hourMinute(message.at)} น.`,
    },
    !mine && h("div", { class: "row-face" }, first && avatar(who, { bot })),
    h(
      "div",
      { class: "row-body" },
      !mine &&
        first &&
        h(
          "div",
          { class: "row-name" },
          who.displayName,
          bot && h("span", { class: "row-bot", title: "LINE Official Account" }, "บัญชีทางการ"),
        ),
      h(
        "div",
        { class: "row-line" },
        h("div", { class: "row-bubble" }, bubble),
        meta(message, tag, mine, view),
      ),
    ),
  );
  view.offerMenu(el, message);
  return el;
}

function meta(message, tag, mine, view) {
  // A group counts people; in 1:1 it is the bot that reads.
  const bot = view.isGroup ? store.state.bot.userId : null;
  const readers = (message.seenBy ?? []).filter((it) => it !== view.as && it !== bot).length;
  const read = mine && readers > 0 && (view.isGroup ? `อ่านแล้ว ${readers}` : "อ่านแล้ว");
  return h(
    "div",
    { class: "row-meta" },
    tag && h("span", { class: "price", "data-testid": "price-tag", "data-how": message.how }, tag),
    message.silent && h("span", { class: "price", title: "notificationDisabled" }, "ไม่เตือน"),
    read && h("span", { class: "read", "data-testid": "read-mark" }, read),
    message.edited && h("span", { class: "edited" }, "แก้ไขแล้ว"),
    h("time", {}, `${hourMinute(message.at)} น.`),
    h(
      "button",
      {
        type: "button",
        class: "row-more",
        "aria-label": "ทำอะไรกับข้อความนี้",
        title: "Reply, copy, edit, unsend",
        "data-testid": "message-menu",
      },
      icon("more"),
    ),
  );
}

function quote(messageId, view) {
  const it = store.messages(view.as, view.chat).find((one) => one.id === messageId);
  const words = !it
    ? "ข้อความที่ไม่มีแล้ว"
    : it.unsent
      ? "ข้อความที่ถูกยกเลิก"
      : summary(it.message, (id) => store.nameOf(id));
  return h(
    "button",
    { type: "button", class: "quote", "data-testid": "quote", onclick: () => view.reveal(messageId) },
    h("b", {}, it ? speaker(it).displayName : ""),
    h("span", {}, words),
  );
}
