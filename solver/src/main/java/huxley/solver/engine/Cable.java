package huxley.solver.engine;

import huxley.solver.cable.CableSolver;
import huxley.solver.cable.SingleCableSolver;
import huxley.solver.precision.Numbers;

/** The cable equation of a group, solved in the precision of its memory. */
sealed interface Cable {
    /** @see CableSolver#eliminate */
    boolean eliminate(Numbers v_mV, Numbers rhs, Numbers d);

    /** @see CableSolver#substitute */
    void substitute(Numbers v_mV, Numbers rhs, Numbers d, double factor);

    /** In double precision. */
    record InDouble(CableSolver solver) implements Cable {
        @Override
        public boolean eliminate(Numbers v_mV, Numbers rhs, Numbers d) {
            return solver.eliminate(v_mV.doubles(), rhs.doubles(), d.doubles());
        }

        @Override
        public void substitute(Numbers v_mV, Numbers rhs, Numbers d, double factor) {
            solver.substitute(v_mV.doubles(), rhs.doubles(), d.doubles(), factor);
        }
    }

    /** In single precision. */
    record InSingle(SingleCableSolver solver) implements Cable {
        @Override
        public boolean eliminate(Numbers v_mV, Numbers rhs, Numbers d) {
            return solver.eliminate(v_mV.floats(), rhs.floats(), d.floats());
        }

        @Override
        public void substitute(Numbers v_mV, Numbers rhs, Numbers d, double factor) {
            solver.substitute(v_mV.floats(), rhs.floats(), d.floats(), (float) factor);
        }
    }
}
