// A short word at the bottom of a phone (or the page), gone after a few seconds.
import { h } from "./dom.js";
import { Refused } from "./api.js";

export function toast(place, words) {
  const el = h("div", { class: "toast", role: "status", "data-testid": "toast" }, words);
  place.append(el);
  setTimeout(() => el.remove(), 4000);
}

// Run something that may be refused, and say so to the person instead of failing.
export async function attempt(place, work) {
  try {
    return await work();
  } catch (error) {
    toast(place, error instanceof Refused ? `ทำไม่ได้: ${error.message}` : "ติดต่อระบบจำลองไม่ได้ ลองอีกครั้งนะ");
    return undefined;
  }
}
