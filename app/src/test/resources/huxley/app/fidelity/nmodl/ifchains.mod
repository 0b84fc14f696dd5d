NEURON { SUFFIX ifchains NONSPECIFIC_CURRENT i RANGE a, b, c, d }
ASSIGNED { v i a b c d }
INITIAL { a=0 b=0 c=0 d=0 }
BREAKPOINT { SOLVE p
 i = 0 }
PROCEDURE p() {
 if (v < -64) { a = 1 } else if (v < -60) { a = 2 } else if (v < -55) { if (t > 6.01) { a = 3.5 } else { a = 3 } } else { a = 4 }
 if (!(v > -60) && t > 2.01 || t > 15.01) { b = b + 1 }
 if (t > 5.01) { VERBATIM
 return 0;
 ENDVERBATIM
 }
 c = c + 1
 d = (v > -60) * 3 + (t < 4.01)
}
