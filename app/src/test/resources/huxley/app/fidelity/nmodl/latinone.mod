TITLE a channel
COMMENT
Author: Jörg Müller, µm everywhere; unbalanced { and " and ( and : here
ENDCOMMENT
NEURON {
	SUFFIX latinone
	NONSPECIFIC_CURRENT il
	RANGE gl, el , il
}
UNITS { (mA)=(milliamp) (mV)=(millivolt) (S) = (siemens) }
PARAMETER { gl = 3.e-4 (S/cm2)  el = -54.3(mV) }
ASSIGNED { v(mV) il(mA/cm2) }
? question mark comment with 'quote
BREAKPOINT { il = gl*(v - el) ? trailing
}
COMMENT
at the end, no newline after
ENDCOMMENT
