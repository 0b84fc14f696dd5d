NEURON { POINT_PROCESS randwalk NONSPECIFIC_CURRENT i RANGE n, i }
VERBATIM
extern double nrn_random_pick(void* r);
extern void* nrn_random_arg(int argpos);
ENDVERBATIM
ASSIGNED { i x n }
INITIAL { x = scop_random() n = 0 set_seed(3) }
BREAKPOINT { SOLVE walk METHOD after_cvode  i = 0 }
PROCEDURE walk() { n = n + 1  x = normrand(0, 1) + exprand(2) + poisrand(3) }
