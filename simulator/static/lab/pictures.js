// Pictures for the samples, drawn here so that the lab needs no network.
const svg = (body, w = 800, h = 520) =>
  "data:image/svg+xml," +
  encodeURIComponent(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${w} ${h}" width="${w}" height="${h}">${body}</svg>`,
  );

const scene = (sky, ground, things) =>
  svg(`<rect width="800" height="520" fill="${sky}"/><circle cx="650" cy="110" r="56" fill="#FFE082"/>
       <path d="M0 360q200-70 400 0t400 0v160H0z" fill="${ground}"/>${things}`);

export const garden = scene(
  "#B3E5FC",
  "#7CB342",
  [120, 280, 440, 600]
    .map(
      (x) => `<path d="M${x} 430v-60" stroke="#33691E" stroke-width="10"/>
    <ellipse cx="${x - 26}" cy="372" rx="34" ry="16" fill="#2E7D32"/><ellipse cx="${x + 26}" cy="356" rx="34" ry="16" fill="#388E3C"/>`,
    )
    .join(""),
);
export const rubbish = scene(
  "#CFD8DC",
  "#A1887F",
  [180, 330, 500]
    .map(
      (
        x,
        i,
      ) => `<path d="M${x} 440q-70-10-50-90 10-44 50-50 40 6 50 50 20 80-50 90z" fill="${["#263238", "#37474F", "#1B5E20"][i]}"/>
    <path d="M${x - 14} 300l14-26 14 26z" fill="#455A64"/>`,
    )
    .join(""),
);
export const temple = scene(
  "#FFE0B2",
  "#8D6E63",
  `<path d="M400 90l-150 130h300z" fill="#BF360C"/><path d="M400 60l-90 90h180z" fill="#E65100"/>
   <rect x="280" y="220" width="240" height="180" fill="#FFF8E1"/><rect x="370" y="280" width="60" height="120" fill="#6D4C41"/>`,
);
export const star = svg(
  '<path fill="#F9A825" d="M50 6l13 30 33 3-25 22 8 32-29-17-29 17 8-32L4 39l33-3z"/>',
  100,
  100,
);
export const starGrey = svg(
  '<path fill="#C9CDD3" d="M50 6l13 30 33 3-25 22 8 32-29-17-29 17 8-32L4 39l33-3z"/>',
  100,
  100,
);
