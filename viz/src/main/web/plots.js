// Curves and spikes.
import uPlot from "uplot";
import { el } from "./dom.js";
import { lineColours } from "./colour.js";

/** More samples than that are thinned to the lowest and highest of each stretch. */
const MOST = 24000;

const FONT = "12px system-ui, sans-serif";

/** A chart with any number of curves that share x; `options.x` and `.y` are the labels of the axes. */
export function chart(series, data, { x = "time (ms)", y = "", height = 200, legend = true } = {}) {
  const box = el("div", { className: "chart", role: "img", ariaLabel: `${y} over ${x}: ${series.join(", ")}` });
  const size = () => ({ width: Math.max(200, box.clientWidth || 600), height });
  const axis = label => ({ label, font: FONT, labelFont: FONT, labelSize: 20, stroke: "#333", grid: { stroke: "#e4e8ee" } });
  const plot = new uPlot({ ...size(), legend: { show: legend, live: true }, cursor: { drag: { x: true, y: false } },
    scales: { x: { time: false } }, axes: [axis(x), { ...axis(y), size: 58 }],
    series: [{ label: x }, ...series.map((label, i) => ({ label, stroke: lineColours[i % lineColours.length], width: 1.5, spanGaps: true }))],
  }, data, box);
  new ResizeObserver(() => plot.setSize(size())).observe(box);
  return { box, plot };
}

/** Traces that grow, one chart per unit. */
export class LiveTraces {
  constructor(traces) {
    this.box = el("div", {});
    this.traces = traces.map(t => ({ ...t, time: [], value: [] }));
    this.charts = Object.entries(Object.groupBy(this.traces.map((t, i) => ({ ...t, i })), t => t.unit)).map(([unit, members]) => {
      const shown = members.slice(0, 12);
      const made = chart(shown.map(t => t.label), [[], ...shown.map(() => [])], { y: unit, height: 190 });
      this.box.append(made.box);
      return { ...made, shown };
    });
  }

  add(samples) {
    for (const { trace, from_ms, interval_ms, values } of samples) {
      const t = this.traces[trace];
      if (!t) continue;
      for (let i = 0; i < values.length; i++) {
        t.time.push(from_ms + i * interval_ms);
        t.value.push(values[i]);
      }
      if (t.time.length > MOST) thin(t);
    }
    if (samples.length && !this.drawing) {
      this.drawing = true;
      requestAnimationFrame(() => this.draw());
    }
  }

  draw() {
    this.drawing = false;
    for (const { plot, shown } of this.charts) {
      plot.setData(joined(shown.map(t => this.traces[t.i])));
    }
  }

  clear() {
    this.traces.forEach(t => t.time.length = t.value.length = 0);
    this.draw();
  }
}

function thin(trace) {
  const time = [];
  const value = [];
  for (let i = 0; i + 3 < trace.time.length; i += 4) {
    let low = i;
    let high = i;
    for (let j = i + 1; j < i + 4; j++) {
      if (trace.value[j] < trace.value[low]) low = j;
      if (trace.value[j] > trace.value[high]) high = j;
    }
    for (const k of low < high ? [low, high] : [high, low]) {
      time.push(trace.time[k]);
      value.push(trace.value[k]);
    }
  }
  trace.time = time;
  trace.value = value;
}

/** Curves with axes of their own, as one table. */
export function joined(curves) {
  const same = curves.every(c => c.time.length === curves[0].time.length && c.time[0] === curves[0].time[0] && c.time.at(-1) === curves[0].time.at(-1));
  return same && curves.every(c => c.time.every((t, i) => t === curves[0].time[i]))
    ? [curves[0]?.time ?? [], ...curves.map(c => c.value)]
    : uPlot.join(curves.map(c => [c.time, c.value]));
}

/** Spikes as dots. */
export class Raster {
  constructor(cells, height = 170) {
    this.cells = cells;
    this.spikes = [];
    this.from = 0;
    this.to = 1;
    this.canvas = el("canvas", { className: "raster", role: "img", ariaLabel: "spikes: time and cell" });
    this.canvas.style.height = `${height}px`;
    new ResizeObserver(() => this.draw()).observe(this.canvas);
  }

  /** @param groups populations, each with a colour of its own */
  set(groups, from, to) {
    this.groups = groups;
    this.from = from;
    this.to = Math.max(to, from + 1e-9);
    this.draw();
  }

  add(times, gids) {
    for (let i = 0; i < times.length; i++) this.spikes.push(times[i], gids[i]);
    if (this.spikes.length > 2e6) this.spikes.splice(0, 1e6);
    this.draw();
  }

  clear() {
    this.spikes = [];
    this.draw();
  }

  draw() {
    if (this.drawing) return;
    this.drawing = true;
    requestAnimationFrame(() => {
      this.drawing = false;
      const { clientWidth: w, clientHeight: h } = this.canvas;
      if (!w) return;
      const ratio = devicePixelRatio;
      this.canvas.width = w * ratio;
      this.canvas.height = h * ratio;
      const c = this.canvas.getContext("2d");
      c.scale(ratio, ratio);
      const [left, bottom] = [66, 34];
      const last = this.groups?.reduce((m, g) => Math.max(m, g.first + g.count), 1) ?? 1;
      const x = t => left + (t - this.from) / (this.to - this.from) * (w - left - 10);
      const y = g => 6 + (1 - (g + 0.5) / last) * (h - bottom - 6);
      c.font = FONT;
      c.fillStyle = "#333";
      c.strokeStyle = "#c4cbd4";
      c.strokeRect(left, 6, w - left - 10, h - bottom - 6);
      for (let i = 0; i <= 4; i++) c.fillText(String(+(this.from + i / 4 * (this.to - this.from)).toPrecision(4)), x(this.from + i / 4 * (this.to - this.from)) - 10, h - 18);
      c.fillText("time (ms)", w / 2 - 20, h - 3);
      c.fillText(String(last - 1), left - 8 * String(last - 1).length - 6, 16);
      c.fillText("0", left - 14, h - bottom);
      c.save();
      c.translate(14, h / 2);
      c.rotate(-Math.PI / 2);
      c.fillText("cell", -10, 0);
      c.restore();
      const dot = Math.max(1.5, Math.min(4, (h - bottom) / last));
      const colourOf = gid => {
        const group = this.groups?.findIndex(p => gid >= p.first && gid < p.first + p.count) ?? 0;
        return lineColours[Math.max(0, group) % lineColours.length];
      };
      for (let i = 0; i < this.spikes.length; i += 2) {
        c.fillStyle = colourOf(this.spikes[i + 1]);
        c.fillRect(x(this.spikes[i]) - dot / 2, y(this.spikes[i + 1]) - dot / 2, dot, dot);
      }
    });
  }
}
