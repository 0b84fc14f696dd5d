#!/usr/bin/python3
"""Runs every case of cases.json with NEURON, from the text of the built-in mechanism, and writes reference.json.

usage: reference.py
Needs python3-neuron, neuron-dev and gcc. The cell: 20 x 20 um, 1 uF/cm2, pas 2e-5 S/cm2 at -65 mV, 34 degC, dt 0.025 ms,
0.02 nA from 10 to 35 ms; the mechanism at its middle. Its events come at the times of the case. A pointer points to the
potential of another such cell, which gets 0.03 nA from 5 to 40 ms. Values each half millisecond of 50.
"""
import json
import os
import subprocess
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
MECHANISMS = os.path.join(HERE, *[".."] * 8, "neuron", "src", "main", "resources", "huxley", "neuron", "builtin")


def compiled(names, out):
    gcc = ["gcc", "-O1", "-fPIC", "-w", "-DHAVE_CONFIG_H", "-I/usr/include", "-I/usr/include/nrn", "-I" + out]
    for name in names:
        subprocess.run(["nocmodl", "-o", out, os.path.join(MECHANISMS, name + ".mod")], check=True, cwd=out)
        subprocess.run(gcc + ["-c", name + ".c"], check=True, cwd=out)
    with open(os.path.join(out, "mod_func.c"), "w") as f:
        f.write("".join(f"extern void _{n}_reg(void);\n" for n in names))
        f.write("void modl_reg(void) {\n" + "".join(f"  _{n}_reg();\n" for n in names) + "}\n")
    library = os.path.join(out, "mechanisms.so")
    subprocess.run(gcc + ["-shared", "-o", library, "mod_func.c"] + [n + ".o" for n in names]
                   + ["-Wl,-rpath,/usr/lib/nrn", "-L/usr/lib/nrn", "-lnrniv"], check=True, cwd=out)
    return library


def cell(h, name, start, duration, amplitude):
    soma = h.Section(name=name)
    soma.L = soma.diam = 20
    soma.insert("pas")
    soma.g_pas, soma.e_pas = 2e-5, -65
    clamp = h.IClamp(soma(0.5))
    clamp.delay, clamp.dur, clamp.amp = start, duration, amplitude
    return soma, clamp


def run(case, h):
    post = cell(h, "post", 10, 25, 0.02)
    pre = cell(h, "pre", 5, 35, 0.03)
    point = getattr(h, case["mechanism"])(post[0](0.5))
    for name, value in case["parameters"].items():
        setattr(point, name, value)
    if "pointer" in case:
        h.setpointer(pre[0](0.5)._ref_v, case["pointer"], point)
    connections = []
    for made in case["connections"]:
        connection = h.NetCon(None, point)
        connection.weight[0] = made["weight"]
        connections.append(connection)

    def send():
        for connection, made in zip(connections, case["connections"]):
            for time in made["times"]:
                connection.event(time)

    handler = h.FInitializeHandler(send)
    refs = {"v": post[0](0.5)._ref_v} | {name: getattr(point, "_ref_" + name) for name in case["record"]}
    recorded = {name: h.Vector().record(ref) for name, ref in refs.items()}
    h.celsius, h.dt = 34, 0.025
    h.finitialize(-65)
    for _ in range(2000):
        h.fadvance()
    del handler
    return {name: [float("%.12g" % value) for value in list(vector)[::20]] for name, vector in recorded.items()}


def main():
    cases = json.load(open(os.path.join(HERE, "cases.json")))
    with tempfile.TemporaryDirectory() as out:
        library = compiled(sorted({c["mechanism"] for c in cases.values()}), out)
        from neuron import h
        h.nrn_load_dll(library)
        results = {name: run(case, h) for name, case in cases.items()}
    with open(os.path.join(HERE, "reference.json"), "w") as f:
        f.write("{\n" + ",\n".join(f"{json.dumps(k)}: {json.dumps(v)}" for k, v in results.items()) + "\n}\n")


if __name__ == "__main__":
    main()
