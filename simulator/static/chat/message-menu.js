// What can be done with a message: long press, right click or its "⋯" button.
import { choices, openSheet } from "../compose/sheet.js";
import { api } from "../lib/api.js";
import { store } from "../lib/store.js";
import { toast } from "../lib/toast.js";
import { summary } from "../templates.js";

const PRESS = 550; // ms

export function messageMenu(view, el, message) {
  const open = () => show(view, message);
  let timer = 0;
  const stop = () => clearTimeout(timer);
  el.addEventListener("pointerdown", (event) => {
    if (event.pointerType !== "mouse") timer = setTimeout(open, PRESS);
  });
  for (const name of ["pointerup", "pointermove", "pointercancel", "scroll"])
    el.addEventListener(name, stop, { passive: true });
  el.addEventListener("contextmenu", (event) => {
    event.preventDefault();
    stop();
    open();
  });
  el.querySelector(".row-more")?.addEventListener("click", open);
}

function show(view, message) {
  const mine = message.from === view.as;
  const isText = ["text", "textV2"].includes(message.message?.type);
  const words = summary(message.message, (id) => store.nameOf(id));
  openSheet(
    view.screen,
    words.slice(0, 60) || "ข้อความ",
    (close) =>
      choices(
        [
          { icon: "reply", label: "ตอบกลับ", testid: "do-reply", run: () => view.composer.reply(message) },
          isText && { icon: "copy", label: "คัดลอก", testid: "do-copy", run: () => copy(view, words) },
          mine &&
            isText &&
            view.isGroup && {
              icon: "edit",
              label: "แก้ไข",
              testid: "do-edit",
              run: () => view.composer.edit(message),
            },
          mine && {
            icon: "undo",
            label: "ยกเลิกข้อความ",
            danger: true,
            testid: "do-unsend",
            run: () => view.phone.attempt(() => api.unsend(view.as, view.chat, message.id)),
          },
        ],
        close,
      ),
    { testid: "message-actions" },
  );
}

export async function copy(view, words) {
  try {
    await navigator.clipboard.writeText(words);
    toast(view.screen, "คัดลอกแล้ว");
  } catch {
    toast(view.screen, `คัดลอกไม่ได้: ${words}`); // no clipboard without https; show it at least
  }
}
