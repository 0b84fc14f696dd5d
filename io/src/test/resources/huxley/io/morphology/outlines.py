#!/usr/bin/python3
"""Random outlines of cell bodies, level and tilted, and what NEURON's Import3d makes of them; SomaOutlineTest compares.

usage: outlines.py > outlines.csv
"""
import math
import random
import tempfile

from neuron import h

h.load_file("stdlib.hoc")
h.load_file("import3d.hoc")
random.seed(7)


def outline(tilted, digits):
    a, b, turn, start = random.uniform(4, 12), random.uniform(3, 10), random.uniform(0, 6.3), random.uniform(0, 6.3)
    center = [random.uniform(-50, 50) for _ in range(3)]
    slope = [random.uniform(-1, 1) if tilted else 0 for _ in range(2)]
    count, sense, noise = random.randint(5, 20), random.choice((-1, 1)), random.choice((0, 0.05, 0.2))
    points = []
    for i in range(count):
        angle, radius = start + sense * 2 * math.pi * i / count, 1 + random.uniform(-noise, noise)
        u, v = a * radius * math.cos(angle), b * radius * math.sin(angle)
        x, y = u * math.cos(turn) - v * math.sin(turn), u * math.sin(turn) + v * math.cos(turn)
        z = slope[0] * x + slope[1] * y
        points.append([round(c + d, digits) for c, d in zip(center, (x, y, z))])
    return points


print("outline x y z ...,body x y z diam ...")
for number in range(60):
    points = outline(number % 2 == 1, number % 3)
    with tempfile.NamedTemporaryFile("w", suffix=".asc") as file:
        lines = "\n".join("(%r %r %r 0)" % tuple(p) for p in points)
        file.write('("CellBody" (CellBody)\n%s\n)\n((Dendrite) (100 0 0 1) (140 0 0 1))\n' % lines)
        file.flush()
        reader = h.Import3d_Neurolucida3()
        reader.quiet = 1
        reader.input(file.name)
        h.Import3d_GUI(reader, 0).instantiate(None)
    soma = next(s for s in h.allsec() if "soma" in s.name())
    body = [f(i) for i in range(soma.n3d()) for f in (soma.x3d, soma.y3d, soma.z3d, soma.diam3d)]
    print(" ".join(str(c) for p in points for c in p), " ".join("%.7g" % c for c in body), sep=",")
    soma = None
    for s in list(h.allsec()):
        h.delete_section(sec=s)
