package huxley.synapse;

import huxley.neuron.cell.Cell;
import huxley.neuron.mechanism.Mechanism;
import huxley.neuron.mechanism.Place;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is simulated, fully resolved: no names left to look up, all values in internal units.
 *
 * @param cells the gid of a cell is its index here
 * @param artificialCells the gid of an artificial cell is {@code cells.size()} + its index here
 * @param populations named ranges of gids
 * @param connections single ones, between things that the model places by hand
 * @param projections connections in bulk
 */
public record Circuit(List<CellInstance> cells, List<ArtificialCell> artificialCells, List<Population> populations,
        List<SpikeDetector> spikeDetectors, List<Connection> connections, List<Projection> projections,
        GapJunctions gapJunctions, List<Pointer> pointers, List<Play> plays,
        List<ImposedPotential> imposedPotentials, List<Probe> probes, List<Report> reports, List<Electrode> electrodes,
        Map<String, FunctionTableData> functionTables) {

    /** A circuit whose connections are all placed by hand. */
    public Circuit(List<CellInstance> cells, List<ArtificialCell> artificialCells,
            List<SpikeDetector> spikeDetectors, List<Connection> connections, List<Pointer> pointers, List<Play> plays,
            List<ImposedPotential> imposedPotentials, List<Probe> probes,
            Map<String, FunctionTableData> functionTables) {
        this(cells, artificialCells, List.of(), spikeDetectors, connections, List.of(), GapJunctions.NONE, pointers,
                plays, imposedPotentials, probes, List.of(), List.of(), functionTables);
    }

    /**
     * One cell. Cells of one {@link huxley.neuron.cell.Shape} are advanced side by side, one a lane; their parameters and
     * start voltages may differ.
     */
    public record CellInstance(String label, Cell cell) {
    }

    /**
     * A cell without membrane (ARTIFICIAL_CELL).
     *
     * @param replay_ms ascending times at which it gets a self-event of flag 1 (VecStim); usually empty
     */
    public record ArtificialCell(String label, Mechanism mechanism, Map<String, Double> parameters,
            double[] replay_ms) {
    }

    /** Reports a spike of {@code gid} when the voltage of a compartment crosses the threshold upward. At most one a cell. */
    public record SpikeDetector(int gid, int compartment, double threshold_mV) {
    }

    /**
     * Carries spikes (or NET_EVENTs of an artificial cell or of a point process) to a point process.
     *
     * @param sourceGid cell or artificial cell whose spikes are carried, -1 for a point process' net_event
     * @param sourcePoint when {@code sourceGid} is -1, the point process whose net_event is carried
     * @param target point process, or artificial cell (see {@link PointRef})
     * @param delay_ms as given, 0 or more
     * @param weights at least one; missing ones start at 0
     */
    public record Connection(int sourceGid, @Nullable PointRef sourcePoint, PointRef target, double delay_ms,
            double[] weights) {
    }

    /** A point process: index {@code placed} into the placed list of cell {@code gid}; for an artificial cell {@code placed} is -1. */
    public record PointRef(int gid, int placed) {
    }

    /** Binds the POINTER {@code name} of a point process (or, with {@code painted} >= 0, of a density mechanism at {@code compartment}) to a quantity elsewhere. */
    public record Pointer(int gid, int placed, int painted, int compartment, String name, Quantity target) {
    }

    /**
     * A waveform played into a variable of a point process or of a cell.
     *
     * @param time_ms ascending; two equal times make a step
     * @param interpolate linear between points; otherwise each value holds until the next
     */
    public record Play(Quantity target, double[] time_ms, double[] value, boolean interpolate) {
    }

    /**
     * An extracellular potential imposed on a cell: {@code scale [compartment]} (mV per unit) times a waveform.
     */
    public record ImposedPotential(int gid, double[] scale_mV, double[] time_ms, double[] value) {
    }

    /**
     * Points of a FUNCTION_TABLE; key of the map is {@code mechanism.table}. One argument: {@code axes} has one row.
     *
     * @param axes [argument][point] ascending
     * @param values row-major over the axes
     */
    public record FunctionTableData(double[][] axes, double[] values) {
    }

    /** Something that can be read (and sometimes played into): always one double. */
    public sealed interface Quantity {
        int gid();

        /** Membrane potential of a compartment, mV. */
        record Voltage(int gid, int compartment) implements Quantity {
        }

        /** A variable of a density mechanism in a compartment; {@code element} for arrays, else 0. */
        record Density(int gid, String mechanism, String variable, int element, int compartment)
                implements
                    Quantity {
        }

        /** A variable of a point process ({@code placed} >= 0) or artificial cell ({@code placed} = -1). */
        record Point(int gid, int placed, String variable, int element) implements Quantity {
        }

        /**
         * A variable of a synapse that a projection made.
         *
         * @param index of the connection, in the order in which the projection's {@code incoming} gives those onto {@code gid}
         */
        record Synaptic(int gid, String projection, int index, String variable, int element) implements Quantity {
        }

        /** A quantity of an ion species in a compartment. */
        record IonQuantity(int gid, String ion, huxley.neuron.mechanism.Ion.Quantity quantity, int compartment)
                implements
                    Quantity {
        }

        /** Total membrane current including the capacitive one, nA, outward positive. */
        record MembraneCurrent(int gid, int compartment) implements Quantity {
        }

        /** Something of the engine in a compartment, such as its area or diameter. */
        record EngineQuantity(int gid, Place.Engine quantity, int compartment) implements Quantity {
        }
    }

    /**
     * Something recorded.
     *
     * @param label unique name of the trace
     * @param unit for axes and files
     * @param interval_ms sample interval, a whole number of steps
     */
    public record Probe(String label, Quantity quantity, String unit, double interval_ms) {
    }
}
