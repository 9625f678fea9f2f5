// The Flex lab: JSON in, drawings at the widths of common phones out.
//   ?json=<base64url of the JSON>  ?width=360 (only that)  ?sample=<name>  ?gallery=1  ?scale=1.25
import { h, replace } from "./lib/dom.js";
import { samples } from "./lab/samples.js";
import { cutLabels } from "./flex.js";
import { isWide, renderMessage } from "./templates.js";

const query = new URLSearchParams(location.search);
const widths = query.get("width") ? query.get("width").split(",").map(Number) : [320, 360, 414];
const [source, stage, told, choice, scale] = ["json", "stage", "told", "sample", "scale"].map((id) =>
  document.getElementById(id),
);

const ctx = {
  nameOf: () => "สมศรี",
  onAction: (action) => say(`แตะแล้ว: ${JSON.stringify(action)}`),
};

const say = (words, mood = "") => {
  told.textContent = words;
  told.className = mood;
};

// A whole message, or a bare Flex container as LINE's own simulator takes it.
const asMessage = (it) =>
  ["bubble", "carousel"].includes(it?.type) ? { type: "flex", altText: "", contents: it } : it;

function screen(message, width) {
  return h(
    "figure",
    { class: "lab-phone", style: { width: `${width}px` }, "data-width": width, "data-testid": "lab-phone" },
    h("figcaption", {}, `${width} px`),
    h("div", { class: `lab-chat ${isWide(message) ? "wide" : "narrow"}` }, renderMessage(message, ctx)),
  );
}

function show(messages) {
  document.documentElement.style.setProperty("--line-font-scale", scale.value);
  replace(
    stage,
    messages.map(([name, message]) =>
      h(
        "div",
        { class: "lab-set" },
        name && h("h2", {}, name),
        h(
          "div",
          { class: "lab-row" },
          widths.map((width) => screen(message, width)),
        ),
      ),
    ),
  );
  requestAnimationFrame(() => {
    const cut = [...new Set(cutLabels(stage))];
    say(cut.length ? `โทรศัพท์ตัด: ${cut.join(" · ")}` : "ไม่มีป้ายไหนถูกตัด", cut.length ? "warn" : "");
    document.body.dataset.ready = "true"; // for tests: drawn and measured
  });
}

function draw() {
  try {
    const whole = JSON.parse(source.value);
    show((Array.isArray(whole) ? whole : (whole.messages ?? [whole])).map((it) => ["", asMessage(it)]));
  } catch (error) {
    say(`JSON ไม่ถูกต้อง: ${error.message}`, "bad");
  }
}

function fromAddress(words) {
  const plain = atob(words.replace(/-/g, "+").replace(/_/g, "/"));
  return new TextDecoder().decode(Uint8Array.from(plain, (c) => c.charCodeAt(0)));
}

function pick(name) {
  source.value = JSON.stringify(samples[name], null, 2);
  draw();
}

replace(
  choice,
  Object.keys(samples).map((name) => h("option", { value: name }, name)),
);
choice.addEventListener("change", () => pick(choice.value));
source.addEventListener("input", draw);
scale.addEventListener("change", () => draw());
document.getElementById("gallery").addEventListener("click", () => show(Object.entries(samples)));
scale.value = query.get("scale") ?? "1";

if (query.get("json")) {
  source.value = fromAddress(query.get("json"));
  draw();
} else if (query.get("gallery")) {
  source.value = "";
  show(Object.entries(samples));
} else {
  choice.value = query.get("sample") ?? Object.keys(samples)[0];
  pick(choice.value);
}
