// A face for everybody: the given picture, else initials on a colour that belongs to the name.
import { h } from "./dom.js";
import { icon } from "./icons.js";

export function hue(words) {
  let sum = 7;
  for (const c of words) sum = (sum * 31 + c.codePointAt(0)) % 1000003;
  return Math.round(sum * 137.508) % 360; // the golden angle keeps neighbours apart
}

// Thai names start with the consonant after a leading vowel: "เอก" is อ, not เ.
export function initial(name) {
  const letters = (name ?? "").replace(
    /^(นาย|นางสาว|นาง|น\.ส\.|ด\.ช\.|ด\.ญ\.|ลุง|ป้า|ยาย|ตา|น้า|อา|พี่|น้อง|ผู้ใหญ่|กำนัน)\s*(?=.)/,
    "",
  );
  return letters.match(/[ก-ฮA-Za-z0-9]/)?.[0] ?? "?";
}

export function avatar(who, { size = 36, bot = false } = {}) {
  const el = h("span", {
    class: "avatar",
    "aria-hidden": "true",
    style: { width: `${size}px`, height: `${size}px`, fontSize: `${size * 0.46}px` },
  });
  const name = who?.displayName ?? who?.groupName ?? "";
  el.style.backgroundColor = bot ? "#06a94b" : `hsl(${hue(name)} 48% 40%)`;
  if (who?.groupName !== undefined) el.append(icon("people"));
  else if (bot) el.append(icon("robot"));
  else el.append(initial(name));
  if (who?.pictureUrl) {
    const img = h("img", { src: who.pictureUrl, alt: "" });
    img.addEventListener("error", () => img.remove()); // the initials behind it stay
    el.append(img);
  }
  return el;
}
