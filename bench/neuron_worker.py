"""NEURON beside us: builds one benchmark model, then runs it once for every line on standard input.

usage: neuron_worker.py MODEL CELLS DURATION_MS [MECHANISM_LIBRARY]
Prints one JSON object when built and one a run. One thread, cache-efficient memory, the compiled fixed-step loop.
"""
import gc
import json
import os
import sys
import time

from neuron import h

HERE = os.path.dirname(os.path.abspath(__file__))


def resident_bytes():
    with open("/proc/self/statm") as f:
        return int(f.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


class Cell:
    def __init__(self, gid, model):
        self.sections = {}
        for name, parent, length, diam, count in model["kinds"][gid % len(model["kinds"])]:
            section = h.Section(name=name, cell=self)
            section.L, section.diam, section.nseg = length, diam, count
            section.Ra, section.cm = model["ra"], model["cm"]
            if parent:
                section.connect(self.sections[parent](1), 0)
            self.sections[name] = section
        for prefix, mechanism, parameters in model["paint"]:
            for name, section in self.sections.items():
                if name.startswith(prefix):
                    section.insert(mechanism)
                    for key, value in parameters.items():
                        setattr(section, f"{key}_{mechanism}", value)
        for ion, reversal in model["ions"].items():
            for section in self.sections.values():
                if h.ismembrane(ion + "_ion", sec=section):
                    setattr(section, "e" + ion, reversal)
        soma = self.sections["soma"]
        self.synapse = h.ExpSyn(soma(0.5))
        self.synapse.tau, self.synapse.e = 2, 0


def build(model, cells, pc):
    made = [Cell(i, model) for i in range(cells)]
    connections = []
    ring = min(model["ring"], cells)
    for i, cell in enumerate(made):
        soma = cell.sections["soma"]
        pc.set_gid2node(i, 0)
        source = h.NetCon(soma(0.5)._ref_v, None, sec=soma)
        source.threshold = model["threshold"]
        pc.cell(i, source)
    for i, cell in enumerate(made):
        first = i // ring * ring
        size = min(ring, cells - first)
        connection = pc.gid_connect(first + (i - first - 1) % size, cell.synapse)
        connection.delay, connection.weight[0] = model["delay"], model["weight"]
        connections.append(connection)
    kicks = []
    for i in range(0, cells, ring):
        kick = h.NetCon(None, made[i].synapse)
        kick.weight[0] = model["weight"]
        kicks.append(kick)
    return made, connections, kicks


def main():
    name, cells, duration = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])
    if len(sys.argv) > 4:
        h.nrn_load_dll(sys.argv[4])
    with open(os.path.join(HERE, "models.json")) as f:
        model = json.load(f)[name]
    model["kinds"] = [model["sections"]] if "sections" in model else json.load(open(os.path.join(HERE, model["grown"])))
    h.load_file("stdrun.hoc")
    pc = h.ParallelContext()
    pc.nthread(1)
    h.CVode().cache_efficient(1)
    h.celsius, h.dt = model["celsius"], 0.025
    before = resident_bytes()
    start = time.process_time()
    held = build(model, cells, pc)
    start_events = h.FInitializeHandler(lambda: [k.event(model["kick"]) for k in held[2]])
    times, gids = h.Vector(), h.Vector()
    pc.spike_record(-1, times, gids)
    pc.set_maxstep(10)
    h.finitialize(model["v_init"])
    built = time.process_time() - start
    gc.collect()
    kinds = model["kinds"]
    compartments = sum(s[4] for i in range(cells) for s in kinds[i % len(kinds)])
    print(json.dumps({"setup_cpu_s": built, "bytes": resident_bytes() - before, "compartments": compartments}),
          flush=True)
    for _ in sys.stdin:
        times.resize(0)
        gids.resize(0)
        h.finitialize(model["v_init"])
        wall, cpu = time.perf_counter(), time.process_time()
        pc.psolve(duration)
        cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
        print(json.dumps({"cpu_s": cpu, "wall_s": wall, "steps": round(duration / 0.025), "spikes": int(times.size())}),
              flush=True)


if __name__ == "__main__":
    main()
