// Where events go, and how the bot answered.
import { api } from "../lib/api.js";
import { h, redraw } from "../lib/dom.js";
import { exactTime } from "../lib/time.js";

export function webhookPart(panel) {
  const badge = h("span", { class: "count" });
  const url = h("input", {
    type: "url",
    "aria-label": "Webhook URL",
    placeholder: "https://…/line/webhook",
    "data-testid": "webhook-url",
  });
  const form = h(
    "form",
    {
      class: "form",
      onsubmit: (event) => {
        event.preventDefault();
        panel.run(() => api.webhook({ url: url.value }));
      },
    },
    url,
    h(
      "div",
      { class: "two" },
      h("button", { class: "plain" }, "บันทึก"),
      h(
        "button",
        {
          type: "button",
          class: "plain",
          "data-testid": "webhook-verify",
          title: "events: []",
          onclick: () => panel.run(() => api.webhook({ verify: true })),
        },
        "ทดสอบ",
      ),
    ),
  );
  const log = h("tbody", {});
  const table = h(
    "table",
    { class: "deliveries", "data-testid": "deliveries" },
    h(
      "thead",
      {},
      h(
        "tr",
        {},
        ["เวลา", "ผล", "ms", "เหตุการณ์"].map((it) => h("th", {}, it)),
      ),
    ),
    log,
  );

  return {
    badge,
    el: h("div", {}, form, table),
    update({ webhook }) {
      const deliveries = webhook?.deliveries ?? [];
      const failed = deliveries.filter((it) => !(it.status >= 200 && it.status < 300)).length;
      badge.textContent = failed ? `พลาด ${failed}` : `${deliveries.length}`;
      badge.classList.toggle("alarm", failed > 0);
      if (!form.contains(document.activeElement)) url.value = webhook?.url ?? "";
      redraw(log, deliveries, () =>
        [...deliveries]
          .reverse()
          .map((it) =>
            h(
              "tr",
              { class: it.status >= 200 && it.status < 300 ? "" : "bad" },
              h("td", {}, exactTime(it.at)),
              h("td", {}, it.status ?? "ไม่ถึง"),
              h("td", {}, Math.round(it.ms ?? 0)),
              h("td", {}, events(it.events), it.redelivery && " (ส่งซ้ำ)"),
            ),
          ),
      );
    },
  };
}

// The simulator may name the events, count them or give them whole.
function events(it) {
  if (!Array.isArray(it)) return it ?? "";
  return it.length ? it.map((one) => one?.type ?? one).join(", ") : "ทดสอบ";
}
