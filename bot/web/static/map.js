// Draws what /map/spots says of the part in view; the list below the map says the same without it.
"use strict";

const CLOSEST = 16;
const COLOURS = {
  household: "#1b7f3b", model: "#b8860b", learning: "#1a5fb4", sage: "#7b1fa2", market: "#c64600",
  nature: "#00796b", meeting: "#5d4037",
};

const box = document.getElementById("map");

function draw() {
  box.hidden = false;
  const map = L.map(box, { scrollWheelZoom: false, zoomControl: false });
  L.control.zoom({ position: "bottomright" }).addTo(map);
  map.attributionControl.setPrefix('<a href="https://leafletjs.com">Leaflet</a>');
  L.tileLayer(box.dataset.tiles, {
    maxZoom: 19,
    attribution: '© <a href="https://www.openstreetmap.org/copyright">OpenStreetMap</a>',
  }).addTo(map);
  const shown = L.layerGroup().addTo(map);
  const [south, west, north, east] = box.dataset.box.split(",").map(Number);
  map.on("moveend", () => look(map, shown));
  map.fitBounds([[south, west], [north, east]], { maxZoom: CLOSEST, padding: [24, 24] });
}

let latest = 0;

// Answers may overtake each other: only the newest look is drawn.
async function look(map, shown) {
  const mine = (latest += 1);
  const seen = map.getBounds().pad(0.1);
  const where = `bbox=${seen.toBBoxString()}&zoom=${map.getZoom()}`;
  const answer = await fetch(`${box.dataset.spots}&${where}`);
  if (!answer.ok) throw trouble();
  const spots = await answer.json();
  if (mine !== latest) return;
  shown.clearLayers();
  for (const spot of spots) mark(map, spot).addTo(shown);
}

function mark(map, [lat, lon, pins, pin, kind]) {
  if (pin) {
    const dot = L.circleMarker([lat, lon], {
      radius: 11, color: "#ffffff", weight: 2, fillColor: COLOURS[kind], fillOpacity: 1,
    });
    return dot.on("click", () => open(map, dot.getLatLng(), pin));
  }
  const size = 34 + 6 * Math.floor(Math.log10(pins));
  const icon = L.divIcon({ className: "heap", html: String(pins), iconSize: [size, size] });
  const heap = L.marker([lat, lon], { icon, title: `${pins} หมุด`, alt: `${pins} หมุด` });
  return heap.on("click", () => closer(map, heap, pins));
}

// Homes at the middle of their village never come apart: the list has them.
function closer(map, heap, pins) {
  if (map.getZoom() < CLOSEST) map.setView(heap.getLatLng(), map.getZoom() + 2);
  else say(map, heap.getLatLng(), `${pins} หมุดอยู่ตรงนี้ <a href="#list">ดูในรายการ</a>`);
}

async function open(map, place, pin) {
  const answer = await fetch(`/map/pin/${pin}?bare`);
  const card = document.createElement("div");
  if (answer.ok) card.innerHTML = await answer.text();
  else card.textContent = "หมุดนี้ไม่อยู่บนแผนที่แล้วค่ะ";
  say(map, place, card);
}

// On the map itself: a mark is drawn anew when the map moves to make room, and would take it along.
function say(map, place, content) {
  L.popup({ minWidth: 220, maxWidth: 280 }).setLatLng(place).setContent(content).openOn(map);
}

function trouble() {
  box.hidden = true;
  document.getElementById("map-trouble").hidden = false;
}

try {
  draw();
} catch {
  trouble();
}
