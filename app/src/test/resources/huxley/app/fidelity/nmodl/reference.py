#!/usr/bin/python3
"""Runs every .mod file of this folder alone in a cell with NEURON and writes reference.json.

usage: reference.py
Needs python3-neuron, neuron-dev and gcc. The cell: 20 x 20 um, pas 1e-4 S/cm2 at -65 mV, 25 degC, dt 0.025 ms,
0.05 nA from 3 to 13 ms; a point process or artificial cell gets events of weight 0.01 at 3.1, 6.1, ... 15.1 ms.
FUNCTION_TABLEs are filled with TABLES. Every RANGE variable, what is written of ions, and the voltage, each millisecond. What NEURON refuses is said under "refused".
"""
import json
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
DURATION_MS = 20
# mechanism: table: evenly spaced points of each axis and values, the last axis fastest
TABLES = {
    "tablevalues": {
        "course": {"axes": [[0, 1, 2, 3, 4]], "values": [2, -1, 0.5, 7, 3]},
        "uneven": {"axes": [[0, 1, 3, 4, 9]], "values": [2, -1, 0.5, 7, 3]},
        "sheet": {"axes": [[0, 1, 2], [-6, -5, -4, -3]], "values": [1, 2, 4, 8, 0, -1, 5, 2, 3, 3, 9, -2]},
    },
}


def compiled(names, out):
    """One library of all that NEURON's translator and the C compiler take; the others with the reason."""
    refused = {}
    for name in names:
        made = subprocess.run(["nocmodl", "-o", out, os.path.join(HERE, name + ".mod")], capture_output=True, cwd=out,
                              env=os.environ | {"MODL_INCLUDE": HERE})
        if made.returncode:
            refused[name] = "translation"
            print(name, (made.stdout + made.stderr).decode("latin-1")[-400:], file=sys.stderr)
    good = [n for n in names if n not in refused]
    gcc = ["gcc", "-O1", "-fPIC", "-w", "-DHAVE_CONFIG_H", "-I/usr/include", "-I/usr/include/nrn", "-I" + out]
    for name in list(good):
        built = subprocess.run(gcc + ["-c", name + ".c"], capture_output=True, cwd=out)
        if built.returncode:
            refused[name] = "C compiler"
            print(name, built.stderr.decode("latin-1")[:600], file=sys.stderr)
            good.remove(name)
    with open(os.path.join(out, "mod_func.c"), "w") as f:
        f.write("".join(f"extern void _{n}_reg(void);\n" for n in good))
        f.write("void modl_reg(void) {\n" + "".join(f"  _{n}_reg();\n" for n in good) + "}\n")
    library = os.path.join(out, "mechanisms.so")
    subprocess.run(gcc + ["-shared", "-o", library, "mod_func.c"] + [n + ".o" for n in good]
                   + ["-Wl,-rpath,/usr/lib/nrn", "-L/usr/lib/nrn", "-lnrniv"], check=True, cwd=out)
    return library, refused


def fill_tables(suffix, h):
    """Returns what must live as long as the tables."""
    kept = []
    for function, table in TABLES.get(suffix, {}).items():
        fill = f"table_{function}_{suffix}"
        if len(table["axes"]) == 1:
            kept += [h.Vector(table["values"]), h.Vector(table["axes"][0])]
            getattr(h, fill)(*kept[-2:])
        else:
            h(f"objref values\nvalues = new Vector({len(table['values'])})")
            for i, value in enumerate(table["values"]):
                h.values.x[i] = value
            axes = ", ".join(f"{len(points)}, {points[0]}, {points[-1]}" for points in table["axes"])
            h(f"{fill}(&values.x[0], {axes})")
    return kept


def run(name, h):
    soma = h.Section(name="soma")
    soma.L = soma.diam = 20
    soma.insert("pas")
    soma.g_pas, soma.e_pas = 1e-4, -65
    clamp = h.IClamp(soma(0.5))
    clamp.delay, clamp.dur, clamp.amp = 3, 10, 0.05
    segment = soma(0.5)
    refs = {"v": segment._ref_v}
    kind = "DENSITY"
    text = open(os.path.join(HERE, name + ".mod"), encoding="latin-1").read()
    suffix = next(w for k, w in zip(text.split(), text.split()[1:])
                  if k in ("SUFFIX", "POINT_PROCESS", "ARTIFICIAL_CELL"))
    point = None
    if "ARTIFICIAL_CELL" in text:
        kind, point = "ARTIFICIAL", getattr(h, suffix)()
    elif "POINT_PROCESS" in text:
        kind, point = "POINT", getattr(h, suffix)(segment)
    else:
        soma.insert(suffix)
    kept = fill_tables(suffix, h)
    for of in (1, 2, 3):
        standard = h.MechanismStandard(suffix, of)
        for i in range(standard.count()):
            pointer = h.ref("")
            length = standard.name(pointer, i)
            variable = pointer[0]
            holder = point if point is not None else segment
            if length == 1:
                refs[variable] = getattr(holder, "_ref_" + variable)
            else:
                refs |= {f"{variable}[{k}]": (getattr(holder, variable), k) for k in range(int(length))}
    if point is None:
        for ion in soma.psection()["ions"]:
            for quantity in (ion + "i", "i" + ion):
                refs[quantity] = getattr(segment, "_ref_" + quantity)
    spikes = h.Vector()
    if point is not None and "NET_RECEIVE" in text:
        stim = h.NetStim()
        stim.start, stim.interval, stim.number, stim.noise = 2.1, 3, 5, 0
        connection = h.NetCon(stim, point)
        connection.delay, connection.weight[0] = 1, 0.01
        try:
            out = h.NetCon(point, None)
            out.record(spikes)
        except Exception:
            pass
    h.celsius, h.dt = 25, 0.025
    h.finitialize(-65)
    values = {k: [] for k in refs}

    def sample():
        for k, r in refs.items():
            values[k].append(float("%.12g" % (r[0][r[1]] if isinstance(r, tuple) else r[0])))

    sample()
    for _ in range(DURATION_MS):
        for _ in range(40):
            h.fadvance()
        sample()
    result = {"name": suffix, "kind": kind, "values": values, "spikes": [float("%.12g" % s) for s in spikes]}
    return result | ({"tables": TABLES[suffix]} if suffix in TABLES else {})


def case(name, h, out):
    """In a process of its own: NEURON may end it."""
    result = os.path.join(out, name + ".json")
    child = os.fork()
    if child == 0:
        failed = 1
        try:
            with open(result, "w") as f:
                json.dump(run(name, h), f)
            failed = 0
        finally:
            os._exit(failed)
    _, status = os.waitpid(child, 0)
    return json.load(open(result)) if status == 0 else {"refused": "run"}


def main():
    target = os.path.join(HERE, "reference.json")
    everything = {}
    names = sorted(f[:-4] for f in os.listdir(HERE) if f.endswith(".mod"))
    with tempfile.TemporaryDirectory() as out:
        library, refused = compiled(names, out)
        from neuron import h
        h.nrn_load_dll(library)
        for name in names:
            everything[name] = {"refused": refused[name]} if name in refused else case(name, h, out)
            print(name, everything[name].get("refused", "ran"))
    with open(target, "w") as f:
        f.write("{\n" + ",\n".join(f"{json.dumps(k)}: {json.dumps(v)}" for k, v in sorted(everything.items())) + "\n}\n")


if __name__ == "__main__":
    main()
