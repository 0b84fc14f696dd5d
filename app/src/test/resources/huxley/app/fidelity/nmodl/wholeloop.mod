DEFINE NS 10
NEURON { SUFFIX wholeloop NONSPECIFIC_CURRENT i RANGE s, last, w GLOBAL kernel }
ASSIGNED { v i s last w[NS] kernel[NS] k }
INITIAL { LOCAL norm
 norm = 0
 FROM j=0 TO NS-1 { kernel[j] = exp(-j/3) norm = norm + kernel[j] w[j] = 0 }
 FROM j=0 TO NS-1 { kernel[j] = kernel[j]/norm }
 s = 0 last = v k = 0
}
BREAKPOINT { SOLVE shift  i = 1e-6*s }
PROCEDURE shift() {
 FROM j=1 TO NS-1 { w[NS-j] = w[NS-j-1] }
 w[0] = v - last
 last = v
 s = 0
 FROM j=0 TO NS-1 { s = s + w[j]*kernel[j] }
}
