// One chat on one phone: head, messages, quick replies, composer, rich menu.
import { perform } from "../actions.js";
import { Composer } from "../compose/composer.js";
import { h, redraw } from "../lib/dom.js";
import { icon } from "../lib/icons.js";
import { avatar } from "../lib/avatar.js";
import { api } from "../lib/api.js";
import { store } from "../lib/store.js";
import { chatMenu } from "./chat-menu.js";
import { messageMenu } from "./message-menu.js";
import { quickReplies } from "./quick-replies.js";
import { RichMenu } from "./rich-menu.js";
import { plan } from "./rows.js";

const NEAR = 90; // px from the end that still count as "reading the newest"

export class ChatView {
  #rows = new Map(); // key → {signature, el}
  #readUpTo = null;
  #stick = true; // the person reads the newest; only scrolling up ends that, not content that grows
  #top = 0;

  constructor(phone, chat) {
    this.phone = phone;
    this.chat = chat;
    this.onAction = (action, el) => perform(action, this, el);
    this.list = h("div", { class: "rows" });
    this.typing = h(
      "div",
      { class: "typing", role: "status", "aria-label": "กำลังพิมพ์", "data-testid": "loading", hidden: true },
      h("i"),
      h("i"),
      h("i"),
    );
    this.log = h(
      "div",
      { class: "log", role: "log", tabindex: 0, "aria-label": "ข้อความในแชต", "data-testid": "message-list" },
      this.list,
      this.typing,
    );
    this.head = h("header", { class: "chat-head" });
    this.banner = h("div", { class: "chat-banner" });
    this.quick = h("div", { class: "quick", "data-testid": "quick-replies" });
    this.below = h(
      "button",
      { type: "button", class: "below", hidden: true, onclick: () => this.toEnd() },
      icon("down"),
      "ข้อความใหม่",
    );
    this.composer = new Composer(this);
    this.richMenu = new RichMenu(this);
    this.el = h(
      "div",
      { class: "chat", "data-testid": "chat", "data-chat-id": chat },
      this.head,
      this.banner,
      this.log,
      h("div", { class: "above-composer" }, this.below, this.quick),
      this.composer.el,
      this.richMenu.el,
    );
    this.log.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    // Pictures arrive late; a person who reads the newest stays with the newest.
    this.observer = new ResizeObserver(() => this.#stick && this.toEnd());
    this.observer.observe(this.list);
    this.observer.observe(this.log);
  }

  get as() {
    return this.phone.userId;
  }
  get isGroup() {
    return this.chat !== this.as;
  }
  get screen() {
    return this.phone.screen;
  }
  get device() {
    return store.person(this.as)?.device ?? "android";
  }
  get messages() {
    return store.messages(this.as, this.chat);
  }

  update() {
    const group = store.group(this.chat);
    const bot = store.state.bot;
    this.phone.title = group?.groupName ?? bot.displayName;
    redraw(this.head, [group?.groupName, group?.pictureUrl, group?.members.length, bot], () => [
      h(
        "button",
        {
          type: "button",
          class: "round",
          "aria-label": "กลับไปรายการแชต",
          title: "Back",
          "data-testid": "back",
          onclick: () => this.phone.openList(),
        },
        icon("back"),
      ),
      avatar(group ?? bot, { size: 34, bot: !group }),
      h(
        "h2",
        {},
        h("span", { "data-testid": "chat-name" }, group?.groupName ?? bot.displayName),
        group && h("small", { title: "Members, without the bot" }, ` (${group.members.length})`),
      ),
      h(
        "button",
        {
          type: "button",
          class: "round",
          "aria-label": "เมนูแชต",
          title: "Chat menu",
          "data-testid": "chat-menu",
          onclick: () => chatMenu(this),
        },
        icon("menu"),
      ),
    ]);
    this.#drawBanner();
    this.#drawRows();
    this.#drawTyping();
    quickReplies(this);
    this.composer.update();
    this.richMenu.update();
    this.#markRead();
  }

  #drawBanner() {
    const person = store.person(this.as);
    const group = store.group(this.chat);
    const button = (words, testid, work) =>
      h("button", { type: "button", "data-testid": testid, onclick: () => this.phone.attempt(work) }, words);
    const follow = (words) => button(words, "follow", () => api.follow(this.as));
    redraw(this.banner, [group?.bot, person?.blocked, person?.following], () => {
      if (group) return group.bot ? [] : h("p", {}, "บอตไม่ได้อยู่ในกลุ่มนี้");
      if (person?.blocked) return [h("p", {}, "คุณบล็อกบัญชีนี้อยู่"), follow("เลิกบล็อก")];
      if (person?.following) return [];
      return [
        h("p", {}, "ยังไม่ได้เป็นเพื่อนกัน"),
        follow("เพิ่มเพื่อน"),
        button("บล็อก", "block", () => api.block(this.as)),
      ];
    });
  }

  #drawRows() {
    const seen = new Set();
    const atEnd = this.#stick;
    let place = this.list.firstChild;
    let added = null;
    for (const row of plan(this.messages, this)) {
      seen.add(row.key);
      const old = this.#rows.get(row.key);
      let el = old?.el;
      if (old?.signature !== row.signature) {
        el = row.make();
        if (old) {
          if (place === old.el) place = el;
          old.el.replaceWith(el);
        } else added = row.key;
        this.#rows.set(row.key, { signature: row.signature, el });
      }
      if (el === place) place = place.nextSibling;
      else this.list.insertBefore(el, place);
    }
    for (const [key, { el }] of this.#rows) {
      if (seen.has(key)) continue;
      el.remove();
      this.#rows.delete(key);
    }
    if (!added) return;
    const last = this.messages.at(-1);
    if (atEnd || last?.from === this.as) this.toEnd();
    else this.below.hidden = false;
  }

  // LINE's loading animation: until the time the bot asked for, or its next message.
  #drawTyping() {
    const left = this.isGroup ? 0 : (store.state.loading?.[this.as] ?? 0) - store.now();
    this.typing.hidden = left <= 0;
    clearTimeout(this.typingEnd);
    if (left > 0) this.typingEnd = setTimeout(() => this.#drawTyping(), left + 50);
    if (left > 0 && this.#stick) this.toEnd();
  }

  #scrolled() {
    const top = this.log.scrollTop;
    if (this.#gap() < NEAR) this.#stick = true;
    else if (top < this.#top - 1) this.#stick = false;
    this.#top = top;
    if (this.#stick) this.below.hidden = true;
  }

  #gap() {
    return this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight;
  }

  toEnd() {
    this.#stick = true;
    this.below.hidden = true;
    this.log.scrollTop = this.log.scrollHeight;
  }

  reveal(messageId) {
    const el = this.#rows.get(messageId)?.el;
    el?.scrollIntoView({ block: "center" });
    el?.classList.add("flash");
    setTimeout(() => el?.classList.remove("flash"), 1500);
  }

  offerMenu(el, message) {
    messageMenu(this, el, message);
  }

  // Once per newest message, so that a simulator that keeps no marks is not asked for ever.
  #markRead() {
    const last = this.messages.at(-1)?.id ?? null;
    if (document.hidden || last === this.#readUpTo || !store.unread(this.as, this.chat)) return;
    this.#readUpTo = last;
    api.read(this.as, this.chat).catch(() => {});
  }

  // What a tap or the composer does in this person's name.
  say(message) {
    return this.phone.attempt(() => api.say(this.as, this.chat, message));
  }

  postback(it) {
    return this.phone.attempt(() => api.postback(this.as, this.chat, it));
  }

  destroy() {
    this.observer.disconnect();
    clearTimeout(this.typingEnd);
  }
}
