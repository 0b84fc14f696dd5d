: loops that C code ends, and output of C code
NEURON { SUFFIX breaking RANGE s, n, w, k NONSPECIFIC_CURRENT i }
DEFINE MANY 6
ASSIGNED { v (mV) i (mA/cm2) s n w k a[MANY] }
INITIAL { FROM j = 0 TO MANY-1 { a[j] = j + 0.5 }  s = 0  n = 0  w = 0  k = 0  scan() }
PROCEDURE scan() {
  s = 0  n = 0  w = 0  k = 0
  FROM j = 0 TO MANY-1 {
    s = s + a[j]*(1 + 0.1037*t)
    IF (s > 6.0131) {
      n = n + 100
      VERBATIM
      break;
      ENDVERBATIM
    }
    n = n + 1
    IF (s > 3.0173) { n = n + 10 }
  }
  WHILE (w < 20) {
    w = w + 1
    FROM j = 0 TO MANY-1 {
      IF (a[j] > 2.1137 + 0.2519*t) {
        VERBATIM
        break;
        ENDVERBATIM
      } ELSE { k = k + 1 }
    }
    IF (w > 2.3137 + t) {
      VERBATIM
      FILE *out; // where it ended
      out = fopen("/dev/null", "a");
      fprintf(out, "w %g at %g\n", w, t);
      fclose(out);
      ENDVERBATIM
      VERBATIM
      break;
      ENDVERBATIM
    }
  }
}
BREAKPOINT { SOLVE scan METHOD after_cvode  i = 1e-6*n }
