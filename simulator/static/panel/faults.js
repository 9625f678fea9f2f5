// What can be made to go wrong, in words a demonstrator can read out.
import { api } from "../lib/api.js";
import { h, redraw } from "../lib/dom.js";

// [switch, kind, what happens]; "count" counts down by itself, -1 = until switched off.
const FAULTS = [
  ["down", "bool", "LINE ล่ม: ทุกคำสั่งของบอตขาดการเชื่อมต่อ"],
  ["fail_429_rate", "count", "ส่งถี่เกินไป (429) ครั้งต่อไป"],
  ["fail_500", "count", "LINE ขัดข้อง (500) ครั้งต่อไป"],
  ["timeout", "count", "คำสั่งส่งเงียบหาย ไม่ถึงใคร"],
  ["timeout_after", "count", "คำสั่งส่งเงียบหาย แต่ข้อความถึงแล้ว"],
  ["latency_ms", "number", "ทุกคำสั่งช้าลง (มิลลิวินาที)"],
  ["hang_seconds", "number", "เงียบหายนานกี่วินาที"],
  ["duplicate", "count", "webhook มาซ้ำสองครั้ง"],
  ["reorder", "count", "webhook มาสลับลำดับ"],
  ["redeliver", "bool", "ส่ง webhook ใหม่เมื่อบอตไม่ตอบ 200"],
  ["content_202", "count", "ไฟล์เสียงหรือวิดีโอยังไม่พร้อม (202)"],
  ["content_404", "bool", "รูปหมดอายุ (404)"],
  ["content_410", "bool", "รูปถูกยกเลิกแล้ว (410)"],
  ["profile_404", "people", "ขอโปรไฟล์คนนี้ไม่ได้ (404)"],
  ["groupPostbackUserId", "bool", "ปุ่มในกลุ่มบอกว่าใครกด"],
  ["standby", "bool", "ห้องแชตอยู่ในโหมด standby บอตตอบไม่ได้"],
];

export function faultsPart(panel) {
  const el = h("div", { class: "faults" });
  const badge = h("span", { class: "count alarm", hidden: true });
  const set = (name, value) => panel.run(() => api.faults({ [name]: value }));

  const field = {
    bool: (name, value) =>
      h("input", {
        type: "checkbox",
        checked: Boolean(value),
        "data-testid": `fault-${name}`,
        onchange: (event) => set(name, event.target.checked),
      }),
    number: (name, value) =>
      h("input", {
        type: "number",
        min: 0,
        step: 1,
        value: value ?? 0,
        "data-testid": `fault-${name}`,
        onchange: (event) => set(name, Number(event.target.value)),
      }),
    count: (name, value) => {
      const times = h(
        "select",
        { "data-testid": `fault-${name}`, onchange: () => set(name, Number(times.value)) },
        [...new Set([0, 1, 2, 3, 5, 10, Number(value) || 0, -1])].map((n) =>
          h("option", { value: n }, n === 0 ? "ปิด" : n < 0 ? "ตลอด" : `${n} ครั้ง`),
        ),
      );
      times.value = String(value ?? 0);
      return times;
    },
    people: (name, value, { people }) => {
      const who = h(
        "select",
        { "data-testid": `fault-${name}`, onchange: () => set(name, who.value ? [who.value] : []) },
        h("option", { value: "" }, "ปิด"),
        people.map((it) => h("option", { value: it.userId }, it.displayName)),
      );
      who.value = value?.[0] ?? "";
      return who;
    },
  };

  return {
    badge,
    el,
    update(state) {
      const { faults = {} } = state;
      const on = FAULTS.filter(([name, kind]) => kind !== "number" || name === "latency_ms").filter(
        ([name]) => (Array.isArray(faults[name]) ? faults[name].length : faults[name]),
      ).length;
      badge.hidden = on === 0;
      badge.textContent = `เปิดอยู่ ${on}`;
      redraw(el, [faults, state.people], () =>
        FAULTS.filter(([name]) => name in faults || name !== "hang_seconds").map(([name, kind, words]) =>
          h(
            "label",
            { class: "fault", title: name },
            h("span", {}, words),
            field[kind](name, faults[name], state),
          ),
        ),
      );
    },
  };
}
