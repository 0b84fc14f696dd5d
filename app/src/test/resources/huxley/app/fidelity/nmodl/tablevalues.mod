TITLE Values of FUNCTION_TABLEs inside and outside of their points, and what an included file defines

NEURON {
    SUFFIX tablevalues
    RANGE line, broken, plane, corner, included
}

INCLUDE "tablevalues.inc"

ASSIGNED {
    v (mV)
    line
    broken
    plane
    corner
    included
}

INITIAL {
    look()
}

BREAKPOINT {
    look()
}

FUNCTION_TABLE course(x)
FUNCTION_TABLE uneven(x)
FUNCTION_TABLE sheet(x, y)

PROCEDURE look() {
    line = course(t - 2)
    broken = uneven(t - 2.3)
    plane = sheet(0.3 * t - 1, v / 10)
    corner = sheet(1, 2)
    included = shared(t) + OFFSET
}
