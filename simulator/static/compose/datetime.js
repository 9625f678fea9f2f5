// The date and time picker: the browser's own, within the limits the bot gave.
import { h } from "../lib/dom.js";
import { openSheet } from "./sheet.js";

const KIND = { date: "date", time: "time", datetime: "datetime-local" };
const TITLE = { date: "เลือกวันที่", time: "เลือกเวลา", datetime: "เลือกวันและเวลา" };

// → {date: "2026-11-23"} or {time: …} or {datetime: "2026-11-23T09:00"}, null if the person thinks again.
export function pickDate(screen, action) {
  const mode = KIND[action.mode] ? action.mode : "datetime";
  const clean = (it) => it?.toLowerCase().replace("t", "T") ?? null;
  return new Promise((done) => {
    const field = h("input", {
      type: KIND[mode],
      min: clean(action.min),
      max: clean(action.max),
      value: clean(action.initial) ?? now(mode),
      required: true,
      "data-first": true,
      "aria-label": TITLE[mode],
      "data-testid": "datetime-field",
    });
    openSheet(
      screen,
      TITLE[mode],
      (close) =>
        h(
          "form",
          {
            class: "form",
            onsubmit: (event) => {
              event.preventDefault();
              done({ [mode]: field.value });
              close();
            },
          },
          field,
          h("button", { class: "primary", "data-testid": "datetime-ok" }, "ตกลง"),
        ),
      { testid: "datetime", onClose: () => done(null) },
    );
  });
}

function now(mode) {
  const here = new Date(Date.now() + 7 * 3600e3).toISOString(); // Thailand is UTC+7 all year
  return { date: here.slice(0, 10), time: here.slice(11, 16), datetime: here.slice(0, 16) }[mode];
}
