NEURON {
    SUFFIX x
    USEIN ca READ cai
}
