// Something that slides up from the bottom of one phone and goes away again.
import { h } from "../lib/dom.js";
import { icon } from "../lib/icons.js";

// `fill(close)` makes what is inside. `onClose` is called however it goes.
export function openSheet(screen, title, fill, { testid = "sheet", onClose = () => {} } = {}) {
  screen.querySelector(":scope > .sheet-back")?.dispatchEvent(new Event("shut"));
  const before = document.activeElement;
  const close = () => {
    if (!back.isConnected) return;
    back.remove();
    onClose();
    before?.focus?.({ preventScroll: true });
  };
  const sheet = h(
    "div",
    { class: "sheet", role: "dialog", "aria-label": title, "data-testid": testid },
    h(
      "header",
      {},
      h("h3", {}, title),
      h(
        "button",
        {
          type: "button",
          class: "round",
          "aria-label": "ปิด",
          title: "Close",
          "data-testid": "sheet-close",
          onclick: close,
        },
        icon("close"),
      ),
    ),
    fill(close),
  );
  const back = h(
    "div",
    { class: "sheet-back", onshut: close, onclick: (event) => event.target === back && close() },
    sheet,
  );
  back.addEventListener("keydown", (event) => event.key === "Escape" && close());
  screen.append(back);
  (sheet.querySelector("[data-first], .choices button") ?? sheet.querySelector("button")).focus({
    preventScroll: true,
  });
  return close;
}

// A list of things to choose: [{icon, label, run, danger, testid}].
export function choices(items, close) {
  return h(
    "div",
    { class: "choices", role: "menu" },
    items.filter(Boolean).map((it) =>
      h(
        "button",
        {
          type: "button",
          role: "menuitem",
          class: it.danger ? "danger" : null,
          "data-testid": it.testid,
          onclick: () => {
            close();
            it.run();
          },
        },
        it.icon && icon(it.icon),
        h("span", {}, it.label),
      ),
    ),
  );
}
