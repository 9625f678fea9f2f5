// The page: wait for the simulator, put the phones on the table, keep everything fresh.
import { Deck } from "./deck.js";
import { h } from "./lib/dom.js";
import { icon } from "./lib/icons.js";
import { store } from "./lib/store.js";
import { Panel } from "./panel/panel.js";

const query = new URLSearchParams(location.search); // ?phones=U1,U2&chat=C1&panel=0&tags=0
const byId = (id) => document.getElementById(id);
const deck = new Deck({ deck: byId("deck"), tabs: byId("tabs"), query });
const panel = new Panel(byId("panel"), deck);

// A switch in the bar whose state the browser remembers, the address line overrides it.
function toggle(button, name, glyph, cssClass, otherwise) {
  button.prepend(icon(glyph));
  const kept = localStorage.getItem(`khwamdee.${name}`);
  const set = (on) => {
    document.body.classList.toggle(cssClass, on);
    button.setAttribute("aria-pressed", String(on));
  };
  set(query.has(name) ? query.get(name) === "1" : kept === null ? otherwise : kept === "1");
  button.addEventListener("click", () => {
    set(!document.body.classList.contains(cssClass));
    localStorage.setItem(`khwamdee.${name}`, document.body.classList.contains(cssClass) ? "1" : "0");
  });
}

toggle(byId("show-panel"), "panel", "menu", "with-panel", window.innerWidth > 1100);
toggle(byId("show-tags"), "tags", "gauge", "with-tags", true);
byId("panel-close").addEventListener("click", () => byId("show-panel").click());

function draw() {
  byId("empty").hidden = store.state.people.length > 0;
  deck.update();
  panel.update();
}

store.addEventListener("state", draw);
store.addEventListener("chat", (event) => deck.chatChanged(event.detail));
store.addEventListener("online", (event) => {
  byId("offline").hidden = event.detail;
});
document.addEventListener("visibilitychange", () => !document.hidden && store.state && deck.update());
setInterval(() => store.state && deck.phones.forEach((phone) => phone.tick()), 20_000);
byId("make-village").addEventListener("click", () => panel.sampleVillage());

for (;;) {
  try {
    await store.start();
    break;
  } catch {
    byId("offline").hidden = false; // the simulator is still on its way up
    await new Promise((done) => setTimeout(done, 1000));
  }
}
byId("offline").hidden = true;
deck.start();
draw();
document.body.append(h("span", { id: "ready", hidden: true, "data-testid": "ready" })); // for tests
