// Stickers. LINE's pictures are its own, so a little rice grain of ours stands in for them.
import { h, drawing } from "../lib/dom.js";
import { hue } from "../lib/avatar.js";

// The set in the composer: real ids of stickers a bot may send, with what they say in Thai.
export const STICKERS = [
  { packageId: "11537", stickerId: "52002738", word: "สวัสดี", mood: "wave", keywords: ["hello", "สวัสดี"] },
  { packageId: "11537", stickerId: "52002739", word: "ขอบคุณ", mood: "wai", keywords: ["thanks", "ขอบคุณ"] },
  { packageId: "11537", stickerId: "52002735", word: "โอเค", mood: "happy", keywords: ["ok", "โอเค"] },
  { packageId: "11537", stickerId: "52002734", word: "เยี่ยม", mood: "thumb", keywords: ["good", "เยี่ยม"] },
  { packageId: "11538", stickerId: "51626494", word: "สาธุ", mood: "wai", keywords: ["pray", "สาธุ"] },
  { packageId: "11538", stickerId: "51626501", word: "สู้ๆ", mood: "fist", keywords: ["cheer", "สู้ๆ"] },
  { packageId: "11538", stickerId: "51626522", word: "รักนะ", mood: "heart", keywords: ["love", "รัก"] },
  { packageId: "11538", stickerId: "51626529", word: "ขอโทษ", mood: "sad", keywords: ["sorry", "ขอโทษ"] },
  { packageId: "11539", stickerId: "52114110", word: "555", mood: "laugh", keywords: ["haha", "ฮ่าๆ"] },
  { packageId: "11539", stickerId: "52114129", word: "ฝันดี", mood: "sleep", keywords: ["good night", "ฝันดี"] },
];

const ARM = 'stroke="#C9A25A" stroke-width="6" stroke-linecap="round" fill="none"';
const MOODS = {
  happy: { eyes: "dots", mouth: "smile" },
  laugh: { eyes: "arcs", mouth: "open" },
  wave: {
    eyes: "dots",
    mouth: "open",
    extra: `<path d="M88 66q14-8 16-26" ${ARM}/><path d="M100 30l8-6M108 40l9-1" stroke="#8D6E63" stroke-width="3"/>`,
  },
  wai: {
    eyes: "arcs",
    mouth: "smile",
    extra: `<path d="M44 84q10 6 16-6 6 12 16 6" ${ARM}/><path d="M60 60v22" stroke="#C9A25A" stroke-width="9" stroke-linecap="round"/>`,
  },
  thumb: {
    eyes: "dots",
    mouth: "smile",
    extra: `<path d="M88 74l12-4" ${ARM}/><path d="M98 74v-14q0-8 6-8v12h10q4 4 0 14-2 4-8 4z" fill="#FFE9B8" stroke="#C9A25A" stroke-width="3"/>`,
  },
  fist: {
    eyes: "angry",
    mouth: "open",
    extra: `<path d="M86 76q14-6 14-24" ${ARM}/><circle cx="100" cy="46" r="9" fill="#FFE9B8" stroke="#C9A25A" stroke-width="3"/>`,
  },
  heart: {
    eyes: "hearts",
    mouth: "smile",
    extra: '<path d="M98 40c-8-14-24 0 0 18 24-18 8-32 0-18z" fill="#E53950"/>',
  },
  sad: { eyes: "dots", mouth: "frown", extra: '<path d="M44 70q-6 10 0 13 6-3 0-13z" fill="#64B5F6"/>' },
  sleep: {
    eyes: "arcs",
    mouth: "small",
    extra: '<path d="M92 34h12l-12 14h12M106 20h8l-8 9h8" stroke="#5C6BC0" stroke-width="3" fill="none"/>',
  },
};
const EYES = {
  dots: '<circle cx="48" cy="60" r="4" fill="#4E342E"/><circle cx="72" cy="60" r="4" fill="#4E342E"/>',
  arcs: '<path d="M43 62q5-7 10 0M67 62q5-7 10 0" stroke="#4E342E" stroke-width="3.500" fill="none" stroke-linecap="round"/>',
  angry:
    '<path d="M42 54l10 4M78 54l-10 4" stroke="#4E342E" stroke-width="3.500" stroke-linecap="round"/><circle cx="49" cy="62" r="3.500" fill="#4E342E"/><circle cx="71" cy="62" r="3.500" fill="#4E342E"/>',
  hearts: '<path d="M48 58c-4-7-12 0 0 9 12-9 4-16 0-9zM72 58c-4-7-12 0 0 9 12-9 4-16 0-9z" fill="#E53950"/>',
};
const MOUTHS = {
  smile:
    '<path d="M52 71q8 8 16 0" stroke="#4E342E" stroke-width="3.500" fill="none" stroke-linecap="round"/>',
  open: '<path d="M50 70q10 16 20 0z" fill="#B3363A" stroke="#4E342E" stroke-width="2.500" stroke-linejoin="round"/>',
  frown:
    '<path d="M53 76q7-7 14 0" stroke="#4E342E" stroke-width="3.500" fill="none" stroke-linecap="round"/>',
  small: '<circle cx="60" cy="73" r="3" fill="#B3363A"/>',
};

export function drawSticker(it) {
  const known = STICKERS.find((one) => one.packageId === it.packageId && one.stickerId === it.stickerId);
  const word = it.text || known?.word || it.keywords?.[0] || "สติกเกอร์";
  const moods = Object.keys(MOODS);
  const tint = hue(`${it.packageId}/${it.stickerId}`);
  const mood = MOODS[known?.mood ?? moods[tint % moods.length]];
  const picture = drawing(`<svg viewBox="0 0 120 112" aria-hidden="true">
    <path d="M60 22q-4-14-18-16 2 14 18 16zm0 0q2-12 14-16 2 14-14 16z" fill="#66A83A"/>
    <path d="M60 20c26 0 38 22 36 46-2 26-18 40-36 40S26 92 24 66c-2-24 10-46 36-46z" fill="hsl(${tint} 75% 94%)" stroke="#C9A25A" stroke-width="3"/>
    <circle cx="41" cy="70" r="5" fill="#F8A5A5" opacity=".7"/><circle cx="79" cy="70" r="5" fill="#F8A5A5" opacity=".7"/>
    ${EYES[mood.eyes]}${MOUTHS[mood.mouth]}${mood.extra ?? ""}</svg>`);
  return h(
    "div",
    {
      class: "sticker",
      role: "img",
      "aria-label": `สติกเกอร์ ${word}`,
      title: `${it.packageId}/${it.stickerId}`,
    },
    picture,
    h("span", { class: "sticker-word" }, word),
  );
}
