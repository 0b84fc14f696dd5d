NEURON {
	THREADSAFE
	POINT_PROCESS gabaab
	RANGE tau_r_GABAA, tau_d_GABAA, tau_r_GABAB, tau_d_GABAB
	RANGE Use, u, Dep, Fac, u0, Rstate, tsyn_fac
	RANGE i, i_GABAA, i_GABAB, g_GABAA, g_GABAB, g, e_GABAA, e_GABAB, GABAB_ratio
	RANGE A_GABAA_step, B_GABAA_step, A_GABAB_step, B_GABAB_step
	NONSPECIFIC_CURRENT i
	BBCOREPOINTER rng
	RANGE synapse_id, selected_for_report, verbose
	GLOBAL nc_type_param, minis_single_vesicle, init_depleted
}
PARAMETER {
	tau_r_GABAA = 0.2 (ms) tau_d_GABAA = 8 (ms) tau_r_GABAB = 3.5 (ms) tau_d_GABAB = 260.9 (ms)
	Use = 1.0 (1) Dep = 100 (ms) Fac = 10 (ms)
	e_GABAA = -80 (mV) e_GABAB = -97 (mV) gmax = .001 (uS) u0 = 0 GABAB_ratio = 0.1 (1)
	synapse_id = 0 verbose = 0 selected_for_report = 0 nc_type_param = 4
	minis_single_vesicle = 0 init_depleted = 0
}
VERBATIM
#ifndef CORENEURON_BUILD
extern int ifarg(int iarg);
extern void* vector_arg(int iarg);
extern double* vector_vec(void* vv);
extern int vector_capacity(void* vv);
#endif
double nrn_random_pick(void* r);
void* nrn_random_arg(int argpos);
ENDVERBATIM
ASSIGNED { dt (ms) v (mV) i (nA) i_GABAA (nA) i_GABAB (nA) g_GABAA (uS) g_GABAB (uS) g (uS) factor_GABAA factor_GABAB A_GABAA_step B_GABAA_step A_GABAB_step B_GABAB_step rng usingR123 Rstate tsyn_fac u }
STATE { A_GABAA B_GABAA A_GABAB B_GABAB }
INITIAL {
	LOCAL tp_GABAA, tp_GABAB
	Rstate=1
	tsyn_fac=0
	u=u0
	A_GABAA = 0 B_GABAA = 0 A_GABAB = 0 B_GABAB = 0
	tp_GABAA = (tau_r_GABAA*tau_d_GABAA)/(tau_d_GABAA-tau_r_GABAA)*log(tau_d_GABAA/tau_r_GABAA)
	tp_GABAB = (tau_r_GABAB*tau_d_GABAB)/(tau_d_GABAB-tau_r_GABAB)*log(tau_d_GABAB/tau_r_GABAB)
	factor_GABAA = 1/(-exp(-tp_GABAA/tau_r_GABAA)+exp(-tp_GABAA/tau_d_GABAA))
	factor_GABAB = 1/(-exp(-tp_GABAB/tau_r_GABAB)+exp(-tp_GABAB/tau_d_GABAB))
	A_GABAA_step = exp(dt*(( - 1.0 ) / tau_r_GABAA))
	B_GABAA_step = exp(dt*(( - 1.0 ) / tau_d_GABAA))
	A_GABAB_step = exp(dt*(( - 1.0 ) / tau_r_GABAB))
	B_GABAB_step = exp(dt*(( - 1.0 ) / tau_d_GABAB))
	VERBATIM
	if( usingR123 ) {
		nrnran123_setseq((nrnran123_State*)_p_rng, 0, 0);
	}
	ENDVERBATIM
	if (init_depleted) { Rstate = 0 }
}
BREAKPOINT {
	SOLVE state
	g_GABAA = gmax*(B_GABAA-A_GABAA)
	g_GABAB = gmax*(B_GABAB-A_GABAB)
	g = g_GABAA + g_GABAB
	i_GABAA = g_GABAA*(v-e_GABAA)
	i_GABAB = g_GABAB*(v-e_GABAB)
	i = i_GABAA + i_GABAB
}
PROCEDURE state() {
	A_GABAA = A_GABAA*A_GABAA_step
	B_GABAA = B_GABAA*B_GABAA_step
	A_GABAB = A_GABAB*A_GABAB_step
	B_GABAB = B_GABAB*B_GABAB_step
}
NET_RECEIVE (weight, weight_GABAA, weight_GABAB, Psurv, nc_type){
	LOCAL result
	weight_GABAA = weight
	weight_GABAB = weight*GABAB_ratio
	INITIAL {
		if (nc_type == 0) {
VERBATIM
			void *vv_delay_times = 0;
			if (vv_delay_times && vector_capacity(vv_delay_times)>=1) {
				double* deltm_el = vector_vec(vv_delay_times);
			}
ENDVERBATIM
		}
	}
	if(flag == 1) {
VERBATIM
		return;
ENDVERBATIM
	}
	if( weight <= 0 ){
VERBATIM
		return;
ENDVERBATIM
	}
	if (Fac > 0) {
		u = u*exp(-(t - tsyn_fac)/Fac)
		u = u + Use*(1-u)
	} else { u = Use }
	tsyn_fac = t
	Psurv = exp(-(t-tsyn_fac)/Dep)
	A_GABAA = A_GABAA + weight_GABAA*factor_GABAA*u*1000
	B_GABAA = B_GABAA + weight_GABAA*factor_GABAA*u*1000
	A_GABAB = A_GABAB + weight_GABAB*factor_GABAB*u*1000
	B_GABAB = B_GABAB + weight_GABAB*factor_GABAB*u*1000
}
FUNCTION toggleVerbose() { verbose = 1 - verbose }
FUNCTION bbsavestate() {
	bbsavestate = 0
VERBATIM
	double *xdir = 0, *xval = 0;
ENDVERBATIM
}
VERBATIM
static void bbcore_write(double* x, int* d, int* x_offset, int* d_offset, _threadargsproto_) { }
static void bbcore_read(double* x, int* d, int* x_offset, int* d_offset, _threadargsproto_) { }
ENDVERBATIM
