NEURON { SUFFIX x }
UNITS {
    (mV) = (millivolt)
    FARADAY = (faraday) (mV)
}
