// Sample photographs of good deeds, drawn on a canvas so that the demo needs no files.

const W = 800;
const H = 600;

// A small seeded dice, so that a picture varies but can be drawn again.
function dice(seed) {
  let x = (seed % 2147483646) + 1;
  return () => (x = (x * 48271) % 2147483647) / 2147483647;
}

function sky(c, r, top = "#8ed0f5", low = "#e9f7ff") {
  const air = c.createLinearGradient(0, 0, 0, H);
  air.addColorStop(0, top);
  air.addColorStop(0.7, low);
  c.fillStyle = air;
  c.fillRect(0, 0, W, H);
  disc(c, 120 + r() * 560, 70 + r() * 60, 38, "#fff3b0");
  for (let i = 0; i < 4; i++) blob(c, r() * W, 60 + r() * 120, 60 + r() * 60, 18, "#ffffffb0");
}

function ground(c, r, colour, height = 0.62) {
  c.fillStyle = colour;
  c.beginPath();
  c.moveTo(0, H);
  for (let x = 0; x <= W; x += 80) c.lineTo(x, H * height + Math.sin(x / 150 + r()) * 14);
  c.lineTo(W, H);
  c.fill();
}

function disc(c, x, y, radius, colour) {
  c.fillStyle = colour;
  c.beginPath();
  c.arc(x, y, radius, 0, 7);
  c.fill();
}

function blob(c, x, y, w, h, colour) {
  c.fillStyle = colour;
  c.beginPath();
  c.ellipse(x, y, w, h, 0, 0, 7);
  c.fill();
}

function shape(c, colour, ...points) {
  c.fillStyle = colour;
  c.beginPath();
  points.forEach(([x, y]) => c.lineTo(x, y));
  c.fill();
}

function person(c, x, y, shirt) {
  disc(c, x, y - 86, 20, "#c68863");
  blob(c, x, y - 100, 30, 9, "#d8b25f"); // a straw hat
  shape(c, shirt, [x - 24, y - 64], [x + 24, y - 64], [x + 28, y], [x - 28, y]);
  shape(c, "#33475b", [x - 22, y], [x + 22, y], [x + 18, y + 60], [x - 18, y + 60]);
}

function tree(c, x, y, size, r) {
  c.fillStyle = "#6d4c33";
  c.fillRect(x - size * 0.06, y - size * 0.5, size * 0.12, size * 0.5);
  for (let i = 0; i < 7; i++) {
    disc(
      c,
      x + (r() - 0.5) * size * 0.6,
      y - size * (0.55 + r() * 0.4),
      size * 0.22,
      ["#2e7d32", "#388e3c", "#4c9a42"][i % 3],
    );
  }
}

function bag(c, x, y, colour) {
  blob(c, x, y - 44, 48, 50, colour);
  shape(c, colour, [x - 12, y - 84], [x, y - 118], [x + 14, y - 84]);
  blob(c, x - 16, y - 60, 8, 18, "#ffffff30");
}

export const SCENES = {
  tree: {
    label: "ปลูกต้นไม้",
    draw(c, r) {
      sky(c, r);
      ground(c, r, "#7cb342");
      for (let i = 0; i < 5; i++) tree(c, 80 + i * 160 + r() * 50, 420 + r() * 30, 120 + r() * 60, r);
      blob(c, 420, 560, 120, 20, "#795548");
      tree(c, 420, 560, 110, r);
      person(c, 560, 500, "#f4b400");
    },
  },
  garden: {
    label: "แปลงผัก",
    draw(c, r) {
      sky(c, r);
      ground(c, r, "#a1887f", 0.5);
      for (let row = 0; row < 4; row++) {
        for (let i = 0; i < 10; i++) {
          const x = 50 + i * 78 + r() * 12;
          const y = 350 + row * 66;
          for (const side of [-1, 0, 1])
            blob(c, x + side * 13, y - 12 - (side ? 0 : 8), 14, 20, r() > 0.5 ? "#43a047" : "#66bb6a");
        }
      }
      person(c, 660, 470, "#e57373");
    },
  },
  rubbish: {
    label: "ถุงขยะ",
    draw(c, r) {
      sky(c, r, "#b9cfdd");
      ground(c, r, "#9aa58a");
      ["#20262b", "#2f3b43", "#1d5a2a", "#20262b", "#37474f"].forEach((colour, i) =>
        bag(c, 150 + i * 120 + r() * 30, 520 + r() * 30, colour),
      );
      person(c, 90, 470, "#42a5f5");
      person(c, 720, 480, "#ab47bc");
    },
  },
  temple: {
    label: "วัด",
    draw(c, r) {
      sky(c, r, "#ffcf8f", "#fff4de");
      ground(c, r, "#c9b28a");
      shape(c, "#fff6e0", [250, 330], [550, 330], [550, 500], [250, 500]);
      shape(c, "#c4571b", [190, 340], [400, 200], [610, 340]);
      shape(c, "#e07b25", [270, 262], [400, 150], [530, 262]);
      shape(c, "#ffd54f", [392, 158], [400, 80], [408, 158]);
      shape(c, "#7a4a2a", [365, 400], [435, 400], [435, 500], [365, 500]);
      person(c, 160 + r() * 40, 490, "#eeeeee");
      tree(c, 690, 490, 190, r);
    },
  },
  canal: {
    label: "ลอกคลอง",
    draw(c, r) {
      sky(c, r);
      ground(c, r, "#8bc34a", 0.5);
      shape(c, "#4fa3c7", [0, 430], [800, 380], [800, 560], [0, 600]);
      for (let i = 0; i < 16; i++) blob(c, r() * 500, 450 + r() * 100, 26, 9, "#5d8f3a");
      person(c, 640, 380, "#ffb300");
      person(c, 720, 390, "#26a69a");
    },
  },
  elder: {
    label: "เยี่ยมผู้สูงอายุ",
    draw(c, r) {
      sky(c, r, "#f6e3c8", "#fffaf1");
      ground(c, r, "#bca98a", 0.66);
      shape(c, "#d9b48a", [180, 250], [620, 250], [620, 470], [180, 470]);
      shape(c, "#8d5a34", [140, 260], [400, 130], [660, 260]);
      shape(c, "#6d4226", [360, 330], [440, 330], [440, 470], [360, 470]);
      person(c, 280, 500, "#ce93d8");
      person(c, 520, 500, "#81c784");
      bag(c, 590, 560, "#e0c08a");
    },
  },
};

export function drawScene(name, seed) {
  const canvas = document.createElement("canvas");
  canvas.width = W;
  canvas.height = H;
  const c = canvas.getContext("2d");
  const r = dice(seed);
  SCENES[name].draw(c, r);
  for (let i = 0; i < 900; i++) {
    // a little grain, as from a phone
    c.fillStyle = r() > 0.5 ? "#ffffff14" : "#00000014";
    c.fillRect(r() * W, r() * H, 2, 2);
  }
  return canvas;
}
