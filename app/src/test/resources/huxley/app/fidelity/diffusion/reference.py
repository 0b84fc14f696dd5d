#!/usr/bin/python3
"""Diffusion along branched, tapered and oddly joined cables with NEURON; prints what DiffusionTest compares with.

usage: reference.py > reference.json
"""
import json
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))

# case: section: (parent, place on it, length, diameters, compartments); the first compartment of the first section starts at 1
CASES = {
    "cable": {"a": (None, 0, 50, [2], 7)},
    "taper": {"a": (None, 0, 60, [4, 1], 5), "b": ("a", 1, 30, [1, 0.5, 2], 3)},
    "fork": {"a": (None, 0, 20, [3], 3), "b": ("a", 1, 40, [1.5], 4), "c": ("a", 1, 25, [1], 3), "d": ("c", 1, 20, [1], 2)},
    "side": {"a": (None, 0, 30, [3], 3), "b": ("a", 0.5, 40, [1], 4), "c": ("a", 1, 10, [1], 1)},
    "roots": {"a": (None, 0, 30, [3], 3), "b": ("a", 0, 40, [1], 4), "c": ("a", 0, 10, [2], 2), "d": ("a", 1, 10, [2], 2)},
}


def run(h, case):
    sections = {}
    for name, (parent, place, length, diameters, count) in case.items():
        s = sections[name] = h.Section(name=name)
        for i, d in enumerate(diameters if len(diameters) > 1 else diameters * 2):
            h.pt3dadd(length * i / (max(2, len(diameters)) - 1), 0, 0, d, sec=s)
        s.nseg = count
        if parent:
            s.connect(sections[parent](place), 0)
        s.insert("spreading")
    next(iter(sections["a"])).spreading.start = 1
    h.dt = 0.025
    h.finitialize(-65)
    for _ in range(1000):
        h.fadvance()
    return {name: [[float("%.12g" % v) for v in (g.spreading.x[0], g.spreading.x[1], g.spreading.bound)] for g in s]
            for name, s in sections.items()}


def main():
    with tempfile.TemporaryDirectory() as out:
        subprocess.run(["nocmodl", "-o", out, os.path.join(HERE, "spreading.mod")], check=True, stdout=sys.stderr)
        with open(os.path.join(out, "mod_func.c"), "w") as f:
            f.write("extern void _spreading_reg(void);\nvoid modl_reg(void) { _spreading_reg(); }\n")
        library = os.path.join(out, "mechanisms.so")
        subprocess.run(["gcc", "-O1", "-fPIC", "-w", "-shared", "-DHAVE_CONFIG_H", "-I/usr/include/nrn", "-o", library,
                        os.path.join(out, "mod_func.c"), os.path.join(out, "spreading.c"), "-Wl,-rpath,/usr/lib/nrn",
                        "-L/usr/lib/nrn", "-lnrniv"], check=True)
        from neuron import h
        h.nrn_load_dll(library)
        shapes = {n: {k: dict(zip(("parent", "at", "length", "diameters", "count"), v)) for k, v in c.items()}
                  for n, c in CASES.items()}
        result = {n: {"shape": shapes[n], "values": run(h, c)} for n, c in CASES.items()}
        print("{\n" + ",\n".join(f"{json.dumps(k)}: {json.dumps(v)}" for k, v in result.items()) + "\n}")


main()
