// What LINE's words for sizes mean in pixels, and how its properties become CSS.

export const TEXT_SIZE = {
  xxs: "11px",
  xs: "13px",
  sm: "14px",
  md: "16px",
  lg: "19px",
  xl: "22px",
  xxl: "29px",
  "3xl": "35px",
  "4xl": "48px",
  "5xl": "74px",
};
export const SPACE = {
  none: "0px",
  xs: "2px",
  sm: "4px",
  md: "8px",
  lg: "12px",
  xl: "16px",
  xxl: "20px",
};
export const IMAGE_SIZE = {
  xxs: "40px",
  xs: "60px",
  sm: "80px",
  md: "100px",
  lg: "120px",
  xl: "140px",
  xxl: "160px",
  "3xl": "180px",
  "4xl": "200px",
  "5xl": "220px",
  full: "100%",
};
const BORDER = {
  none: "0px",
  light: "0.5px",
  normal: "1px",
  medium: "2px",
  "semi-bold": "3px",
  bold: "4px",
};

// A keyword, pixels or (where LINE takes them) per cent; anything else is as if it were not there.
export function length(value, words = {}) {
  if (typeof value !== "string") return null;
  if (value in words) return words[value];
  return /^-?\d+(\.\d+)?(px|%)$/.test(value) ? value : null;
}

// "#RRGGBB" or "#RRGGBBAA", the only colours LINE takes.
export function color(value) {
  return /^#([0-9a-f]{6}|[0-9a-f]{8})$/i.test(value ?? "") ? value : null;
}

// "20:13" as CSS wants it. LINE draws nothing taller than three times its width.
export function ratio(value, fallback = "1:1") {
  const [w, h] = (/^[\d.]+:[\d.]+$/.test(value ?? "") ? value : fallback).split(":").map(Number);
  return { css: `${w} / ${Math.min(h, w * 3)}`, width: w, height: h };
}

export function gradient(background) {
  if (background?.type !== "linearGradient") return null;
  const { angle, startColor, centerColor, endColor, centerPosition } = background;
  const middle = color(centerColor) ? `${centerColor} ${centerPosition ?? "50%"}, ` : "";
  return `linear-gradient(${angle ?? "0deg"}, ${startColor}, ${middle}${endColor})`;
}

export function padding(box) {
  return {
    padding: length(box.paddingAll, SPACE),
    paddingTop: length(box.paddingTop, SPACE),
    paddingBottom: length(box.paddingBottom, SPACE),
    paddingInlineStart: length(box.paddingStart, SPACE),
    paddingInlineEnd: length(box.paddingEnd, SPACE),
  };
}

export function border(box) {
  const width = length(box.borderWidth, BORDER);
  return {
    borderWidth: width,
    borderStyle: width ? "solid" : null,
    borderColor: color(box.borderColor) ?? (width ? "#d4d6da" : null),
    borderRadius: length(box.cornerRadius, SPACE),
  };
}

export function offsets(part) {
  return {
    position: part.position === "absolute" ? "absolute" : null,
    top: length(part.offsetTop, SPACE),
    bottom: length(part.offsetBottom, SPACE),
    insetInlineStart: length(part.offsetStart, SPACE),
    insetInlineEnd: length(part.offsetEnd, SPACE),
  };
}

// How much of the parent a child takes. Across: weight 1 unless told; weight 0 is as wide as the
// content. Down: as tall as the content unless weighted. A given width (height) beats the weight.
export function share(part, layout) {
  const across = layout !== "vertical";
  if (part.type === "icon" || part.type === "separator") return "none";
  if (length(across ? part.width : part.height)) return "none";
  const weight = part.flex ?? (across || part.type === "filler" ? 1 : 0);
  if (weight <= 0) return "none";
  return across ? `${weight} 0 0px` : `${weight} 0 auto`;
}
