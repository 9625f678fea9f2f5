// The rich menu under a 1:1 chat with the bot: picture, places to tap, the bar that folds it away.
import { h, redraw } from "../lib/dom.js";
import { icon } from "../lib/icons.js";
import { store } from "../lib/store.js";

export class RichMenu {
  #shown = null; // id of the menu last opened by itself
  open = false;

  constructor(view) {
    this.view = view;
    this.el = h("div", { class: "rich", "data-testid": "rich-menu" });
  }

  // The person's own menu, else the default one; never in groups, never on a PC, never when blocked.
  get menu() {
    const { view } = this;
    const all = store.state.richMenu;
    const person = store.person(view.as);
    if (view.isGroup || view.device === "pc" || person?.blocked) return null;
    const id = all?.byUser?.[view.as] ?? all?.default;
    return all?.menus?.[id] ? { id, ...all.menus[id] } : null;
  }

  update() {
    const { menu } = this;
    if (menu && menu.id !== this.#shown) {
      // A menu opens by itself if it says so, and a switched one stays open.
      this.open = Boolean(menu.selected) || (this.open && this.#shown !== null);
      this.#shown = menu.id;
    }
    if (!menu) this.#shown = null;
    redraw(this.el, [menu, this.open], () => menu && [this.#bar(menu), this.open && this.#picture(menu)]);
    this.view.el.classList.toggle("with-rich", Boolean(menu && this.open));
  }

  set(open) {
    this.open = open;
    this.update();
  }

  #bar(menu) {
    return h(
      "div",
      { class: "rich-bar" },
      h(
        "button",
        {
          type: "button",
          class: "round",
          "aria-label": "พิมพ์ข้อความ",
          title: "Keyboard",
          "data-testid": "rich-menu-keyboard",
          onclick: () => {
            this.set(false);
            this.view.composer.focus();
          },
        },
        icon("keyboard"),
      ),
      h(
        "button",
        {
          type: "button",
          class: "rich-toggle",
          "data-testid": "rich-menu-toggle",
          "aria-expanded": String(this.open),
          onclick: () => this.set(!this.open),
        },
        menu.chatBarText || "เมนู",
        icon(this.open ? "down" : "up"),
      ),
    );
  }

  #picture(menu) {
    const { width = 2500, height = 1686 } = menu.size ?? {};
    const pct = (n, of) => `${(100 * n) / of}%`;
    return h(
      "div",
      { class: "rich-picture", style: { aspectRatio: `${width} / ${height}` } },
      menu.imageUrl && h("img", { src: menu.imageUrl, alt: menu.name ?? "เมนู" }),
      (menu.areas ?? []).map(({ bounds = {}, action = {} }) =>
        h("button", {
          type: "button",
          class: "tap-area",
          "data-testid": "rich-menu-area",
          "data-label": action.label,
          "aria-label": action.label ?? action.text ?? action.displayText ?? action.uri ?? action.type,
          style: {
            left: pct(bounds.x, width),
            top: pct(bounds.y, height),
            width: pct(bounds.width, width),
            height: pct(bounds.height, height),
          },
          onclick: (event) => this.view.onAction(action, event.currentTarget),
        }),
      ),
    );
  }
}
