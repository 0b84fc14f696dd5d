NEURON { POINT_PROCESS sineclamp RANGE del, dur, pkamp, freq, phase, bias, i ELECTRODE_CURRENT i }
UNITS { (nA) = (nanoamp) }
PARAMETER { del=5 (ms) dur=9 (ms) pkamp=.1 (nA) freq=150 (Hz) phase=0 (rad) bias=0.01 (nA) PI=3.14159 }
ASSIGNED { i (nA) }
BREAKPOINT {
	at_time(del)
	at_time(del + dur)
	if (t < del) { i=0 }else{
		if (t < del+dur) {
			i = pkamp*sin(2*PI*freq*(t-del)/1000+phase)+bias
		}else{ i = 0 } }
}
