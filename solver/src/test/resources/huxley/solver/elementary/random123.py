#!/usr/bin/python3
"""Numbers that NEURON draws from streams of Random123; prints what MechanismDrawsTest compares with.

usage: random123.py > random123.csv
"""
import ctypes

from neuron import h

h.Random().Random123_globalindex(0)
library = ctypes.CDLL(next(line.split()[-1] for line in open("/proc/self/maps") if "libnrniv" in line))
library.nrnran123_newstream3.restype = ctypes.c_void_p
library.nrnran123_newstream3.argtypes = [ctypes.c_uint32] * 3
library.nrnran123_ipick.restype = ctypes.c_uint32
library.nrnran123_setseq.argtypes = [ctypes.c_void_p, ctypes.c_uint32, ctypes.c_char]
for name in ("dblpick", "negexp", "normal"):
    getattr(library, "nrnran123_" + name).restype = ctypes.c_double
for name in ("ipick", "dblpick", "negexp", "normal"):
    getattr(library, "nrnran123_" + name).argtypes = [ctypes.c_void_p]

print("function,id1,id2,id3,word,values")
for ids in ((1, 2, 3), (0, 0, 0), (7, 42, 0), (4294967295, 65536, 9)):
    for word in (0, 5, 4 * 1000003 + 2):
        for name in ("ipick", "dblpick", "negexp", "normal"):
            stream = library.nrnran123_newstream3(*ids)
            library.nrnran123_setseq(stream, word // 4, word % 4)
            values = [repr(getattr(library, "nrnran123_" + name)(stream)) for _ in range(12)]
            print(name, *ids, word, " ".join(values), sep=",")
