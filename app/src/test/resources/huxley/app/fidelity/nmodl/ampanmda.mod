COMMENT
/**
 * deterministic short-term plasticity with rise and decay, magnesium block  -- C-like comment { } 
 */
ENDCOMMENT
TITLE AMPA and NMDA receptor
NEURON {
    THREADSAFE
        POINT_PROCESS ampanmda
        RANGE tau_r_AMPA, tau_d_AMPA, tau_r_NMDA, tau_d_NMDA
        RANGE Use, u, Dep, Fac, u0, mg, tsyn
        RANGE i, i_AMPA, i_NMDA, g_AMPA, g_NMDA, g, e, NMDA_ratio
        NONSPECIFIC_CURRENT i
        BBCOREPOINTER rng
        RANGE synapseID, verboseLevel
}
PARAMETER {
        tau_r_AMPA = 0.2   (ms)  : dual-exponential conductance profile
        tau_d_AMPA = 1.7    (ms)
        tau_r_NMDA = 0.29   (ms)
        tau_d_NMDA = 43     (ms)
        Use = 1.0   (1)
        Dep = 100   (ms)
        Fac = 10   (ms)
        e = 0     (mV)
        mg = 1   (mM)
        mggate
        gmax = .001 (uS)
        u0 = 0
        NMDA_ratio = 0.71 (1)
        synapseID = 0
        verboseLevel = 0
}
VERBATIM
#include<stdlib.h>
#include<stdio.h>
#include<math.h>
double nrn_random_pick(void* r);
void* nrn_random_arg(int argpos);
ENDVERBATIM
ASSIGNED {
        v (mV)
        i (nA)
        i_AMPA (nA)
        i_NMDA (nA)
        g_AMPA (uS)
        g_NMDA (uS)
        g (uS)
        factor_AMPA
        factor_NMDA
        rng
        u tsyn
}
STATE { A_AMPA B_AMPA A_NMDA B_NMDA }
INITIAL{
        LOCAL tp_AMPA, tp_NMDA
        A_AMPA = 0
        B_AMPA = 0
        A_NMDA = 0
        B_NMDA = 0
        tp_AMPA = (tau_r_AMPA*tau_d_AMPA)/(tau_d_AMPA-tau_r_AMPA)*log(tau_d_AMPA/tau_r_AMPA)
        tp_NMDA = (tau_r_NMDA*tau_d_NMDA)/(tau_d_NMDA-tau_r_NMDA)*log(tau_d_NMDA/tau_r_NMDA)
        factor_AMPA = -exp(-tp_AMPA/tau_r_AMPA)+exp(-tp_AMPA/tau_d_AMPA)
        factor_AMPA = 1/factor_AMPA
        factor_NMDA = -exp(-tp_NMDA/tau_r_NMDA)+exp(-tp_NMDA/tau_d_NMDA)
        factor_NMDA = 1/factor_NMDA
        u = 0 tsyn = 0
}
BREAKPOINT {
        SOLVE state METHOD cnexp
        mggate = 1 / (1 + exp(0.062 (/mV) * -(v)) * (mg / 3.57 (mM)))
        g_AMPA = gmax*(B_AMPA-A_AMPA)
        g_NMDA = gmax*(B_NMDA-A_NMDA) * mggate
        g = g_AMPA + g_NMDA
        i_AMPA = g_AMPA*(v-e)
        i_NMDA = g_NMDA*(v-e)
        i = i_AMPA + i_NMDA
}
DERIVATIVE state{
        A_AMPA' = -A_AMPA/tau_r_AMPA
        B_AMPA' = -B_AMPA/tau_d_AMPA
        A_NMDA' = -A_NMDA/tau_r_NMDA
        B_NMDA' = -B_NMDA/tau_d_NMDA
}
NET_RECEIVE (weight, weight_AMPA, weight_NMDA, R, Pr, uu, tsy (ms)){
        LOCAL result
        weight_AMPA = weight*1000
        weight_NMDA = weight * NMDA_ratio*1000
        INITIAL{
                R=1
                uu=u0
                tsy=t
        }
        if( weight <= 0 ){
VERBATIM
            return;
ENDVERBATIM
        }
        if (Fac > 0) { uu = uu*exp(-(t - tsy)/Fac) } else { uu = Use }
        if(Fac > 0){ uu = uu + Use*(1-uu) }
        R  = 1 - (1-R) * exp(-(t-tsy)/Dep)
        Pr  = uu * R
        R  = R - uu * R
        if( verboseLevel > 0 ) {
            printf("Synapse %f at time %g: R = %g Pr = %g erand = %g\n", synapseID, t, R, Pr, result )
        }
        tsy = t
        tsyn = t u = uu
        A_AMPA = A_AMPA + Pr*weight_AMPA*factor_AMPA
        B_AMPA = B_AMPA + Pr*weight_AMPA*factor_AMPA
        A_NMDA = A_NMDA + Pr*weight_NMDA*factor_NMDA
        B_NMDA = B_NMDA + Pr*weight_NMDA*factor_NMDA
}
PROCEDURE setRNG() {
VERBATIM
    {
        void** pv = (void**)(&_p_rng);
        if( ifarg(1)) {
            *pv = nrn_random_arg(1);
        } else {
            *pv = (void*)0;
        }
    }
ENDVERBATIM
}
FUNCTION toggleVerbose() { verboseLevel = 1-verboseLevel }
FUNCTION bbsavestate() {
        bbsavestate = 0
VERBATIM
#ifdef ENABLE_SAVE_STATE
        if(*getarg(1) == 0.0) { *getarg(1) = 3.0; }
#endif
ENDVERBATIM
}
VERBATIM
static void bbcore_write(double* x, int* d, int* x_offset, int* d_offset, _threadargsproto_) { }
static void bbcore_read(double* x, int* d, int* x_offset, int* d_offset, _threadargsproto_) { }
ENDVERBATIM
