"""Writes simultaneous.txt: spikes of small IntFire1 nets with equal delays, by NEURON 8.2.2.

python3 simultaneous.py > simultaneous.txt

A line: seed, delays, "gid@time" of all spikes by time, then gid. Only nets in which NEURON delivers everything that comes at
one instant in the order of sending are listed; elsewhere its queue put the first pending event behind those of the same
time, because something was sent that came before all of them.
"""

import subprocess
import sys

NETS = {"2": (3, 4, 6, 7, 12), "1,2,3": (3, 6, 7, 9, 10), "0.5,1,2,2.5": (6, 14, 30, 36, 38)}
CELLS = 12
GENERATORS = 3


def run(seed, delays_ms):
    from neuron import h

    state = [seed]

    def draw():
        state[0] = (state[0] * 1103515245 + 12345) % 2147483648
        return state[0] >> 16

    def one_of(values):
        return values[draw() % len(values)]

    connections = []

    def connect(source, target, delay_ms, weight):
        connection = h.NetCon(source, target)
        connection.delay = delay_ms
        connection.weight[0] = weight
        connections.append(connection)

    cells = [h.IntFire1() for _ in range(CELLS)]
    for i, cell in enumerate(cells):
        cell.tau = 10
        cell.refrac = (2, 3, 5)[i % 3]
    generators = [h.NetStim() for _ in range(GENERATORS)]
    for generator in generators:
        generator.start = 1 + draw() % 8
        generator.interval = 10
        generator.number = 12
        generator.noise = 0
    for source in generators:
        for target in cells:
            if draw() % 3 == 0:
                connect(source, target, one_of(delays_ms), 1.1)
    for source in cells:
        for target in cells:
            if draw() % 4 == 0:
                delay_ms = one_of(delays_ms)
                connect(source, target, delay_ms, one_of((0.6, -0.5, 1.2, -1)))
    times, gids = h.Vector(), h.Vector()
    recorders = [h.NetCon(cell, None) for cell in cells]
    for i, recorder in enumerate(recorders):
        recorder.record(times, gids, i)
    h.load_file("stdrun.hoc")
    h.CVode().debug_event(2)
    h.dt = 0.025
    h.tstop = 120
    h.stdinit()
    h.continuerun(120)
    print("spikes", *("%d@%g" % (gid, t) for t, gid in sorted(zip(times, gids))))


def in_order_of_sending(log):
    """Whether what was delivered was always the first of what was pending, by time, then sending."""
    pending = []
    for number, line in enumerate(log):
        what, _, event = line.partition(" ")
        if what == "send":
            time = float([word for word in event.split() if not word.startswith("flag=")][-1])
            pending.append((time, number, event))
        elif what == "deliver":
            if min(pending)[2] != event:
                return False
            pending.remove(min(pending))
    return True


if len(sys.argv) > 1:
    run(int(sys.argv[1]), [float(delay) for delay in sys.argv[2].split(",")])
else:
    for delays, seeds in NETS.items():
        for seed in seeds:
            log = subprocess.run([sys.executable, __file__, str(seed), delays], capture_output=True, text=True,
                                 check=True).stdout.splitlines()
            assert in_order_of_sending(log)
            print(seed, delays, next(line for line in log if line.startswith("spikes"))[7:])
