// Line drawings for the simulator's own buttons (24 × 24, in the colour of the text).
import { drawing } from "./dom.js";

const SHAPES = {
  back: '<path d="M15 5l-7 7 7 7"/>',
  down: '<path d="M6 9l6 6 6-6"/>',
  up: '<path d="M6 15l6-6 6 6"/>',
  menu: '<path d="M4 7h16M4 12h16M4 17h16"/>',
  more: '<circle cx="5" cy="12" r="1.4"/><circle cx="12" cy="12" r="1.4"/><circle cx="19" cy="12" r="1.4"/>',
  plus: '<path d="M12 5v14M5 12h14"/>',
  close: '<path d="M6 6l12 12M18 6L6 18"/>',
  check: '<path d="M5 13l4 4L19 7"/>',
  send: '<path d="M4 12l16-8-6 17-3-7-7-2z" fill="currentColor"/>',
  smile:
    '<circle cx="12" cy="12" r="9"/><path d="M8.5 14.5c2 2.4 5 2.4 7 0"/><path d="M9 9.5v.5M15 9.5v.5"/>',
  picture:
    '<rect x="3.5" y="5" width="17" height="14" rx="2"/><circle cx="9" cy="10" r="1.6"/><path d="M4 17l5-4 3 2.500 4-4 4.500 4"/>',
  camera: '<path d="M4 8h3.500l1.500-2h6l1.500 2H20v11H4z"/><circle cx="12" cy="13" r="3.400"/>',
  pin: '<path d="M12 21c-4-5-6-8-6-11a6 6 0 0112 0c0 3-2 6-6 11z"/><circle cx="12" cy="10" r="2.200"/>',
  mic: '<rect x="9" y="3.500" width="6" height="11" rx="3"/><path d="M6 12a6 6 0 0012 0M12 18v3"/>',
  file: '<path d="M7 3.500h7l4 4V20.500H7z"/><path d="M14 3.500V8h4"/>',
  play: '<path d="M8 5.500v13l11-6.500z" fill="currentColor"/>',
  at: '<circle cx="12" cy="12" r="3.500"/><path d="M15.500 12v1.500a2.300 2.300 0 004.500 0V12a8 8 0 10-3.200 6.400"/>',
  copy: '<rect x="8.500" y="8.500" width="11" height="11" rx="2"/><path d="M5 15.500V5h10.500"/>',
  reply: '<path d="M10 6L4 11.500 10 17v-3.500c5 0 8 1 10 4-.5-5-3.500-8-10-8z"/>',
  edit: '<path d="M5 19l1-4L16 5l3 3L9 18z"/>',
  undo: '<path d="M8 5L4 9l4 4"/><path d="M4 9h10a5 5 0 010 10h-4"/>',
  keyboard: '<rect x="3" y="6" width="18" height="12" rx="2"/><path d="M7 10h.5M11 10h.5M15 10h.5M8 14h8"/>',
  people:
    '<circle cx="9" cy="8.500" r="3.200"/><path d="M3.500 19c.5-4 2.500-5.500 5.500-5.500s5 1.500 5.500 5.500"/><path d="M15.500 5.800a3 3 0 010 5.600M17 13.800c2 .6 3.200 2.200 3.500 5.200"/>',
  chat: '<path d="M4 5h16v11H11l-4 4v-4H4z"/><path d="M8 9h8M8 12h5"/>',
  clock: '<circle cx="12" cy="12" r="8.500"/><path d="M12 7v5.500l3.500 2"/>',
  bolt: '<path d="M13 3L5 14h6l-1 7 8-11h-6z"/>',
  gauge: '<path d="M4 17a8.500 8.500 0 1116 0"/><path d="M12 15l4-5"/>',
  link: '<path d="M10 14a4 4 0 005.700 0l3-3a4 4 0 00-5.700-5.700l-1 1"/><path d="M14 10a4 4 0 00-5.700 0l-3 3A4 4 0 0011 18.700l1-1"/>',
  phone: '<rect x="7" y="3" width="10" height="18" rx="2"/><path d="M11 18h2"/>',
  letters: '<path d="M3 18L8 6l5 12M5 14h6M14 18l3.500-8 3.500 8M15.300 15.500h4.400"/>',
  trash: '<path d="M5 7h14M10 7V4.500h4V7M7 7l1 12.500h8L17 7"/>',
  flask: '<path d="M10 4h4M10.500 4v6L5 19.500h14L13.500 10V4"/>',
  robot:
    '<rect x="5" y="8" width="14" height="11" rx="3"/><path d="M12 8V4.500M9 13v1M15 13v1M3 12v3M21 12v3"/>',
};

export function icon(name) {
  return drawing(
    `<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round"
      stroke-linejoin="round" aria-hidden="true" class="icon">${SHAPES[name] ?? ""}</svg>`,
  );
}
