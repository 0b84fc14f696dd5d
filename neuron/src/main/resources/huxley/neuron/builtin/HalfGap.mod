TITLE One side of a gap junction, for places that gap junctions of the model do not reach

COMMENT
i = g*(v - vgap); vgap points to the potential of the other side, taken at the start of the step. Two of them, each pointing
to the other's place, make a junction; one alone passes current to one side only.
ENDCOMMENT

NEURON {
    POINT_PROCESS HalfGap
    POINTER vgap
    RANGE g, i
    NONSPECIFIC_CURRENT i
    THREADSAFE
}

UNITS {
    (nA) = (nanoamp)
    (mV) = (millivolt)
    (uS) = (microsiemens)
}

PARAMETER { g = 0.001 (uS) <0, 1e9> }

ASSIGNED {
    v (mV)
    vgap (mV)
    i (nA)
}

BREAKPOINT { i = g*(v - vgap) }
