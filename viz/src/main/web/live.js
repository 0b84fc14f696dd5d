// The live stream, as docs/dev/live.md describes it.
import { api } from "./api.js";

const HEAD = 48;
export const STATES = ["paused", "running", "finished", "failed", "stopped"];

export function frame(buffer) {
  const view = new DataView(buffer);
  if (view.getUint8(0) !== 1 || view.getUint8(1) !== 1) throw new Error("a frame of another version");
  const [n, s, b] = [28, 32, 36].map(at => view.getUint32(at, true));
  const result = { state: STATES[view.getUint8(2)], variable: view.getUint8(3), number: view.getUint32(4, true),
    time_ms: view.getFloat64(8, true), speed: view.getFloat64(16, true), run: view.getUint32(24, true),
    lost: view.getUint32(40, true), spike_ms: new Float64Array(s), gid: new Uint32Array(s), values: null, samples: [] };
  let at = HEAD;
  for (let i = 0; i < s; i++, at += 8) result.spike_ms[i] = view.getFloat64(at, true);
  for (let i = 0; i < s; i++, at += 4) result.gid[i] = view.getUint32(at, true);
  result.values = new Float32Array(buffer.slice(at, at + 4 * n));
  at += 4 * n;
  for (let i = 0; i < b; i++) {
    const count = view.getUint32(at + 4, true);
    result.samples.push({ trace: view.getUint32(at, true), from_ms: view.getFloat64(at + 8, true),
      interval_ms: view.getFloat64(at + 16, true), values: new Float32Array(buffer.slice(at + 24, at + 24 + 4 * count)) });
    at += 24 + 4 * count;
  }
  return result;
}

/** Watches a run; tries again where the connection is lost while the run goes on. */
export function watch(id, hear) {
  let socket;
  let closed = false;
  const connect = () => {
    socket = api.live(id);
    socket.binaryType = "arraybuffer";
    socket.onmessage = ({ data }) => {
      if (data instanceof ArrayBuffer) hear.frame(frame(data));
      else {
        const message = JSON.parse(data);
        hear[message.type]?.(message);
      }
    };
    socket.onclose = async () => {
      if (closed) return;
      const run = await api.run(id).catch(() => null);
      if (run !== null && run.state !== "running") hear.over(run);
      else {
        hear.lost();
        setTimeout(connect, 1000);
      }
    };
  };
  connect();
  return {
    ask: (what, fields = {}) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify({ do: what, ...fields }));
    },
    close: () => {
      closed = true;
      socket.close();
    },
  };
}
