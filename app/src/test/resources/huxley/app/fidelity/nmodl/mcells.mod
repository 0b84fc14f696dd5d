NEURON { ARTIFICIAL_CELL mcells RANGE interval, number, count, last
THREADSAFE }
PARAMETER { interval = 3.3 (ms) <1e-9,1e9> number = 5 <0,1e9> noise = 0 }
VERBATIM
#ifndef NRN_VERSION_GTEQ_8_2_0
extern "C" double mcell_ran4(unsigned int*, double*, unsigned int, double);
#endif
ENDVERBATIM
ASSIGNED { event (ms) on count last }
INITIAL { on = 1 count = 0 last = -1 net_send(invl(interval), 1) }
FUNCTION invl(mean (ms)) (ms) {
	if (noise == 0) { invl = mean } else { invl = (1. - noise)*mean + noise*mean*exprand(1) }
}
PROCEDURE seed(x) { set_seed(x) }
NET_RECEIVE (w) {
	if (flag == 0) { last = t }
	if (flag == 1 && on == 1) {
		count = count + 1
		net_event(t)
		if (count < number) { net_send(invl(interval), 1) }
	}
}
