// The phones side by side; which ones are open is remembered in this browser.
import { Phone } from "./phone.js";
import { avatar } from "./lib/avatar.js";
import { h, redraw } from "./lib/dom.js";
import { icon } from "./lib/icons.js";
import { store } from "./lib/store.js";

const KEPT = "khwamdee.phones";
const ROOM = 345; // px a phone likes to have

export class Deck {
  phones = [];
  #current = null; // the one shown where there is room for one only
  #ready = false;
  #nobody = false;

  constructor({ deck, tabs, query }) {
    this.el = deck;
    this.tabs = tabs;
    this.query = query;
  }

  // Those of the address line, else those of last time, else as many as fit.
  start() {
    const wanted = this.query
      .get("phones")
      ?.split(",")
      .map((userId) => ({ userId, chat: this.query.get("chat") }));
    const kept = wanted ?? this.#kept();
    for (const it of kept) if (store.person(it.userId)) this.open(it.userId, it);
    if (!this.phones.length) this.#openSome();
    this.#ready = true;
    this.changed();
  }

  #openSome() {
    const fit = Math.max(1, Math.min(3, Math.floor(this.el.clientWidth / ROOM)));
    for (const person of store.state.people.slice(0, fit)) this.open(person.userId);
  }

  // Open somebody's phone, in their first group unless told otherwise.
  open(userId, { chat, letters } = {}) {
    const there = this.phones.find((it) => it.userId === userId);
    if (there) {
      this.show(there);
      return there;
    }
    const first = store.chatsOf(userId)[1] ?? null;
    const phone = new Phone(userId, this, { chat: chat === undefined ? first : chat, letters });
    this.phones.push(phone);
    this.el.append(phone.el);
    this.show(phone);
    return phone;
  }

  close(phone) {
    this.phones = this.phones.filter((it) => it !== phone);
    phone.destroy();
    this.show(this.phones[0] ?? null);
  }

  show(phone) {
    this.#current = phone;
    for (const it of this.phones) it.el.classList.toggle("current", it === phone);
    phone?.el.scrollIntoView({ block: "nearest", inline: "nearest" });
    this.changed();
  }

  update() {
    let lost = this.#nobody;
    for (const phone of [...this.phones]) {
      if (store.person(phone.userId)) phone.update();
      else {
        this.close(phone);
        lost = true;
      }
    }
    this.#nobody = store.state.people.length === 0;
    // A new village (a reset, another simulator) gets phones; a table cleared by hand stays clear.
    if (lost && this.#ready && !this.phones.length) this.#openSome();
    this.#drawTabs();
  }

  chatChanged({ as, chat }) {
    this.phones.find((it) => it.userId === as)?.chatChanged(chat);
    this.#drawTabs();
  }

  changed() {
    if (!this.#ready) return;
    localStorage.setItem(
      KEPT,
      JSON.stringify(this.phones.map(({ userId, chat, letters }) => ({ userId, chat, letters }))),
    );
    this.#drawTabs();
  }

  // On a small screen the tabs choose whose phone one holds.
  #drawTabs() {
    const tabs = this.phones.map((phone) => {
      const on = phone === this.#current;
      return { on, userId: phone.userId, person: store.person(phone.userId), unread: on ? 0 : phone.unread };
    });
    const free = store.state.people.filter((it) => !this.phones.some((one) => one.userId === it.userId));
    redraw(this.tabs, [tabs, free], () => [tabs.map((it) => this.#tab(it)), this.#adder(free)]);
  }

  #tab({ on, userId, person, unread }) {
    return h(
      "button",
      {
        type: "button",
        class: on ? "on" : null,
        "aria-pressed": String(on),
        "data-testid": "phone-tab",
        "data-user-id": userId,
        onclick: () => this.show(this.phones.find((it) => it.userId === userId)),
      },
      avatar(person, { size: 26 }),
      h("span", {}, person?.displayName),
      unread > 0 && h("span", { class: "unread" }, unread),
    );
  }

  #adder(free) {
    if (!free.length) return null;
    const choose = h(
      "select",
      {
        "aria-label": "เปิดโทรศัพท์ของ…",
        title: "Add a phone",
        "data-testid": "add-phone",
        onchange: () => choose.value && this.open(choose.value),
      },
      h("option", { value: "" }, "+ โทรศัพท์"),
      free.map((it) => h("option", { value: it.userId }, it.displayName)),
    );
    return h("span", { class: "adder" }, icon("phone"), choose);
  }

  #kept() {
    try {
      return JSON.parse(localStorage.getItem(KEPT)) ?? [];
    } catch {
      return [];
    }
  }
}
