// LINE's clock, moved forward; and starting all over.
import { api } from "../lib/api.js";
import { h } from "../lib/dom.js";
import { store } from "../lib/store.js";
import { exactTime, longDay } from "../lib/time.js";

const STEPS = [
  ["+1 นาที", 60],
  ["+30 นาที", 1800],
  ["+1 ชม.", 3600],
  ["+1 วัน", 86400],
  ["+7 วัน", 604800],
  ["+1 เดือน", 2592000],
];

export function clockPart(panel) {
  const now = h("p", { "data-testid": "line-clock" });
  setInterval(() => store.state && show(), 1000);
  const show = () => {
    now.textContent = `${longDay(store.now())} ${exactTime(store.now())}`;
  };
  const reset = h(
    "button",
    {
      type: "button",
      class: "plain danger",
      "data-testid": "reset",
      onclick: () => {
        if (window.confirm("ลบคน กลุ่ม และข้อความทั้งหมดในห้องจำลอง?")) panel.run(() => api.reset());
      },
    },
    "เริ่มใหม่ทั้งหมด",
  );
  const scenes = h("div", { class: "steps" });
  const offer = () => {
    const offered = store.state?.scenes ?? [];
    if (scenes.childElementCount === offered.length) return;
    scenes.replaceChildren(
      ...offered.map((scene) =>
        h(
          "button",
          {
            type: "button",
            class: "plain",
            "data-testid": "play",
            "data-scene": scene,
            onclick: () => panel.run(() => api.play(scene)),
          },
          `▶ ${scene}`,
        ),
      ),
    );
  };
  return {
    badge: null,
    update: () => {
      show();
      offer();
    },
    el: h(
      "div",
      {},
      now,
      h(
        "div",
        { class: "steps" },
        STEPS.map(([words, seconds]) =>
          h(
            "button",
            {
              type: "button",
              class: "plain",
              "data-testid": `advance-${seconds}`,
              onclick: () => panel.run(() => api.advance(seconds)),
            },
            words,
          ),
        ),
      ),
      h("p", { class: "hint" }, "เลื่อนเฉพาะนาฬิกาของ LINE (เวลาในข้อความและอายุ token)"),
      scenes,
      reset,
    ),
  };
}
