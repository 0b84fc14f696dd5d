package huxley.io.model;

import static huxley.io.model.ModelFormat.FILE;
import static huxley.io.model.ModelFormat.REGION;
import static huxley.io.model.ModelFormat.TEXT;
import static huxley.io.model.ModelFormat.TIME;
import static huxley.io.model.ModelFormat.optional;
import static huxley.io.model.ModelFormat.required;
import static huxley.io.model.ModelFormat.structure;

import huxley.io.model.Shape.AnyValue;
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

/** The table of what may stand in a model about networks: populations, projections, gap junctions, electrodes. */
final class NetworkFormat {
    private static final Value LENGTH = new Value("um", false);
    private static final Shape POINT = new Items(LENGTH, 3);

    // values that vary
    static final Key MEAN = required("mean", new AnyValue(), "mean");
    static final Key DEVIATION = required("deviation", new AnyValue(), "standard deviation");
    static final Key MINIMUM = optional("minimum", new AnyValue(), "", "the distribution is cut off below this");
    static final Key MAXIMUM = optional("maximum", new AnyValue(), "", "the distribution is cut off above this");
    static final Structure NORMAL = structure("normal distribution", "A normal distribution.", MEAN, DEVIATION, MINIMUM,
            MAXIMUM);
    static final Structure SPREAD_OUT = structure("mean and deviation",
            "The distribution that has this mean and this standard deviation.", MEAN, DEVIATION);
    static final Structure MEAN_ONLY = structure("mean", "The distribution that has this mean.", MEAN);
    static final Key LOW = required("from", new AnyValue(), "least value");
    static final Key HIGH = required("to", new AnyValue(), "largest value");
    static final Structure BOUNDS = structure("bounds", "All values between two are equally likely.", LOW, HIGH);
    static final Key NORMAL_KEY = optional("normal", NORMAL, "", "normal, cut off if asked for");
    static final Key LOGNORMAL_KEY = optional("lognormal", SPREAD_OUT, "",
            "lognormal; mean and deviation are those of the value, not of its logarithm");
    static final Key GAMMA_KEY = optional("gamma", SPREAD_OUT, "", "gamma");
    static final Key UNIFORM_KEY = optional("uniform", BOUNDS, "", "uniform");
    static final Key EXPONENTIAL_KEY = optional("exponential", MEAN_ONLY, "", "exponential");
    static final Key POISSON_KEY = optional("poissonNumber", MEAN_ONLY, "", "a whole number, Poisson");
    static final Key COLUMN_KEY = optional("column", TEXT, "",
            "a column of a table: its title in a CSV file, or the path of a dataset in an HDF5 file");
    static final Key COLUMN_FILE = optional("file", FILE, "",
            "with column: the table, one row for each cell; left out, it is the list of connections");
    static final Key COLUMN_UNIT = optional("unit", TEXT, "1", "with column: unit of its numbers");
    static final Structure DISTRIBUTION = structure("distribution",
            "A value drawn anew for each cell or connection, or read from a table.",
            List.of(List.of("normal", "lognormal", "gamma", "uniform", "exponential", "poissonNumber", "column")),
            NORMAL_KEY, LOGNORMAL_KEY, GAMMA_KEY, UNIFORM_KEY, EXPONENTIAL_KEY, POISSON_KEY, COLUMN_KEY, COLUMN_FILE,
            COLUMN_UNIT);
    private static final Shape VARYING = Shape.either(new AnyValue(), DISTRIBUTION);

    // where cells stand
    static final Key CENTER = optional("center", POINT, "", "[x, y, z] of the middle; the origin if left out");
    static final Key BOX_SIZE = required("size", POINT, "extent along x, y and z");
    static final Structure BOX = structure("box", "Anywhere in a box.", BOX_SIZE, CENTER);
    static final Key RADIUS = required("radius", LENGTH, "radius");
    static final Structure SPHERE = structure("sphere", "Anywhere in a sphere.", RADIUS, CENTER);
    static final Key HEIGHT = required("height", LENGTH, "extent along the axis");
    static final Key AXIS = optional("axis", new Choice(List.of("x", "y", "z")), "y", "direction of the axis");
    static final Structure CYLINDER = structure("cylinder", "Anywhere in a cylinder.", RADIUS, HEIGHT, AXIS, CENTER);
    static final Key GRID_COUNTS = required("counts", new Items(new Whole(1), 3), "[n, n, n] along x, y and z");
    static final Key GRID_SPACING = required("spacing", POINT, "[x, y, z] distance of neighbours");
    static final Structure POSITION_GRID = structure("position grid",
            "A regular grid, filled along x first; so many cells as it has points.", GRID_COUNTS, GRID_SPACING, CENTER);
    static final Key LAYER_FROM = required("from", LENGTH, "where it begins along the axis");
    static final Key LAYER_TO = required("to", LENGTH, "where it ends");
    static final Key LAYER_SHARE = optional("share", new Value("1", false), "1",
            "how many of the cells, relative to the other layers");
    static final Structure LAYER = structure("layer", "A slice of tissue.", LAYER_FROM, LAYER_TO, LAYER_SHARE);
    static final Key LAYERS = required("layers", new Items(LAYER, 1), "layers");
    static final Structure COLUMN_OF_LAYERS = structure("column of layers",
            "Anywhere in the layers of a round column of tissue; cells are divided among them by their shares.", RADIUS,
            LAYERS, AXIS, CENTER);
    static final Key TABLE_X = optional("x", TEXT, "x", "title of the column, or path of the dataset, of x");
    static final Key TABLE_Y = optional("y", TEXT, "y", "likewise y");
    static final Key TABLE_Z = optional("z", TEXT, "z", "likewise z");
    static final Key TABLE_UNIT = optional("unit", TEXT, "um", "unit of the numbers");
    static final Key TABLE_PATH = required("file", FILE, "CSV file with titles, or HDF5 file; one row for each cell");
    static final Structure POSITION_TABLE = structure("position table", "Positions kept in a file.", TABLE_PATH,
            TABLE_X, TABLE_Y, TABLE_Z, TABLE_UNIT);
    static final Key IN_BOX = optional("box", BOX, "", "uniform in a box");
    static final Key IN_SPHERE = optional("sphere", SPHERE, "", "uniform in a sphere");
    static final Key IN_CYLINDER = optional("cylinder", CYLINDER, "", "uniform in a cylinder");
    static final Key IN_LAYERS = optional("column", COLUMN_OF_LAYERS, "", "uniform in layers of a column");
    static final Key ON_GRID = optional("grid", POSITION_GRID, "", "on a regular grid");
    static final Key AT_POINTS = optional("points", new Items(POINT, 1), "", "[x, y, z] of each cell");
    static final Key FROM_TABLE = optional("table", POSITION_TABLE, "", "read from a file");
    static final Structure POSITIONS = structure("positions", "Where the cells of a population stand.",
            List.of(List.of("box", "sphere", "cylinder", "column", "grid", "points", "table")), IN_BOX, IN_SPHERE,
            IN_CYLINDER, IN_LAYERS, ON_GRID, AT_POINTS, FROM_TABLE);
    static final Key ANGLE = required("angle", VARYING, "angle, in radians or \"30 deg\"");
    static final Structure TURN = structure("turn", "A rotation about an axis.", AXIS, ANGLE);

    // populations
    static final Key CELL_KINDS = optional("cell",
            Shape.either(TEXT, new Named("kind of cell", new Value("1", false))), "",
            "kind of cell, or several kinds with their shares, such as { \"basket\": 0.7, \"chandelier\": 0.3 }");
    static final Key NEURON = optional("mechanism", TEXT, "",
            "any artificial cell, or a point process that is a whole neuron, such as AdEx: it stands in a compartment of its own, \"soma\", under the name of the mechanism");
    static final Key NEURON_CAPACITANCE = optional("capacitance", new Value("pF", false), "",
            "of one neuron, where the mechanism is a point process");
    static final Key NEURON_THRESHOLD = optional("threshold", new Value("mV", false), "10 mV",
            "where the mechanism is a point process: a spike is an upward crossing of this");
    static final Key MEMBERS = optional("count", new Whole(1), "",
            "number of cells; left out where positions tell it, else 1");
    static final Key SPIKES_FROM = optional("spikes", FILE, "",
            "replays spikes: a table of times in ms and indices (titles \"timestamps\" and \"node_ids\"), or a SONATA spike file");
    static final Key POSITIONS_KEY = optional("positions", POSITIONS, "", "where they stand");
    static final Key ROTATION = optional("rotation", Shape.either(new Choice(List.of("random")), TURN), "",
            "\"random\", or a turn about an axis");
    static final Key VARIED = optional("parameters", new Named("parameter", VARYING), "",
            "values that differ from cell to cell: \"hh.gnabar\", \"label.variable\" of a placed thing, or \"initialVoltage\"; of an artificial cell or point neuron its parameters. Formulas may use x, y, z and index");
    static final Key POPULATION_PLACE = optional("place", new Named("placed thing", ModelFormat.PLACED), "",
            "stimuli, noise and synapses on these cells, beside those of the kind of cell");
    static final Structure POPULATION = structure("population",
            "Cells of one kind or several, or artificial cells, that projections connect.",
            List.of(List.of("cell", "times", "generator", "poisson", "spikes", "mechanism")), CELL_KINDS,
            ModelFormat.SOURCE_TIMES, ModelFormat.SOURCE_GENERATOR, ModelFormat.POISSON, SPIKES_FROM,
            NEURON, NEURON_CAPACITANCE, NEURON_THRESHOLD, MEMBERS, POSITIONS_KEY, ROTATION, VARIED, POPULATION_PLACE);
    static final Key POPULATIONS = optional("populations", new Named("population", POPULATION), "",
            "populations by name");

    // rules
    static final Key ONE_TO_ONE = optional("oneToOne", new Truth(), "", "cell i to cell i");
    static final Key ALL_TO_ALL = optional("allToAll", new Truth(), "", "every pair");
    static final Key RING = optional("ring", new Whole(1), "", "cell i to cell i + this, around");
    static final Key PROBABILITY = optional("probability", new Value("1", true), "",
            "every pair with this probability; it may depend on distance (of the somata), dx, dy, dz, sourceIndex and targetIndex");
    static final Key WITHIN = optional("within", LENGTH, "",
            "no pair whose somata are further apart");
    static final Key PER_LENGTH = optional("perLength", new Value("/um", false), "",
            "so many for each length of the places of the target");
    static final Key PER_AREA = optional("perArea", new Value("/um2", false), "", "so many for each area of them");
    static final Structure DENSITY = structure("synapse density", "As many as the density of synapses asks for.",
            List.of(List.of("perLength", "perArea")), PER_LENGTH, PER_AREA);
    static final Key IN_DEGREE = optional("inDegree", VARYING, "",
            "every target hears so many sources, chosen at random");
    static final Key SYNAPSE_DENSITY = optional("density", DENSITY, "",
            "every target hears as many sources as its places have room for, chosen at random, also repeatedly");
    static final Key OUT_DEGREE = optional("outDegree", VARYING, "",
            "every source is heard by so many targets, chosen at random");
    static final Key GAP = required("distance", LENGTH, "largest distance between the surfaces of the branches");
    static final Key TOUCH_PROBABILITY = optional("probability", new Value("1", false), "1",
            "of a touch to become a connection");
    static final Key TOUCH_FROM = optional("from", REGION, "axon", "branches of the source");
    static final Key TOUCH_TO = optional("to", REGION, "dendrites", "branches of the target");
    static final Structure TOUCH = structure("touch",
            "Wherever branches come near each other: at most one connection for each source and compartment of the target.",
            GAP, TOUCH_PROBABILITY, TOUCH_FROM, TOUCH_TO);
    static final Key TOUCH_KEY = optional("touch", TOUCH, "", "where branches touch; the touch is also the place");
    static final Key LIST_SOURCE = optional("source", TEXT, "source", "title or dataset of the source's index, from 0");
    static final Key LIST_TARGET = optional("target", TEXT, "target", "title or dataset of the target's index, from 0");
    static final Key LIST_PATH = required("file", FILE, "CSV file with titles, or HDF5 file");
    static final Structure LIST_TABLE = structure("list of connections",
            "Connections kept in a file; weights and delays may be other columns of it.", LIST_PATH, LIST_SOURCE,
            LIST_TARGET);
    static final Key PAIRS = optional("list", Shape.either(new Items(new Items(new Whole(0), 2), 0), LIST_TABLE), "",
            "exactly these: [[source, target], ...], counted from 0, or a file");
    static final Key WHERE = optional("where", new Value("1", true), "",
            "keeps the pairs for which this holds, such as \"distance < 200 um\"; or with this probability");
    static final Key AUTAPSES = optional("autapses", new Truth(), "false", "a cell may connect to itself");
    static final Key MULTAPSES = optional("multapses", new Truth(), "false",
            "inDegree, outDegree: a pair may be chosen several times");
    static final Structure RULE = structure("connection rule", "Which cells connect to which.",
            List.of(List.of("oneToOne", "allToAll", "ring", "probability", "inDegree", "outDegree", "density", "touch",
                    "list")),
            ONE_TO_ONE, ALL_TO_ALL, RING, PROBABILITY, IN_DEGREE, OUT_DEGREE, SYNAPSE_DENSITY, TOUCH_KEY, PAIRS, WITHIN,
            WHERE,
            AUTAPSES, MULTAPSES);
    static final Key RULES = required("rule",
            new OneOrMore(Shape.either(new Choice(List.of("oneToOne", "allToAll")), RULE)),
            "which pairs are connected; of a list of rules all that any of them makes, each pair once");

    // projections
    static final Key END = required("from", TEXT, "population, cell or source whose spikes are carried");
    static final Key OTHER_END = required("to", TEXT, "population, cell or source that hears them");
    static final Key SYNAPSE_MECHANISM = required("mechanism", TEXT, "any point process that receives spikes");
    static final Key SYNAPSE_PARAMETERS = optional("parameters", new Named("parameter of the mechanism", VARYING), "",
            "the same for all, or each its own; the others keep their default");
    static final Structure SYNAPSE = structure("synapse", "What is made for a connection.", SYNAPSE_MECHANISM,
            SYNAPSE_PARAMETERS);
    static final Key SYNAPSE_KEY = optional("synapse", Shape.either(TEXT, SYNAPSE), "",
            "mechanism of the synapses; none onto artificial cells, which hear directly");
    static final Key SITE_REGION = optional("region", REGION, "all", "region or list of regions (union)");
    static final Key SITE_DISTANCE = optional("distance", ModelFormat.RANGE, "",
            "only path distances in this range, from the middle of the root section");
    static final Key SITE_BY = optional("by", new Choice(List.of("length", "area", "compartment")), "length",
            "what is equally likely to get a synapse: a piece of length, of area, or a compartment");
    static final Key SITE_DENSITY = optional("density", new Value("1", true), "1",
            "relative density; may depend on distance (path), diameter, x, y, z");
    static final Structure SITES = structure("synapse places", "Synapses are spread at random over part of a cell.",
            SITE_REGION, SITE_DISTANCE, SITE_BY, SITE_DENSITY);
    private static final Shape SITING = Shape.either(new OneOrMore(new Words("location")), SITES);
    static final Key PLACE_ON = optional("place", SITING, "",
            "where on the target: a location, several equally likely ones, or part of the cell; the middle of its first section if left out");
    static final Key PER_PAIR = optional("synapsesPerPair", new Whole(1), "1",
            "connections for each pair of cells, each with its own place and values");
    static final Key PROJECTION_WEIGHT = required("weight", new OneOrMore(VARYING),
            "weight as the synapse takes it: a conductance such as \"0.5 nS\", a current, or a plain number; a list sets further weights. Formulas may use distance, pathDistance (to the synapse), dx, dy, dz, sourceIndex, targetIndex");
    static final Key PROJECTION_DELAY = optional("delay", VARYING, "0 ms",
            "from spike to arrival; what is drawn shorter than a step, from cells, counts as a step. Formulas as for weight");
    static final Key MERGE = optional("merge", new Truth(), "true",
            "connections onto one compartment share a synapse if its mechanism is linear and all parameters are alike: faster, sums in another order");
    static final Key CONNECTIVITY = optional("connectivity", new Choice(List.of("stored", "procedural")), "stored",
            "procedural: connections take no memory, as they are made anew from the rule at every spike; the same spikes. For merged synapses without plasticity, and the rules oneToOne, ring, allToAll, outDegree and a probability that depends on the distance or has \"within\"");
    static final Key FEEDBACK_WEIGHT = required("weight", new OneOrMore(new AnyValue()),
            "what tells the synapse that it hears its own cell, such as -1");
    static final Key FEEDBACK_DELAY = required("delay", TIME, "from spike to synapse");
    static final Structure FEEDBACK = structure("feedback",
            "The synapses also hear the spikes of the cell they sit on, as plasticity needs it.", FEEDBACK_WEIGHT,
            FEEDBACK_DELAY);
    static final Key FEEDBACK_KEY = optional("feedback", FEEDBACK, "", "postsynaptic spikes for plasticity");
    static final Structure PROJECTION = structure("projection", "Connections by a rule.", END, OTHER_END, RULES,
            SYNAPSE_KEY, PLACE_ON, PER_PAIR, PROJECTION_WEIGHT, PROJECTION_DELAY, MERGE, CONNECTIVITY,
            FEEDBACK_KEY);
    static final Key PROJECTIONS = optional("projections", new Named("projection", PROJECTION), "",
            "connections between populations, by name");
    static final Key CONDUCTANCE = required("conductance", VARYING, "of one junction, such as \"0.1 nS\"");
    static final Key JUNCTION_FROM = required("from", TEXT, "population or cell");
    static final Key JUNCTION_TO = required("to", TEXT, "population or cell, often the same");
    static final Key JUNCTION_PLACE = optional("place", SITING, "",
            "where on both cells; the middle of the first section if left out");
    static final Structure JUNCTIONS = structure("gap junctions", "Electrical synapses by a rule.", JUNCTION_FROM,
            JUNCTION_TO, RULES, JUNCTION_PLACE, PER_PAIR, CONDUCTANCE);
    static final Key GAP_JUNCTIONS = optional("gapJunctions", new Named("gap junctions", JUNCTIONS), "",
            "electrical synapses between populations, by name");

    // electrodes
    static final Key ELECTRODE_AT = required("at", POINT, "[x, y, z]");
    static final Key CONDUCTIVITY = optional("conductivity", new Value("S/m", false), "0.3 S/m",
            "of the tissue, the same everywhere");
    static final Key SOURCE_SHAPE = optional("sources", new Choice(List.of("line", "point")), "line",
            "whether a compartment's current leaves along its length or from its middle");
    static final Key ELECTRODE_INTERVAL = optional("interval", TIME, "", "sample interval; every step if left out");
    static final Key ELECTRODE_OF = optional("populations", new OneOrMore(TEXT), "",
            "which populations count; all if left out");
    static final Structure ELECTRODE = structure("electrode",
            "Records the extracellular potential that the membrane currents make at a point.", ELECTRODE_AT,
            CONDUCTIVITY, SOURCE_SHAPE, ELECTRODE_INTERVAL, ELECTRODE_OF);
    static final Key ELECTRODES = optional("electrodes", new Named("electrode", ELECTRODE), "",
            "extracellular electrodes by name");

    // fields
    static final Key FIELD_POTENTIAL = optional("potential", new Value("mV", true), "",
            "potential outside as a function of x, y, z in the network, for a waveform value of 1: \"2 mV/mm * x\" is a uniform field");
    static final Key FIELD_AT = optional("at", POINT, "", "[x, y, z] of an electrode instead, which counts as a point");
    static final Key FIELD_CURRENT = optional("current", new Value("nA", false), "1 nA",
            "that leaves the electrode, for a waveform value of 1");
    static final Key FIELD_WAVEFORM = required("waveform", ModelFormat.WAVEFORM, "plain numbers that multiply it");
    static final Key FIELD_OF = optional("populations", new OneOrMore(TEXT), "",
            "which populations are in the field; all if left out");
    static final Structure FIELD = ModelFormat.structure("field",
            "A potential outside the cells of populations, wherever each stands.",
            List.of(List.of("potential", "at")), FIELD_POTENTIAL, FIELD_AT, FIELD_CURRENT, CONDUCTIVITY, FIELD_WAVEFORM,
            FIELD_OF);
    static final Key FIELDS = optional("fields", new Named("field", FIELD), "",
            "extracellular stimulation by name: uniform fields, electrodes");

    private NetworkFormat() {
    }
}
