// Building DOM in plain JavaScript. Text always goes in as text, never as markup.

// h("button", {class: "x", onclick: f, "data-testid": "send"}, "ส่ง") makes one element.
export function h(tag, props = {}, ...kids) {
  const el = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) el.addEventListener(name.slice(2), value);
    else if (name === "style" && typeof value === "object") setStyle(el, value);
    else if (name === "value" || name === "checked") el[name] = value;
    else el.setAttribute(name, value === true ? "" : String(value));
  }
  append(el, kids);
  return el;
}

export function append(el, kids) {
  for (const kid of [kids].flat(Infinity)) {
    if (kid !== undefined && kid !== null && kid !== false) el.append(kid);
  }
  return el;
}

export function replace(el, ...kids) {
  el.textContent = "";
  return append(el, kids);
}

// Draw anew only if what it shows has changed: an open menu or the keyboard's place must not be lost
// each time something happens elsewhere.
const drawn = new WeakMap();

export function redraw(el, shown, make) {
  const now = JSON.stringify(shown);
  if (drawn.get(el) === now) return;
  drawn.set(el, now);
  replace(el, make());
}

export function setStyle(el, style) {
  for (const [name, value] of Object.entries(style)) {
    if (value === undefined || value === null || value === "") continue;
    el.style.setProperty(
      name.replace(/[A-Z]/g, (c) => "-" + c.toLowerCase()),
      value,
    );
  }
}

// A trusted constant drawing (never anything that came over the network).
export function drawing(markup) {
  const holder = document.createElement("template");
  holder.innerHTML = markup.trim();
  return holder.content.firstElementChild;
}

export function wait(ms) {
  return new Promise((done) => setTimeout(done, ms));
}
