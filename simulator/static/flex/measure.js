// What a phone would cut. Only the laid-out page knows, so this runs after layout and again whenever
// the width changes. Cut elements get data-cut="true" and data-cut-by: line, lines or box.

const LINES = ".fx-line";

// Measure now and whenever the element gets a size or another width.
export function watch(root) {
  new ResizeObserver(() => measure(root)).observe(root);
  document.fonts?.ready.then(() => measure(root));
}

// The texts a phone would cut, e.g. [] when all is well.
export function cutLabels(root) {
  measure(root);
  return [...root.querySelectorAll('[data-cut="true"]')].map((el) => el.textContent.trim());
}

export function measure(root) {
  if (!root.isConnected || root.getBoundingClientRect().width === 0) return; // not on the screen
  for (const line of root.querySelectorAll(LINES)) {
    const owner = line.closest(".fx-key, .fx-text, .tpl-cut") ?? line;
    if (line.closest("[data-shrink]")) shrink(line);
    const by = cutBy(line);
    if (by) {
      owner.dataset.cut = "true";
      owner.dataset.cutBy = by;
    } else {
      delete owner.dataset.cut;
      delete owner.dataset.cutBy;
    }
  }
}

function shrink(line) {
  line.style.fontSize = "";
  const needed = inkWidth(line);
  const room = line.clientWidth;
  if (needed > room && room > 0) {
    const size = parseFloat(getComputedStyle(line).fontSize);
    line.style.fontSize = `${Math.floor((size * room * 10) / needed) / 10}px`;
  }
}

function cutBy(line) {
  if (!line.textContent.trim()) return null;
  if (line.classList.contains("fx-clamp")) {
    if (line.scrollHeight > line.clientHeight + 1) return "lines";
  } else if (
    !line.classList.contains("fx-wrap") &&
    inkWidth(line) > line.getBoundingClientRect().width + 0.5
  ) {
    return "line";
  }
  return outside(line) ? "box" : null;
}

function inkWidth(line) {
  const range = document.createRange();
  range.selectNodeContents(line);
  return Math.max(range.getBoundingClientRect().width, line.scrollWidth - 0.5);
}

// Text pushed over the edge of a box around it (by a sibling of weight 0, say) is cut as well.
// Cards further along a carousel are not cut: one swipes to them.
function outside(line) {
  const own = line.getBoundingClientRect();
  if (own.width < 1 || own.height < 1) return true;
  const card = line.closest(".fx-bubble, .tpl-card, .tpl-photo");
  for (let box = line.parentElement; box && box !== card?.parentElement; box = box.parentElement) {
    if (getComputedStyle(box).overflowX === "visible") continue;
    const edge = box.getBoundingClientRect();
    if (own.left < edge.left - 1 || own.right > edge.right + 1) return true;
    if (own.top < edge.top - 4 || own.bottom > edge.bottom + 4) return true;
  }
  return false;
}
