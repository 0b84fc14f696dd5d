#!/usr/bin/env python3
"""The network of huxley.bench.NetworkWorker in NEURON: cells of one compartment that hear generators.

usage: neuron_network.py CELLS EACH merged|single SPIKES

A generator is a NetStim that spikes SPIKES times in 100 ms. Merged: one ExpSyn a cell hears all; single: one a connection. Prints
one line of JSON, as NetworkWorker does.
"""
import json
import random
import resource
import sys
import time

from neuron import h

DT_ms, DURATION_ms = 0.1, 100


def memory():
    with open("/proc/self/statm") as f:
        return int(f.read().split()[1]) * resource.getpagesize()


def run(context):
    h.finitialize(-65)
    start = time.process_time()
    context.psolve(DURATION_ms)
    return time.process_time() - start


def main():
    cells, each, merged, spikes = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3] == "merged", int(sys.argv[4])
    h.dt, h.celsius = DT_ms, 6.3
    context = h.ParallelContext()
    context.set_maxstep(10)
    h.CVode().cache_efficient(1)
    random.seed(1)
    sections, generators = [], []
    for _ in range(cells):
        section = h.Section()
        section.L = section.diam = 20
        section.insert("pas")
        section.e_pas = -65
        sections.append(section)
        generator = h.NetStim()
        generator.noise, generator.number, generator.interval = 0, spikes, 90 / spikes
        generator.start = random.random() * 90 / spikes
        generators.append(generator)
    empty_s = run(context)
    before, start = memory(), time.process_time()
    synapses, connections = [], []
    for section in sections:
        for k in range(each):
            if k == 0 or not merged:
                synapse = h.ExpSyn(section(0.5))
                synapses.append(synapse)
            connection = h.NetCon(random.choice(generators), synapse)
            connection.delay = 1 + 0.1 * random.randrange(32)
            connection.weight[0] = random.randrange(4) * 1e-5
            connections.append(connection)
    h.finitialize(-65)
    setup_s, taken = time.process_time() - start, memory() - before
    busy_s = run(context)
    for generator in generators:
        generator.number = 0
    idle_s = run(context)
    n = cells * each
    print(json.dumps({"connections": n, "setup_cpu_s": setup_s, "bytes": taken / n,
                      "ns_per_synapse_step": (idle_s - empty_s) / n / round(DURATION_ms / DT_ms) * 1e9,
                      "us_per_event": (busy_s - idle_s) / n / spikes * 1e6}), flush=True)


main()
