// One phone: whose it is, what kind it is, and either the list of chats or one chat.
import { chatList, chatRows } from "./chat/list.js";
import { ChatView } from "./chat/view.js";
import { measure } from "./flex.js";
import { avatar } from "./lib/avatar.js";
import { api } from "./lib/api.js";
import { h, redraw, replace } from "./lib/dom.js";
import { icon } from "./lib/icons.js";
import { store } from "./lib/store.js";
import { hourMinute } from "./lib/time.js";
import { attempt } from "./lib/toast.js";

const DEVICES = { android: "Android", ios: "iPhone", pc: "คอมพิวเตอร์" };
const LETTERS = { 1: "ก", 1.25: "ก+", 1.5: "ก++" }; // the letter size set in LINE

export class Phone {
  #view = null;
  dismissed = new Set(); // messages whose quick replies were tapped away on this phone

  // `deck` = {close(phone), changed()}
  constructor(userId, deck, { chat = null, letters = 1 } = {}) {
    this.userId = userId;
    this.deck = deck;
    this.letters = letters;
    this.title = "";
    this.bar = h("header", { class: "phone-bar" });
    this.clock = h("span", {});
    this.list = h("div", { class: "chats", "data-testid": "chat-list" });
    this.page = h("div", { class: "page" });
    this.screen = h(
      "div",
      { class: "screen" },
      h(
        "div",
        { class: "status", "aria-hidden": "true" },
        this.clock,
        h("span", { class: "status-side" }, "4G ▪▪▪ 100%"),
      ),
      this.page,
    );
    this.el = h(
      "section",
      { class: "phone", "data-testid": "phone", "data-user-id": userId },
      this.bar,
      this.screen,
    );
    this.#follow();
    if (chat && store.chatsOf(userId).includes(chat)) this.openChat(chat);
    else this.openList();
  }

  get chat() {
    return this.#view?.chat ?? null;
  }

  attempt(work) {
    return attempt(this.screen, work);
  }

  // Everything on this phone, for the unread counts.
  #follow() {
    for (const chat of store.chatsOf(this.userId)) store.follow(this.userId, chat).catch(() => {});
  }

  openList() {
    this.#view?.destroy();
    this.#view = null;
    this.update();
    this.deck.changed();
  }

  openChat(chat, words) {
    if (this.chat !== chat) {
      this.#view?.destroy();
      this.#view = new ChatView(this, chat);
      replace(this.page, this.#view.el);
    }
    this.update();
    this.#view.toEnd();
    if (words) this.#view.composer.fill(words);
    this.deck.changed();
  }

  update() {
    const person = store.person(this.userId);
    if (!person) return;
    this.#follow();
    if (this.#view && !store.chatsOf(this.userId).includes(this.chat)) {
      // thrown out of the group
      this.openList();
      return;
    }
    this.el.dataset.device = person.device;
    this.el.setAttribute("aria-label", `โทรศัพท์ของ ${person.displayName}`);
    this.el.style.setProperty("--line-font-scale", this.letters);
    this.tick();
    redraw(this.bar, [person, this.letters], () => this.#barFor(person));
    if (this.#view) this.#view.update();
    else this.#drawList();
  }

  #drawList() {
    if (this.list.parentNode !== this.page) replace(this.page, this.list);
    const rows = chatRows(this);
    redraw(this.list, rows, () => chatList(this, rows));
  }

  // Something new in one chat of this person.
  chatChanged(chat) {
    if (!this.#view) this.update();
    else if (this.chat === chat) this.#view.update();
  }

  get unread() {
    return store.chatsOf(this.userId).reduce((sum, chat) => sum + store.unread(this.userId, chat), 0);
  }

  tick() {
    this.clock.textContent = hourMinute(store.now());
  }

  #barFor(person) {
    const device = h(
      "select",
      {
        "aria-label": "ชนิดเครื่อง",
        title: "Device",
        "data-testid": "device",
        onchange: () => this.attempt(() => api.person(this.userId, { device: device.value })),
      },
      Object.entries(DEVICES).map(([value, name]) => h("option", { value }, name)),
    );
    device.value = person.device ?? "android";
    const letters = h(
      "select",
      {
        "aria-label": "ขนาดตัวอักษร",
        title: "Letter size",
        "data-testid": "letters",
        onchange: () => {
          this.letters = Number(letters.value);
          this.update();
          this.el.querySelectorAll(".fx, .tpl").forEach(measure);
          this.deck.changed();
        },
      },
      Object.entries(LETTERS).map(([value, name]) => h("option", { value }, name)),
    );
    letters.value = String(this.letters);
    return [
      avatar(person, { size: 30 }),
      h("b", { "data-testid": "phone-owner" }, person.displayName),
      !person.agreed && h("span", { class: "tag", title: "No userId in group events" }, "ไม่ยอมรับเงื่อนไข"),
      device,
      letters,
      h(
        "button",
        {
          type: "button",
          class: "round",
          "aria-label": `เก็บโทรศัพท์ของ ${person.displayName}`,
          title: "Close",
          "data-testid": "phone-close",
          onclick: () => this.deck.close(this),
        },
        icon("close"),
      ),
    ];
  }

  destroy() {
    this.#view?.destroy();
    store.forget(this.userId);
    this.el.remove();
  }
}
