// Colour maps that are even to the eye, and stay so for the colour-blind and in grey.
const MAPS = {
  viridis: "440154482878 3e4989 31688e 26828e 1f9e89 35b779 6ece58 b5de2b fde725",
  cividis: "00224e 123570 3b496c 575d6d 707173 8a8678 a59c74 c3b369 e1cc55 fee838",
  magma: "000004 180f3d 440f76 721f81 9e2f7f cd4071 f1605d fd9668 feca8d fcfdbf",
};

export const mapNames = Object.keys(MAPS);

/** 256 colours, RGBA. */
export function colours(name) {
  const anchors = MAPS[name].replaceAll(" ", "").match(/.{6}/g).map(h => [0, 2, 4].map(i => parseInt(h.slice(i, i + 2), 16)));
  const table = new Uint8Array(256 * 4);
  for (let i = 0; i < 256; i++) {
    const x = i / 255 * (anchors.length - 1);
    const low = Math.min(Math.floor(x), anchors.length - 2);
    for (let c = 0; c < 3; c++) table[4 * i + c] = Math.round(anchors[low][c] + (x - low) * (anchors[low + 1][c] - anchors[low][c]));
    table[4 * i + 3] = 255;
  }
  return table;
}

export const gradient = name => {
  const table = colours(name);
  const stops = Array.from({ length: 10 }, (_, i) => {
    const at = 4 * Math.round(i / 9 * 255);
    return `rgb(${table[at]},${table[at + 1]},${table[at + 2]})`;
  });
  return `linear-gradient(to right, ${stops.join(",")})`;
};

/** For lines: distinct, also for the colour-blind, dark enough on white. */
export const lineColours = ["#1f5fa8", "#b4510f", "#00806b", "#a3317b", "#6b4fb3", "#7a6a00", "#c0272d", "#4a5a66"];
