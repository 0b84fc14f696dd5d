NEURON { SUFFIX builtinfun RANGE a, b, c, d, e, f, g, h1, k, l, o, p, q, i NONSPECIFIC_CURRENT i }
ASSIGNED { v i a b c d e f g h1 k l o p q }
BREAKPOINT {
  a = log10(-v) + log(2 + t)  b = pow(2, t/5) + 2^(t/7)  c = sqrt(t) + sinh(t/10) + cosh(t/10) + tanh(t/10)
  d = atan(t) + atan2(t, 2) + asin(t/30) + acos(t/30)  e = floor(t/3) + ceil(t/3)  f = fmod(t + 0.5, 3)
  g = fabs(v) + sin(t) + cos(t) + tan(t/20)  h1 = -2^2  k = 2^3^2  l = 1 - 2 - 3
  o = 7/2  p = (t > 3) + (t > 6) && 1  q = !(t > 3) + 2*(t != 5)
  i = 0 }
