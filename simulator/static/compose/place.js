// Sending a location: a known place, this very spot, or numbers; the pin can be nudged on the little map.
import { map } from "../chat/media.js";
import { h, replace } from "../lib/dom.js";
import { icon } from "../lib/icons.js";
import { store } from "../lib/store.js";
import { toast } from "../lib/toast.js";
import { openSheet } from "./sheet.js";

// When the simulator knows no places of its own (state.places), a village like any other.
const SOME_VILLAGE = [
  { title: "ศาลาประชาคม", address: "ลานกลางหมู่บ้าน", latitude: 17.3512, longitude: 103.8523 },
  { title: "วัดประจำหมู่บ้าน", address: "", latitude: 17.3536, longitude: 103.8497 },
  { title: "โรงเรียน", address: "", latitude: 17.3489, longitude: 103.8561 },
  { title: "รพ.สต.", address: "", latitude: 17.3547, longitude: 103.8556 },
];
const STEP = 0.0005; // about 55 m

export function pickPlace(view) {
  const known = places(view);
  const now = { ...known[0] };
  openSheet(
    view.screen,
    "ส่งตำแหน่ง",
    (close) => {
      const title = field("ชื่อสถานที่", "place-title", "text");
      const lat = field("ละติจูด", "place-lat", "number");
      const lon = field("ลองจิจูด", "place-lon", "number");
      const pad = h("div", { class: "pad", role: "img", "aria-label": "แผนที่วาด" });
      const show = () => {
        [title.value, lat.value, lon.value] = [now.title ?? "", now.latitude, now.longitude];
        replace(
          pad,
          map(now.latitude, now.longitude),
          ["↑", "←", "→", "↓"].map((arrow, i) =>
            h(
              "button",
              {
                type: "button",
                class: `nudge nudge-${i}`,
                "aria-label": `ขยับหมุด ${["ขึ้นเหนือ", "ไปตะวันตก", "ไปตะวันออก", "ลงใต้"][i]}`,
                onclick: () =>
                  put({
                    ...now,
                    address: "",
                    latitude: round(+lat.value + [STEP, 0, 0, -STEP][i]),
                    longitude: round(+lon.value + [0, -STEP, STEP, 0][i]),
                  }),
              },
              arrow,
            ),
          ),
        );
      };
      const put = (it) => {
        Object.assign(now, { address: "" }, it);
        show();
      };
      show();
      return h(
        "form",
        {
          class: "form place-form",
          onsubmit: async (event) => {
            event.preventDefault();
            close();
            const address = title.value === now.title ? now.address : "";
            await view.say({
              type: "location",
              title: title.value || undefined,
              address: address || undefined,
              latitude: +lat.value,
              longitude: +lon.value,
            });
          },
        },
        h(
          "div",
          { class: "place-list" },
          h(
            "button",
            { type: "button", class: "here", onclick: () => here(view.screen, put, known[0]) },
            icon("pin"),
            "ตรงนี้",
          ),
          known.map((it) =>
            h("button", { type: "button", "data-testid": "place", onclick: () => put({ ...it }) }, it.title),
          ),
        ),
        pad,
        label("ชื่อสถานที่", title),
        h("div", { class: "two" }, label("ละติจูด", lat), label("ลองจิจูด", lon)),
        h("button", { class: "primary", "data-testid": "place-send" }, "ส่งตำแหน่งนี้"),
      );
    },
    { testid: "place-sheet" },
  );
}

const round = (n) => Math.round(n * 1e6) / 1e6;
const label = (words, input) => h("label", {}, words, input);
const field = (words, testid, type) =>
  h("input", { type, step: "any", required: type === "number", "aria-label": words, "data-testid": testid });

// Places named by the simulator, by groups or people, or posted in this chat; else the sample village.
function places(view) {
  const all = [
    ...(store.state.places ?? []),
    ...(store.group(view.chat)?.places ?? []),
    ...(store.person(view.as)?.places ?? []),
    ...view.messages
      .filter((it) => it.message?.type === "location" && it.message.title && !it.unsent)
      .map((it) => it.message),
  ].filter((it) => Number.isFinite(it.latitude) && Number.isFinite(it.longitude));
  const named = [
    ...new Map([...all, ...(all.length ? [] : SOME_VILLAGE)].map((it) => [it.title, it])).values(),
  ];
  return named.slice(0, 12);
}

function here(screen, put, otherwise) {
  const guess = () => {
    put({ title: "ตรงนี้", latitude: otherwise.latitude, longitude: otherwise.longitude });
    toast(screen, "เครื่องนี้ไม่บอกตำแหน่ง จึงใช้กลางหมู่บ้านแทน");
  };
  if (!navigator.geolocation || !window.isSecureContext) return guess();
  return navigator.geolocation.getCurrentPosition(
    ({ coords }) =>
      put({ title: "ตรงนี้", latitude: round(coords.latitude), longitude: round(coords.longitude) }),
    guess,
    { timeout: 4000 },
  );
}
