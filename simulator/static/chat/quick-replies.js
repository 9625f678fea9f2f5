// The chips above the composer. They belong to the newest message alone and are gone as soon as anybody
// posts; LINE for PC has none.
import { h, redraw } from "../lib/dom.js";
import { icon } from "../lib/icons.js";

const GLYPH = { camera: "camera", cameraRoll: "picture", location: "pin" };
// These open something first; the chips stay until something is really sent.
const STAYS = ["camera", "cameraRoll", "location", "datetimepicker"];

export function quickReplies(view) {
  const last = view.messages.filter((it) => it.from !== "system").at(-1);
  const theirs =
    view.device !== "pc" && last?.from === "bot" && !last.unsent && !view.phone.dismissed.has(last.id);
  const items = (theirs && last.message?.quickReply?.items) || [];
  redraw(view.quick, items.length ? last.id : null, () =>
    items.map((item) =>
      chip(item, () => {
        if (!STAYS.includes(item.action?.type)) {
          view.phone.dismissed.add(last.id);
          quickReplies(view);
        }
        view.onAction(item.action);
      }),
    ),
  );
}

function chip(item, tap) {
  const action = item.action ?? {};
  return h(
    "button",
    { type: "button", class: "chip", "data-testid": "quick-reply", "data-label": action.label, onclick: tap },
    item.imageUrl
      ? h("img", { src: item.imageUrl, alt: "" })
      : GLYPH[action.type] && icon(GLYPH[action.type]),
    h("span", {}, action.label ?? ""),
  );
}
