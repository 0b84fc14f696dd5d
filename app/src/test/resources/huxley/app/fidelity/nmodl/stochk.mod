COMMENT
stochastic channel states, deterministic part only unless a stream was set
ENDCOMMENT
NEURON {
    THREADSAFE
    SUFFIX stochk
    USEION k READ ek WRITE ik
    RANGE N, eta, gk, gamma, deterministic, gkbar, ninf, ntau, a, b, P_a, P_b, N0, N1, n0_n1, n1_n0
    GLOBAL Ra, Rb, vmin, vmax, q10, temp, tadj, DONT_VECTORIZE
    BBCOREPOINTER rng
}
UNITS { (mA) = (milliamp) (mV) = (millivolt) (pS) = (picosiemens) (S) = (siemens) (um) = (micron) }
PARAMETER { v (mV) dt (ms) area (um2) gamma = 30 (pS) eta = 0.5 (1/um2) tha = -40 (mV) qa = 9 Ra = 0.02 (/ms) Rb = 0.002 (/ms) celsius (degC) temp = 23 (degC) q10 = 2.3 deterministic = 1 vmin = -120 (mV) vmax = 100 (mV) DONT_VECTORIZE }
ASSIGNED { a (/ms) b (/ms) ik (mA/cm2) gk (S/cm2) ek (mV) ninf ntau (ms) tadj N scale_dens (pS/um2) P_a P_b rng gkbar }
STATE { n N0 N1 n0_n1 n1_n0 }
INITIAL {
    trates(v)
    n = ninf
    scale_dens = gamma/area
    N = floor(eta*area + 0.5)
    N1 = floor(n * N + 0.5)
    N0 = N-N1
    n0_n1 = 0
    n1_n0 = 0
}
BREAKPOINT {
  SOLVE states
  gk = (strap(N1) * scale_dens * tadj)
  ik = 1e-4 * gk * (v - ek)
}
PROCEDURE states() {
    trates(v)
    P_a = strap(a*dt)
    P_b = strap(b*dt)
    ChkProb( P_a)
    ChkProb( P_b)
    if (deterministic) {
        n0_n1 = P_a*N0
        n1_n0 = P_b*N1
    } else {
        n0_n1 = BnlDev(P_a, N0)
        n1_n0 = BnlDev(P_b, N1)
    }
    N0    = strap(N0 - n0_n1 + n1_n0)
    N1    = N - N0
}
PROCEDURE trates(v (mV)) {
    TABLE ntau, ninf, a, b, tadj
    DEPEND dt, Ra, Rb, tha, qa, q10, temp, celsius
    FROM vmin TO vmax WITH 199
    tadj = q10 ^ ((celsius - temp)/10)
    a = SigmoidRate(v, tha, Ra, qa)
    a = a * tadj
    b = SigmoidRate(-v, -tha, Rb, qa)
    b = b * tadj
    ntau = 1/(a+b)
    ninf = a*ntau
}
FUNCTION SigmoidRate(v (mV),th (mV),a (1/ms),q) (1/ms){
    if (fabs(v-th) > 1e-6) { SigmoidRate = a * (v - th) / (1 - exp(-(v - th)/q)) } else { SigmoidRate = a * q }
}
FUNCTION strap(x) {
    if (x < 0) {
        strap = 0
VERBATIM
        fprintf (stderr,"skv.mod:strap: negative state");
ENDVERBATIM
    } else { strap = x }
}
PROCEDURE ChkProb(p) {
  if (p < 0.0 || p > 1.0) {
VERBATIM
    fprintf(stderr, "StochKv.mod:ChkProb: argument not a probability.\n");
ENDVERBATIM
  }
}
PROCEDURE setRNG() {
VERBATIM
    /**
     * This function takes a NEURON Random object declared in hoc and makes it usable by this mod file.
     */
    void** pv = (void**)(&_p_rng);
    if( ifarg(1)) { *pv = (void*)0; } else { *pv = (void*)0; }
ENDVERBATIM
}
FUNCTION urand() {
VERBATIM
    double value;
    value = 0.5;
    if (value > 1) { value = 1; }
    return value;
ENDVERBATIM
}
FUNCTION BnlDev (ppr, nnr) { LOCAL s, j
    s = 0
    FROM j = 1 TO nnr { if (urand() < ppr) { s = s + 1 } }
    BnlDev = s
}
VERBATIM
static void bbcore_write(double* x, int* d, int* x_offset, int* d_offset, _threadargsproto_) { }
static void bbcore_read(double* x, int* d, int* x_offset, int* d_offset, _threadargsproto_) { }
ENDVERBATIM
