// Village time: always Thailand's, in the Buddhist calendar, on LINE's (movable) clock.

const ZONE = { timeZone: "Asia/Bangkok" };
const clock = new Intl.DateTimeFormat("th-TH", {
  ...ZONE,
  hour: "2-digit",
  minute: "2-digit",
  hour12: false,
});
const exact = new Intl.DateTimeFormat("th-TH", {
  ...ZONE,
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  hour12: false,
});
const day = new Intl.DateTimeFormat("th-TH-u-ca-buddhist", {
  ...ZONE,
  weekday: "short",
  day: "numeric",
  month: "short",
  year: "numeric",
});
const brief = new Intl.DateTimeFormat("th-TH-u-ca-buddhist", { ...ZONE, day: "numeric", month: "short" });
const key = new Intl.DateTimeFormat("en-CA", { ...ZONE, year: "numeric", month: "2-digit", day: "2-digit" });

// Milliseconds, seconds or ISO, whatever the sender keeps.
export function moment(at) {
  if (typeof at === "number") return new Date(at < 1e11 ? at * 1000 : at);
  return new Date(at ?? NaN);
}

const safely = (format) => (at) => (Number.isNaN(moment(at).getTime()) ? "" : format.format(moment(at)));

export const hourMinute = safely(clock);
export const exactTime = safely(exact);
export const dayKey = safely(key); // "2026-11-23" in Thailand
export const longDay = safely(day);

export function dayName(at, now) {
  if (dayKey(at) === dayKey(now)) return "วันนี้";
  if (dayKey(at) === dayKey(moment(now).getTime() - 864e5)) return "เมื่อวาน";
  return longDay(at);
}

// In a chat list: the hour today, "เมื่อวาน", else the day.
export function whenBrief(at, now) {
  if (dayKey(at) === dayKey(now)) return hourMinute(at);
  if (dayKey(at) === dayKey(moment(now).getTime() - 864e5)) return "เมื่อวาน";
  return safely(brief)(at);
}
