NEURON { SUFFIX tabled RANGE m, h, i GLOBAL minf, mtau, k  NONSPECIFIC_CURRENT i }
UNITS { (mV) = (millivolt) (mA) = (milliamp) }
PARAMETER { k = 7 (mV) }
ASSIGNED { v (mV) i (mA/cm2) minf mtau (ms) celsius (degC) }
STATE { m h }
INITIAL { rates(v) m = minf h = hinf(v) }
BREAKPOINT { SOLVE s METHOD cnexp  i = 1e-5*m*h*(v + 70) }
DERIVATIVE s { rates(v) m' = (minf - m)/mtau h' = (hinf(v) - h)/5 }
PROCEDURE rates(v (mV)) {
  TABLE minf, mtau DEPEND celsius, k FROM -100 TO 100 WITH 200
  UNITSOFF
  minf = 1/(1 + exp(-(v + 60)/k))
  mtau = 1 + 3*exp(-((v + 60)/30)^2) + 0.001*celsius
  UNITSON
}
FUNCTION hinf(v (mV)) {
  TABLE FROM -90 TO 30 WITH 60
  hinf = 1/(1 + exp((v + 62)/6))
}
