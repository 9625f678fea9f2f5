// The list of a person's chats, newest first.
import { avatar } from "../lib/avatar.js";
import { h } from "../lib/dom.js";
import { store } from "../lib/store.js";
import { moment, whenBrief } from "../lib/time.js";
import { summary } from "../templates.js";

// What the list shows, newest chat first.
export function chatRows({ userId }) {
  return store
    .chatsOf(userId)
    .map((chat) => {
      const last = store.messages(userId, chat).at(-1);
      const group = store.group(chat);
      return {
        chat,
        at: last ? moment(last.at).getTime() : 0,
        who: group ?? store.state.bot,
        name: group?.groupName ?? store.state.bot.displayName,
        members: group?.members.length,
        when: last ? whenBrief(last.at, store.now()) : "",
        words: last ? preview(last, userId) : "ยังไม่มีข้อความ",
        unread: store.unread(userId, chat),
      };
    })
    .sort((a, b) => b.at - a.at);
}

export function chatList(phone, rows) {
  return [
    h("header", { class: "chat-head" }, h("h2", {}, "แชต")),
    h(
      "div",
      { class: "chats-rows" },
      rows.map((it) => chatRow(phone, it)),
    ),
  ];
}

function chatRow(phone, { chat, who, name, members, when, words, unread }) {
  return h(
    "button",
    {
      type: "button",
      class: "chat-row",
      "data-testid": "chat-row",
      "data-chat-id": chat,
      "aria-label": `${name}${unread ? ` ${unread} ข้อความใหม่` : ""}`,
      onclick: () => phone.openChat(chat),
    },
    avatar(who, { size: 50, bot: members === undefined }),
    h(
      "span",
      { class: "chat-row-words" },
      h("b", {}, name, members !== undefined && h("small", {}, ` ${members}`)),
      h("span", {}, words),
    ),
    h(
      "span",
      { class: "chat-row-side" },
      h("time", {}, when),
      unread > 0 && h("span", { class: "unread", "data-testid": "unread" }, unread > 99 ? "99+" : unread),
    ),
  );
}

function preview(it, me) {
  if (it.from === "system") return it.note ?? "";
  if (it.unsent) return "ยกเลิกข้อความ";
  const words = summary(it.message, (id) => store.nameOf(id));
  return it.from === me || it.from === "bot" ? words : `${store.nameOf(it.from) ?? ""}: ${words}`;
}
