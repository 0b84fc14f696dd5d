package huxley.io.model;

import huxley.io.model.Shape.AnyValue;
import huxley.io.model.Shape.Bare;
import huxley.io.model.Shape.Choice;
import huxley.io.model.Shape.Items;
import huxley.io.model.Shape.Key;
import huxley.io.model.Shape.Named;
import huxley.io.model.Shape.OneOrMore;
import huxley.io.model.Shape.Structure;
import huxley.io.model.Shape.Truth;
import huxley.io.model.Shape.Value;
import huxley.io.model.Shape.Whole;
import huxley.io.model.Shape.Words;
import java.util.List;

/** The table of what may stand in a model, version 1: cells and what is done with them. {@link NetworkFormat} has networks. */
final class ModelFormat {
    static final String VERSION = "1";

    static final Shape TEXT = new Words("text");
    static final Shape FILE = new Words("path");
    static final Shape REGION = new OneOrMore(new Words("region"));

    // waveforms
    static final Key FILE_NAME = required("file", FILE, "CSV file, or HDF5 file (.h5, .hdf5)");
    static final Key COLUMN = optional("column", TEXT, "2",
            "CSV: column of the values, by number from 1 or by its title; the first column is the time");
    static final Key DATASET = optional("dataset", TEXT, "", "HDF5: path of the values");
    static final Key TIME_DATASET = optional("timeDataset", TEXT, "", "HDF5: path of the times");
    static final Key INTERVAL = optional("interval", new Value("ms", false), "",
            "HDF5 without times: the sample interval");
    static final Key FILE_TIME_UNIT = optional("timeUnit", TEXT, "ms", "unit of the times in the file");
    static final Key FILE_UNIT = required("unit", TEXT, "unit of the values in the file");
    static final Structure WAVEFORM_FILE = structure("waveform file", "A waveform kept in a file.", FILE_NAME, COLUMN,
            DATASET, TIME_DATASET, INTERVAL, FILE_TIME_UNIT, FILE_UNIT);
    static final Key TIMES = optional("times", new Items(new Value("ms", false), 1), "",
            "times of the points, ascending; two equal times make a jump");
    static final Key VALUES = optional("values", new Items(new AnyValue(), 1), "", "value at each time");
    static final Key FROM_FILE = optional("from", WAVEFORM_FILE, "", "points from a file instead");
    static final Key INTERPOLATE = optional("interpolate", new Truth(), "true",
            "linear between points; otherwise a value holds until the next point");
    static final Structure WAVEFORM = structure("waveform",
            "A quantity that follows points in time; before the first and after the last point it keeps their value.",
            List.of(List.of("times", "from")), TIMES, VALUES, FROM_FILE, INTERPOLATE);

    // stimuli
    private static final Value CURRENT = new Value("nA", false);
    static final Value TIME = new Value("ms", false);
    static final Value FREQUENCY = new Value("Hz", false);
    static final Key START = required("start", TIME, "when it begins");
    static final Key DURATION_OF = required("duration", TIME, "how long it lasts");
    static final Key AMPLITUDE = required("amplitude", CURRENT, "current into the cell (positive depolarises)");
    static final Key OFFSET = optional("offset", CURRENT, "0 nA", "constant current added while it lasts");
    static final Structure STEP = structure("step", "A constant current.", START, DURATION_OF, AMPLITUDE);
    static final Key RAMP_FROM = optional("from", CURRENT, "0 nA", "current at the start");
    static final Key RAMP_TO = required("to", CURRENT, "current at the end");
    static final Structure RAMP = structure("ramp", "A current that changes linearly.", START, DURATION_OF, RAMP_FROM,
            RAMP_TO);
    static final Key PULSE_WIDTH = required("width", TIME, "duration of one pulse");
    static final Key PULSE_FREQUENCY = required("frequency", FREQUENCY, "pulses per second");
    static final Key PULSES = required("pulses", new Whole(1), "number of pulses");
    static final Structure TRAIN = structure("train", "Equal current pulses at equal intervals.", START, PULSE_WIDTH,
            PULSE_FREQUENCY, PULSES, AMPLITUDE);
    static final Key SINE_FREQUENCY = required("frequency", FREQUENCY, "oscillations per second");
    static final Key PHASE = optional("phase", new Value("1", false), "0", "phase at the start, in radians");
    static final Structure SINE = structure("sine", "A sinusoidal current.", START, DURATION_OF, AMPLITUDE,
            SINE_FREQUENCY, PHASE, OFFSET);
    static final Key CHIRP_FROM = required("from", FREQUENCY, "frequency at the start");
    static final Key CHIRP_TO = required("to", FREQUENCY, "frequency at the end; in between it changes linearly");
    static final Structure CHIRP = structure("chirp",
            "A sinusoidal current whose frequency changes linearly (impedance measurement).", START, DURATION_OF,
            AMPLITUDE, CHIRP_FROM, CHIRP_TO, OFFSET);
    static final Key NOISE_MEAN = required("mean", CURRENT, "mean current");
    static final Key NOISE_DEVIATION = required("deviation", CURRENT, "standard deviation of the current");
    static final Key NOISE_TAU = required("tau", TIME, "correlation time");
    static final Structure NOISE = structure("noise",
            "An Ornstein-Uhlenbeck current, started at its mean; each place draws its own numbers from the model's seed.",
            START, DURATION_OF, NOISE_MEAN, NOISE_DEVIATION, NOISE_TAU);
    static final Key LEVEL_VOLTAGE = required("voltage", new Value("mV", false), "command voltage");
    static final Structure LEVEL = structure("clamp level", "One level of a voltage clamp.", LEVEL_VOLTAGE,
            DURATION_OF);
    static final Key LEVELS = optional("levels", new Items(LEVEL, 1), "",
            "levels, one after the other from t = 0; after the last the clamp is off");
    static final Key CLAMP_WAVEFORM = optional("waveform", WAVEFORM, "", "command voltage that follows points instead");
    static final Key SERIES_RESISTANCE = optional("seriesResistance", new Value("MOhm", false), "1 MOhm",
            "resistance between amplifier and cell");
    static final Structure VOLTAGE_CLAMP = structure("voltage clamp", "A single-electrode voltage clamp (SEClamp).",
            List.of(List.of("levels", "waveform")), LEVELS, CLAMP_WAVEFORM, SERIES_RESISTANCE);

    // inputs
    static final Key GENERATOR_INTERVAL = optional("interval", TIME, "", "mean time between spikes");
    static final Key GENERATOR_RATE = optional("rate", FREQUENCY, "", "mean number of spikes per second instead");
    static final Key GENERATOR_START = optional("start", TIME, "0 ms", "most likely time of the first spike");
    static final Key GENERATOR_NUMBER = optional("number", new Whole(1, 1_000_000_000_000_000L), "1000000000",
            "number of spikes");
    static final Key GENERATOR_NOISE = optional("noise", new Value("1", false), "0", "0 regular to 1 Poisson");
    static final Structure GENERATOR = structure("generator", "Makes spikes at regular or random intervals (NetStim).",
            List.of(List.of("interval", "rate")), GENERATOR_INTERVAL, GENERATOR_RATE, GENERATOR_START, GENERATOR_NUMBER,
            GENERATOR_NOISE);
    static final Key INPUT_TIMES = optional("times", new Items(TIME, 1), "", "spike times");
    static final Key INPUT_GENERATOR = optional("generator", GENERATOR, "",
            "spikes made by a generator of its own for each place");
    static final Key POISSON = optional("poisson", FREQUENCY, "",
            "mean rate of random spikes, from the start on, all independent");
    static final Key INPUT_FILE = optional("file", FILE, "", "text file of spike times in ms, one a line");
    static final Key INPUT_FROM = optional("from", TEXT, "", "a cell or source of the model, by name");
    static final Key WEIGHTS = required("weight", new OneOrMore(new AnyValue()),
            "weight as the synapse takes it: a conductance such as \"0.5 nS\", a current, or a plain number; a list sets further weights");
    static final Key DELAY = optional("delay", TIME, "0 ms", "from spike to arrival");
    static final Structure INPUT = structure("input", "Spikes that drive a synapse.",
            List.of(List.of("times", "generator", "poisson", "file", "from")), INPUT_TIMES, INPUT_GENERATOR, POISSON,
            INPUT_FILE,
            INPUT_FROM, WEIGHTS, DELAY);

    // places
    static final Key SPREAD_REGION = required("region", REGION, "region or list of regions (union)");
    static final Key SPREAD_EVERY = optional("every", new Value("um", false), "",
            "one place in the middle of each stretch of this length, section by section");
    static final Key SPREAD_RANDOM = optional("random", new Whole(1), "",
            "this many places, uniform over path length, drawn from the model's seed");
    static final Key SPREAD_CENTERS = optional("compartments", new Choice(List.of("all")), "",
            "\"all\": the centre of every compartment");
    static final Structure SPREAD = structure("spread", "Many places over a region.",
            List.of(List.of("every", "random", "compartments")), SPREAD_REGION, SPREAD_EVERY, SPREAD_RANDOM,
            SPREAD_CENTERS);
    static final Shape AT = Shape.either(new OneOrMore(new Words("location")), SPREAD);
    static final Key PLACE_AT = required("at", AT,
            "location such as \"soma(0.5)\" (section and position along it, 0 to 1), a list of locations, or a spread over a region");
    static final Key PLACE_MECHANISM = optional("mechanism", TEXT, "", "any point process, built in or of a .mod file");
    static final Key PLACE_PARAMETERS = optional("parameters", new Named("parameter of the mechanism", new AnyValue()),
            "", "values of the mechanism's parameters; the others keep their default");
    static final Key PLACE_INPUTS = optional("inputs", new OneOrMore(INPUT), "", "spikes delivered to it");
    static final Key PLACE_PLAY = optional("play", new Named("variable of the mechanism", WAVEFORM), "",
            "waveforms played into its variables");
    static final Key POINTER_VARIABLE = required("variable", TEXT,
            "what it points to: v, a mechanism's variable such as \"ca.ica\", an ion quantity such as \"cai\", or \"label.variable\" of a placed thing");
    static final Key POINTER_CELL = optional("cell", TEXT, "",
            "cell (NAME, or NAME[i] of several; without [i] the one of the same index); its own cell if left out");
    static final Key POINTER_AT = optional("at", new Words("location"), "",
            "where; if left out its own place, or on another cell the middle of its first section");
    static final Structure POINTER = structure("pointer", "What a POINTER of a mechanism refers to.", POINTER_VARIABLE,
            POINTER_CELL, POINTER_AT);
    static final Key PLACE_POINTERS = optional("pointers", new Named("POINTER of the mechanism", POINTER), "",
            "what its POINTERs refer to");
    static final Key PLACE_STEP = optional("step", STEP, "", "a current step");
    static final Key PLACE_RAMP = optional("ramp", RAMP, "", "a current ramp");
    static final Key PLACE_TRAIN = optional("train", TRAIN, "", "a train of current pulses");
    static final Key PLACE_SINE = optional("sine", SINE, "", "a sinusoidal current");
    static final Key PLACE_CHIRP = optional("chirp", CHIRP, "", "a current of changing frequency");
    static final Key PLACE_NOISE = optional("noise", NOISE, "", "a noisy current");
    static final Key PLACE_WAVEFORM = optional("waveform", WAVEFORM, "", "a current that follows points");
    static final Key PLACE_CLAMP = optional("voltageClamp", VOLTAGE_CLAMP, "", "a voltage clamp");
    static final List<String> PLACE_KINDS = List.of("step", "ramp", "train", "sine", "chirp", "noise", "waveform",
            "voltageClamp", "mechanism");
    static final Structure PLACED = structure("placed thing", "A stimulus, clamp, synapse or other point process.",
            List.of(PLACE_KINDS), PLACE_AT, PLACE_STEP, PLACE_RAMP, PLACE_TRAIN, PLACE_SINE, PLACE_CHIRP, PLACE_NOISE,
            PLACE_WAVEFORM, PLACE_CLAMP, PLACE_MECHANISM, PLACE_PARAMETERS, PLACE_INPUTS, PLACE_PLAY, PLACE_POINTERS);

    // membrane
    static final Key VALENCE = optional("valence", new Bare(), "",
            "charge number of an ion species no mechanism declares it for");
    static final Key REVERSAL = optional("reversal", new Value("mV", true), "",
            "reversal potential (used as it stands unless a mechanism computes concentrations)");
    static final Key INSIDE = optional("inside", new Value("mM", true), "", "concentration inside at the start");
    static final Key OUTSIDE = optional("outside", new Value("mM", true), "", "concentration outside at the start");
    static final Structure ION = structure("ion", "Start values of an ion species.", REVERSAL, INSIDE, OUTSIDE,
            VALENCE);
    static final Key PAINT_REGION = required("region", REGION, "region or list of regions (union)");
    static final Key CAPACITANCE = optional("capacitance", new Value("uF/cm2", true), "1 uF/cm2",
            "specific membrane capacitance");
    static final Key RESISTIVITY = optional("axialResistivity", new Value("ohm cm", true), "100 ohm cm",
            "resistivity of the cytoplasm; one value a section, taken at its middle");
    static final Key PAINT_VOLTAGE = optional("initialVoltage", new Value("mV", true), "",
            "membrane potential at the start, instead of the simulation's");
    static final Key SPINE_FACTOR = optional("spineFactor", new Value("1", true), "1",
            "multiplies the membrane area (and with it capacitance and all painted currents) for spines that are not modelled one by one");
    static final Key PAINT_MECHANISMS = optional("mechanisms",
            new Named("mechanism", new Named("parameter of the mechanism", new AnyValue())), "",
            "mechanisms to insert, each with the parameters that differ from its defaults; values may vary in space");
    static final Key PAINT_IONS = optional("ions", new Named("ion", ION), "", "ion species by name: na, k, ca, ...");
    static final Key PAINT_POINTERS = optional("pointers",
            new Named("mechanism", new Named("POINTER of the mechanism", POINTER)), "",
            "what POINTERs of painted mechanisms refer to, in every compartment of the region");
    static final Structure PAINT = structure("paint",
            "What a region's membrane and cytoplasm are made of. Entries are applied in order: a later one adds mechanisms and overrides values.",
            PAINT_REGION, CAPACITANCE, RESISTIVITY, PAINT_VOLTAGE, SPINE_FACTOR, PAINT_MECHANISMS, PAINT_IONS,
            PAINT_POINTERS);

    // shape of a cell
    static final Key SECTION_LENGTH = optional("length", new Value("um", false), "", "length of a straight section");
    static final Key SECTION_DIAMETER = optional("diameter", new OneOrMore(new Value("um", false)), "",
            "diameter, or a list of diameters at equal distances from start to end");
    static final Key POINTS_UNIT = required("unit", TEXT, "unit of the numbers, such as um");
    static final Key POINTS_XYZD = required("xyzd", new Items(new Items(new Bare(), 4), 2),
            "points, each [x, y, z, diameter]");
    static final Structure POINTS = structure("points", "The course of a section in space.", POINTS_UNIT, POINTS_XYZD);
    static final Key SECTION_POINTS = optional("points", POINTS, "", "3-D points instead of length and diameter");
    static final Key SECTION_PARENT = optional("parent", new Words("location"), "",
            "where its start attaches: a section (its end), or a location such as \"soma(0.5)\"; the first section has none");
    static final Key SECTION_TYPE = optional("type",
            Shape.either(new Choice(List.of("soma", "axon", "basal", "apical")), new Whole(0)), "",
            "SWC type; if left out, told by the name (soma, axon, dend or basal, apic), else 5");
    static final Structure SECTION = structure("section", "An unbranched piece of a cell.",
            List.of(List.of("length", "points")), SECTION_LENGTH, SECTION_DIAMETER, SECTION_POINTS, SECTION_PARENT,
            SECTION_TYPE);
    static final Key SECTIONS = required("sections", new Named("section", SECTION),
            "sections by name, each after its parent");
    static final Structure INLINE_MORPHOLOGY = structure("morphology", "A shape given in the model itself.", SECTIONS);
    static final Key MORPHOLOGY = required("morphology", Shape.either(FILE, INLINE_MORPHOLOGY),
            "morphology file (.swc, .asc), or sections given here");
    static final Key PER_SECTION = optional("perSection", new Whole(1), "", "the same number in every section");
    static final Key MAXIMUM_LENGTH = optional("maximumLength", new Value("um", false), "",
            "no compartment longer than this");
    static final Key D_LAMBDA = optional("dLambda", new Value("1", false), "",
            "no compartment longer than this fraction of the length constant at the frequency");
    static final Key D_LAMBDA_FREQUENCY = optional("frequency", FREQUENCY, "100 Hz",
            "frequency of the length constant (with dLambda)");
    static final Key STEP_LENGTH = optional("stepLength", new Value("um", false), "",
            "1 + 2 floor(length / stepLength) compartments, an odd number");
    static final Key ONLY_SECTIONS = optional("sections", new Named("section name or pattern", new Whole(1)), "",
            "numbers for single sections, by name or pattern; later entries win");
    static final Structure DIVISION = structure("compartments",
            "How finely sections are divided (default: dLambda 0.1 at 100 Hz).", PER_SECTION, MAXIMUM_LENGTH,
            STEP_LENGTH, D_LAMBDA, D_LAMBDA_FREQUENCY, ONLY_SECTIONS);
    static final Key COMPARTMENTS = optional("compartments", DIVISION, "", "how finely sections are divided");
    static final Key RANGE_FROM = optional("from", new Value("um", false), "", "at least this");
    static final Key RANGE_TO = optional("to", new Value("um", false), "", "less than this");
    static final Structure RANGE = structure("range", "A range of lengths.", RANGE_FROM, RANGE_TO);
    static final Key REGION_TYPE = optional("type",
            new OneOrMore(Shape.either(new Choice(List.of("soma", "axon", "basal", "apical")), new Whole(0))), "",
            "SWC type");
    static final Key REGION_SECTIONS = optional("sections", new OneOrMore(new Words("section name or pattern")), "",
            "section names; * stands for any characters");
    static final Key REGION_DISTANCE = optional("distance", RANGE, "",
            "path distance from the middle of the root section");
    static final Key REGION_DIAMETER = optional("diameter", RANGE, "", "diameter");
    static final Key REGION_UNION = optional("union", REGION, "", "in any of these regions");
    static final Key REGION_INTERSECT = optional("intersect", REGION, "", "in all of these regions");
    static final Key REGION_MINUS = optional("minus", REGION, "", "in none of these regions");
    static final Structure REGION_DEFINITION = structure("region",
            "A set of compartments: those that meet every condition given. Always there: all, soma, axon, basal, apical, dendrites (basal and apical), spines, spineHeads, spineNecks, and every section under its name.",
            REGION_TYPE, REGION_SECTIONS, REGION_DISTANCE, REGION_DIAMETER, REGION_UNION, REGION_INTERSECT,
            REGION_MINUS);
    static final Key REGIONS = optional("regions", new Named("region", REGION_DEFINITION), "",
            "named sets of compartments");
    static final Key NECK_LENGTH = optional("neckLength", new Value("um", false), "1 um", "length of the neck");
    static final Key NECK_DIAMETER = optional("neckDiameter", new Value("um", false), "0.2 um", "diameter of the neck");
    static final Key HEAD_LENGTH = optional("headLength", new Value("um", false), "0.6 um", "length of the head");
    static final Key HEAD_DIAMETER = optional("headDiameter", new Value("um", false), "0.6 um", "diameter of the head");
    static final Structure SPINE = structure("spine",
            "Explicit spines: each is a neck and a head, sections of their own called NAME[i].neck and NAME[i].head (without [i] if there is only one).",
            PLACE_AT, NECK_LENGTH, NECK_DIAMETER, HEAD_LENGTH, HEAD_DIAMETER);
    static final Key STUB_LENGTH = required("length", new Value("um", false), "length of the cylinder");
    static final Key STUB_DIAMETER = required("diameter", new Value("um", false), "its diameter");
    static final Structure STUB = structure("axon stub", "A cylinder that stands for a piece of axon.", STUB_LENGTH,
            STUB_DIAMETER);
    static final Key AXON_STUBS = optional("axonStubs", new Items(STUB, 0), "",
            "the reconstructed axon is cut off and replaced by this chain of cylinders, axon[0], axon[1], ..., on the middle of the soma");
    static final Key SPINES = optional("spines", new Named("spine or group of spines", SPINE), "", "explicit spines");

    // cells
    static final Key DETECTOR_AT = required("at", new Words("location"), "where the voltage is watched");
    static final Key THRESHOLD = optional("threshold", new Value("mV", false), "10 mV",
            "a spike is an upward crossing of this");
    static final Structure DETECTOR = structure("spike detector",
            "Reports spikes of a cell and is where its outgoing connections start.", DETECTOR_AT, THRESHOLD);
    static final Key SPIKES = optional("spikes", DETECTOR, "",
            "spike detector; a cell that others connect from has one in the middle of its first section unless said otherwise");
    static final Key FIELD_POTENTIAL = required("potential", new Value("mV", true),
            "potential outside as a function of x, y, z, for a waveform value of 1");
    static final Key FIELD_WAVEFORM = required("waveform", WAVEFORM, "plain numbers that multiply it");
    static final Structure EXTRACELLULAR = structure("extracellular potential", "A potential imposed outside a cell.",
            FIELD_POTENTIAL, FIELD_WAVEFORM);
    static final Key COUNT = optional("count", new Whole(1), "1",
            "number of equal cells of this kind, called NAME[0], NAME[1], ...; in a network, a kind that is in no population and that nothing names makes none");
    static final Key PAINTS = required("paint", new Items(PAINT, 1), "membrane and cytoplasm, region by region");
    static final Key PLACES = optional("place", new Named("placed thing", PLACED), "", "stimuli, clamps and synapses");
    static final Key FIELD = optional("extracellular", EXTRACELLULAR, "", "potential imposed outside the cell");
    static final Structure CELL = structure("cell", "One kind of cell.", MORPHOLOGY, AXON_STUBS, COMPARTMENTS, REGIONS,
            SPINES, PAINTS, PLACES, SPIKES, FIELD, COUNT);
    static final Key CELLS = optional("cells", new Named("cell", CELL), "",
            "kinds of cells by name; each is also a population of \"count\" cells, unless \"populations\" is made of it");

    // sources, connections
    static final Key SOURCE_TIMES = optional("times", new Items(TIME, 1), "", "spike times");
    static final Key SOURCE_MECHANISM = optional("mechanism", TEXT, "",
            "any artificial cell, built in or of a .mod file");
    static final Key SOURCE_COUNT = optional("count", new Whole(1), "1",
            "number of equal sources, called NAME[0], NAME[1], ...");
    static final Key SOURCE_GENERATOR = optional("generator", GENERATOR, "", "regular or random spikes");
    static final Structure SOURCE = structure("source",
            "Something without membrane that sends (and may receive) spikes.",
            List.of(List.of("times", "generator", "poisson", "file", "mechanism")), SOURCE_TIMES, SOURCE_GENERATOR,
            POISSON, INPUT_FILE, SOURCE_MECHANISM, PLACE_PARAMETERS, SOURCE_COUNT);
    static final Key SOURCES = optional("sources", new Named("source", SOURCE), "",
            "spike generators and artificial cells by name");
    static final Key CONNECTION_FROM = required("from", TEXT,
            "cell, source, or \"cell/label\" of a point process that sends events");
    static final Key CONNECTION_TO = required("to", TEXT,
            "\"cell/label\" of a placed point process, or an artificial cell");
    static final Structure CONNECTION = structure("connection",
            "Carries spikes to a synapse. A name without [i] of several equal things means each of them.",
            CONNECTION_FROM, CONNECTION_TO, WEIGHTS, DELAY);
    static final Key CONNECTIONS = optional("connections", new Items(CONNECTION, 0), "", "who talks to whom");

    // records
    static final Key RECORD_VARIABLE = required("variable", new OneOrMore(new Words("variable")),
            "v, a mechanism's variable such as \"hh.m\" (also m_hh), an ion quantity (ina, ena, nai, nao), membraneCurrent, area, diameter, \"label.variable\" of a placed thing, or with \"projection\" a variable of its synapses");
    static final Key RECORD_CELL = optional("cell", TEXT, "",
            "which cell (NAME, or NAME[i] of several); every cell if left out. For a source: its name");
    static final Key RECORD_AT = optional("at", AT, "",
            "location, list of locations, or spread; not needed for placed things");
    static final Key RECORD_REGION = optional("region", REGION, "", "every compartment of a region");
    static final Key RECORD_INTERVAL = optional("interval", TIME, "",
            "sample interval, a whole number of steps; every step if left out");
    static final Key RECORD_LABEL = optional("label", TEXT, "",
            "name of the trace; made from cell, place and variable if left out");
    static final Key RECORD_POPULATION = optional("population", TEXT, "",
            "records a whole population into one table (a report) instead of a trace for each cell");
    static final Key RECORD_PROJECTION = optional("projection", TEXT, "",
            "records variables of the synapses of a projection, a trace for each connection");
    static final Key RECORD_EVERY = optional("every", new Whole(1), "1",
            "with population or projection: only every so manieth (target) cell");
    static final Key RECORD_MEMBERS = optional("members", new Items(new Whole(0), 1), "",
            "with population or projection: only these (target) cells, counted from 0");
    static final Key RECORD_START = optional("start", TIME, "0 ms", "with population: first sample");
    static final Key RECORD_STOP = optional("stop", TIME, "", "with population: no samples from here on");
    static final Structure RECORD = structure("record", "Something recorded in time.", RECORD_VARIABLE, RECORD_CELL,
            RECORD_POPULATION, RECORD_PROJECTION, RECORD_EVERY, RECORD_MEMBERS, RECORD_AT, RECORD_REGION,
            RECORD_INTERVAL, RECORD_START,
            RECORD_STOP, RECORD_LABEL);
    static final Key RECORDS = optional("record", new Items(RECORD, 0), "", "what is recorded");

    // sweep
    static final Key STEPS_FROM = required("from", new AnyValue(), "first value");
    static final Key STEPS_TO = required("to", new AnyValue(), "last value");
    static final Key STEPS_COUNT = required("count", new Whole(2), "number of values, evenly spaced");
    static final Structure STEPS = structure("steps", "Evenly spaced values.", STEPS_FROM, STEPS_TO, STEPS_COUNT);
    static final Key GRID = optional("grid", new Named("parameter", Shape.either(new Items(new AnyValue(), 1), STEPS)),
            "", "values per parameter; every combination is run");
    static final Key LIST = optional("list", new Items(new Named("parameter", new AnyValue()), 1), "",
            "one set of parameter values per run");
    static final Structure SWEEP = structure("sweep", "Runs the model once for each set of parameter values.",
            List.of(List.of("grid", "list")), GRID, LIST);

    // the whole
    static final Key DURATION = required("duration", TIME, "simulated time after settling");
    static final Key DT = optional("dt", TIME, "0.025 ms", "time step");
    static final Key TEMPERATURE = required("temperature", new Value("degC", false),
            "temperature (celsius of mechanisms); degC or K");
    static final Key INITIAL_VOLTAGE = optional("initialVoltage", new Value("mV", false), "-65 mV",
            "membrane potential at the start");
    static final Key SETTLE = optional("settle", TIME, "0 ms",
            "simulated before t = 0 without recording, stimuli or events");
    static final Key SEED = optional("seed", new Whole(0, 0xFFFFFFFFL), "1", "seed of everything random");
    static final Key METHOD = optional("method", new Choice(List.of("implicitEuler", "crankNicolson")), "implicitEuler",
            "time integration of the cable equation");
    static final Key START_FROM = optional("startFrom", FILE, "",
            "state.h5 of an earlier run of this model: time goes on from there to \"duration\", without settling; parameters may differ");
    static final Key SAVE_STATE = optional("saveState", new Truth(), "false",
            "keep the state at the end of the run, as state.h5 in the results folder");
    static final Key FLUSH_EVERY = optional("flushEvery", new Value("s", false), "5 s",
            "wall time after which results are saved, should the process be killed");
    static final Structure SIMULATION = structure("simulation", "What is done with the cells.", DURATION, DT,
            TEMPERATURE, INITIAL_VOLTAGE, SETTLE, SEED, METHOD, START_FROM, SAVE_STATE, FLUSH_EVERY);
    static final Key TABLE_AXES = optional("axes", new Items(new Items(new Bare(), 1), 1), "",
            "for each argument its points, ascending");
    static final Key TABLE_VALUES = optional("values", new Items(new Bare(), 1), "",
            "values, the last argument varying fastest");
    static final Key TABLE_FILE = optional("file", FILE, "",
            "a file instead: CSV of two columns, argument and value, or HDF5 (.h5, .hdf5)");
    static final Key TABLE_AXIS_DATASETS = optional("axisDatasets", new Items(TEXT, 1), "",
            "HDF5: for each argument the path of its points");
    static final Structure TABLE = structure("table", "Points of a FUNCTION_TABLE, in the units of the mechanism.",
            TABLE_AXES, TABLE_VALUES, TABLE_FILE, DATASET, TABLE_AXIS_DATASETS);
    static final Key HUXLEY = required("huxley", new Choice(List.of(VERSION)), "version of the format");
    static final Key TITLE = optional("title", TEXT, "", "one line for plots and listings");
    static final Key DESCRIPTION = optional("description", TEXT, "", "what the model shows");
    static final Key PARAMETERS = optional("parameters", new Named("parameter", new AnyValue()), "",
            "named values; formulas anywhere may use them, and --set changes them");
    static final Key MECHANISMS = optional("mechanisms", new OneOrMore(FILE), "",
            "files or folders of .mod files, beside the built-in mechanisms");
    static final Key GLOBALS = optional("globals", new Named("mechanism", new Named("GLOBAL variable", new AnyValue())),
            "", "values of GLOBAL variables of mechanisms");
    static final Key TABLES = optional("tables", new Named("mechanism.table", TABLE), "", "data of FUNCTION_TABLEs");
    static final Key SIMULATION_KEY = required("simulation", SIMULATION, "duration, step, temperature, ...");
    static final Key SWEEP_KEY = optional("sweep", SWEEP, "", "runs the model for many parameter values");

    private ModelFormat() {
    }

    static Key required(String name, Shape shape, String description) {
        return new Key(name, shape, true, "", description);
    }

    static Key optional(String name, Shape shape, String standard, String description) {
        return new Key(name, shape, false, standard, description);
    }

    static Structure structure(String name, String description, Key... keys) {
        return structure(name, description, List.of(), keys);
    }

    static Structure structure(String name, String description, List<List<String>> choices, Key... keys) {
        return new Structure(name, description, List.of(keys), choices);
    }
}
