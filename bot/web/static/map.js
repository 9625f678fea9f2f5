// Draws the pins of /map.geojson; the list below the map says the same without it.
"use strict";

const THAILAND = [[5.6, 97.3], [20.5, 105.7]];
const CLOSEST = 15;

const box = document.getElementById("map");

function draw(pins) {
  box.hidden = false;
  const map = L.map(box, { scrollWheelZoom: false });
  map.attributionControl.setPrefix('<a href="https://leafletjs.com">Leaflet</a>');
  L.tileLayer(box.dataset.tiles, {
    maxZoom: 19,
    attribution: '© <a href="https://www.openstreetmap.org/copyright">OpenStreetMap</a>',
  }).addTo(map);
  const spots = together(pins.features);
  for (const spot of spots) {
    const label = document.createElement("span");
    label.textContent = `${spot.village}: ${spot.homes} หลัง`;
    L.circleMarker(spot.at, {
      radius: 10 + 2 * Math.sqrt(spot.homes), color: "#1b5e20", fillColor: "#1b7f3b", fillOpacity: 0.6,
    }).bindPopup(label).addTo(map);
  }
  const bounds = spots.length ? spots.map((spot) => spot.at) : THAILAND;
  map.fitBounds(bounds, { maxZoom: CLOSEST, padding: [24, 24] });
}

// Homes shown at the middle of their village share one spot.
function together(features) {
  const spots = new Map();
  for (const { geometry, properties } of features) {
    const [lon, lat] = geometry.coordinates;
    const key = `${lat} ${lon} ${properties.village}`;
    const spot = spots.get(key) ?? { at: [lat, lon], village: properties.village, homes: 0 };
    spot.homes += 1;
    spots.set(key, spot);
  }
  return [...spots.values()];
}

fetch(box.dataset.pins)
  .then((answer) => (answer.ok ? answer.json() : Promise.reject(answer.status)))
  .then(draw)
  .catch(() => {
    box.hidden = true;
    document.getElementById("map-trouble").hidden = false;
  });
