package huxley.solver.opencl;

import huxley.solver.accelerator.StepProgram;

/**
 * The table that tells a kernel where the memory of each group lies: a row for each group, in which these columns hold
 * offsets into the memories of doubles, floats, whole numbers and long ones. Columns of arrays come first.
 */
record Columns(StepProgram program) {
    private static final int OF_INSTANCES = 5;
    private static final int OF_RECEPTION = 5;
    private static final int OTHERS = 17;

    /** Where the memory of an array begins. */
    int array(int array) {
        return array;
    }

    /** Where the nodes of instances begin. */
    int nodes(int instances) {
        return program.arrays().size() + OF_INSTANCES * instances;
    }

    int count(int instances) {
        return nodes(instances) + 1;
    }

    int padded(int instances) {
        return nodes(instances) + 2;
    }

    int identity(int instances) {
        return nodes(instances) + 3;
    }

    int seed(int instances) {
        return nodes(instances) + 4;
    }

    private int other(int number) {
        return nodes(program.instances().size()) + number;
    }

    /** Length of arrays per node. */
    int length() {
        return other(0);
    }

    /** Blocks of eight cells. */
    int wide() {
        return other(1);
    }

    /** Cells by themselves. */
    int narrow() {
        return other(2);
    }

    /** Where blocks begin, the wide ones first: base, compartments, where parents and where coefficients begin. */
    int blocks() {
        return other(3);
    }

    int detectors() {
        return other(4);
    }

    /** Where the nodes of detectors begin. */
    int detectorNodes() {
        return other(5);
    }

    /** Where thresholds begin. */
    int thresholds() {
        return other(6);
    }

    /** Number of the first detector among those of all groups. */
    int firstDetector() {
        return other(7);
    }

    int samplers() {
        return other(8);
    }

    /** Number of the first sampler among those of all groups. */
    int firstSampler() {
        return other(9);
    }

    /** Where the weights of connections begin. */
    int weights() {
        return other(10);
    }

    int played() {
        return other(11);
    }

    /** Where played variables begin: place * 2 + (1 if single), where their waveforms begin, how many. */
    int firstPlayed() {
        return other(12);
    }

    int imposed() {
        return other(13);
    }

    /** Where imposed potentials begin: compartments, where nodes, currents and the waveform begin. */
    int firstImposed() {
        return other(14);
    }

    /** Trees that all work-items solve together; then {@link #blocks} is where these begin. */
    int trees() {
        return other(15);
    }

    /** Where the memory begins that solving them needs. */
    int scratch() {
        return other(16);
    }

    /** Length of an array of states. */
    int finite(int number) {
        return other(OTHERS + number);
    }

    /** Where the gids of the instances that receive something begin. */
    int gids(int reception) {
        return finite(program.finite().size() + OF_RECEPTION * reception);
    }

    /** Where the numbers of the events begin that net_move moves, -1 if it moves none. */
    int movables(int reception) {
        return gids(reception) + 1;
    }

    /** Where the states of WATCH statements begin. */
    int watchStates(int reception) {
        return gids(reception) + 2;
    }

    int watchFlags(int reception) {
        return gids(reception) + 3;
    }

    /** WATCH statements of the instances that receive something. */
    int watches(int reception) {
        return gids(reception) + 4;
    }

    int size() {
        return gids(program.hasSelfEvents() ? program.receptions().size() : 0);
    }
}
