// How many of the month's counted messages are used up.
import { api } from "../lib/api.js";
import { h } from "../lib/dom.js";

export function quotaPart(panel) {
  const badge = h("span", { class: "count" });
  const bar = h("meter", { class: "quota", min: 0, "aria-label": "โควตาที่ใช้ไป", "data-testid": "quota" });
  const words = h("p", { "data-testid": "quota-words" });
  const limit = h("input", {
    type: "number",
    min: 0,
    "aria-label": "โควตาต่อเดือน",
    placeholder: "ไม่จำกัด",
    "data-testid": "quota-limit",
  });
  const used = h("input", {
    type: "number",
    min: 0,
    "aria-label": "ใช้ไปแล้ว",
    placeholder: "ใช้ไปแล้ว",
    "data-testid": "quota-used",
  });
  const form = h(
    "form",
    {
      class: "form",
      onsubmit: (event) => {
        event.preventDefault();
        panel.run(() =>
          api.quota({
            limit: limit.value === "" ? null : Number(limit.value),
            ...(used.value === "" ? {} : { used: Number(used.value) }),
          }),
        );
      },
    },
    h("div", { class: "two" }, h("label", {}, "ต่อเดือน", limit), h("label", {}, "ใช้ไปแล้ว", used)),
    h("button", { class: "plain", "data-testid": "quota-set" }, "ตั้งค่า"),
  );

  return {
    badge,
    el: h("div", {}, bar, words, form, h("p", { class: "hint" }, "ตอบกลับฟรีเสมอ ส่งเองนับตามจำนวนคนที่ได้รับ")),
    update({ quota }) {
      const { limit: most, used: spent = 0 } = quota ?? {};
      const unlimited = most === null || most === undefined;
      badge.textContent = unlimited ? `${spent}` : `${spent}/${most}`;
      const max = Math.max(unlimited ? spent : most, 1);
      Object.assign(bar, { max, high: unlimited ? max : max * 0.8, optimum: 0 });
      bar.value = spent;
      words.textContent = unlimited
        ? `ใช้ไป ${spent} ข้อความ (ไม่จำกัด)`
        : `ใช้ไป ${spent} จาก ${most} ข้อความ เหลือ ${Math.max(0, most - spent)}`;
      if (!form.contains(document.activeElement)) {
        limit.value = unlimited ? "" : most;
        used.value = spent;
      }
    },
  };
}
