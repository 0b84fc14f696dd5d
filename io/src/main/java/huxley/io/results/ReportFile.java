package huxley.io.results;

import huxley.io.hdf5.ElementType;
import huxley.io.hdf5.Hdf5Dataset;
import huxley.io.hdf5.Hdf5File;
import huxley.io.hdf5.Hdf5Group;
import huxley.io.hdf5.Hdf5Input;
import huxley.neuron.cell.Compartments;
import huxley.synapse.Circuit;
import huxley.synapse.Circuit.Quantity;
import huxley.synapse.Population;
import huxley.synapse.Report;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A report in the layout of SONATA: {@code /report/POPULATION/data} [sample][place] and, beside it, {@code mapping}: the
 * cell ({@code node_ids} with their first places in {@code index_pointer}), section ({@code element_ids}) and position in
 * it ({@code element_pos}) of each place, and {@code time}.
 */
final class ReportFile {
    private static final String NO_POPULATION = "cells";
    private static final int CHUNK_NUMBERS = 1 << 18;
    private static final int MAPPING_ROWS = 1 << 14;

    private final Circuit circuit;
    private final Report report;
    private final List<Part> parts = new ArrayList<>();

    /** The places of one population: a dataset. */
    private static final class Part {
        private final String name;
        private final int[] place;
        private final double[] row;
        private final Hdf5Dataset data;
        private final Sonata.TimeAxis time;

        Part(String name, int[] place, Hdf5Dataset data, Sonata.TimeAxis time) {
            this.name = name;
            this.place = place;
            this.row = new double[place.length];
            this.data = data;
            this.time = time;
        }

        void append(double[] time_ms, double[][] values) throws IOException {
            time.startAt(time_ms[0]);
            for (double[] all : values) {
                for (int i = 0; i < place.length; i++) {
                    row[i] = all[place[i]];
                }
                data.appendRow(row);
            }
            time.rows(data.rows());
        }
    }

    /** Places of one population, as they come. */
    private static final class Mapping {
        private int size;
        private int[] place = new int[16];
        private int[] node = new int[16];
        private int[] element = new int[16];
        private double[] position = new double[16];

        void add(int atPlace, int ofNode, int ofElement, double atPosition) {
            if (size == place.length) {
                place = Arrays.copyOf(place, 2 * size);
                node = Arrays.copyOf(node, 2 * size);
                element = Arrays.copyOf(element, 2 * size);
                position = Arrays.copyOf(position, 2 * size);
            }
            place[size] = atPlace;
            node[size] = ofNode;
            element[size] = ofElement;
            position[size++] = atPosition;
        }
    }

    ReportFile(Hdf5File file, Circuit circuit, Report report) throws IOException {
        this.circuit = circuit;
        this.report = report;
        Sonata.mark(file);
        Hdf5Group root = file.root().group("report");
        for (Map.Entry<String, Mapping> part : mappings().entrySet()) {
            parts.add(part(part.getKey(), root.group(part.getKey()), part.getValue()));
        }
    }

    private Map<String, Mapping> mappings() {
        Map<String, Mapping> mappings = new LinkedHashMap<>();
        Population population = null;
        for (int i = 0; i < report.size(); i++) {
            Quantity quantity = report.quantity().apply(i);
            int gid = quantity.gid();
            if (population == null || !population.contains(gid)) {
                population = circuit.populations().stream().filter(p -> p.contains(gid)).findFirst()
                        .orElse(new Population(NO_POPULATION, 0, Integer.MAX_VALUE, null));
            }
            int compartment = compartment(quantity);
            Mapping mapping = mappings.computeIfAbsent(Sonata.nameOf(population), n -> new Mapping());
            if (compartment < 0) {
                mapping.add(i, Sonata.node(population, gid), 0, 0);
            } else {
                Compartments compartments = circuit.cells().get(gid).cell().compartments();
                mapping.add(i, Sonata.node(population, gid), compartments.section()[compartment],
                        compartments.x()[compartment]);
            }
        }
        return mappings;
    }

    /** -1 if it is in none. */
    private int compartment(Quantity quantity) {
        return switch (quantity) {
        case Quantity.Voltage v -> v.compartment();
        case Quantity.Density d -> d.compartment();
        case Quantity.IonQuantity i -> i.compartment();
        case Quantity.MembraneCurrent m -> m.compartment();
        case Quantity.EngineQuantity e -> e.compartment();
        case Quantity.Point p -> p.placed() < 0
                ? -1
                : circuit.cells().get(p.gid()).cell().placed().get(p.placed()).compartment();
        case Quantity.Synaptic s -> -1;
        };
    }

    private static String variable(Quantity quantity) {
        return switch (quantity) {
        case Quantity.Voltage v -> "v";
        case Quantity.Density d -> d.variable() + "_" + d.mechanism();
        case Quantity.IonQuantity i -> i.ion() + "." + i.quantity();
        case Quantity.MembraneCurrent m -> "i_membrane";
        case Quantity.EngineQuantity e -> e.quantity().toString();
        case Quantity.Point p -> p.variable();
        case Quantity.Synaptic s -> s.variable();
        };
    }

    private Part part(String name, Hdf5Group group, Mapping mapping) throws IOException {
        Hdf5Dataset data = group.table("data", ElementType.FLOAT32, mapping.size,
                Math.clamp(CHUNK_NUMBERS / mapping.size, 1, 1024));
        data.attribute("units", report.unit());
        data.attribute("variable", variable(report.quantity().apply(0)));
        Hdf5Group at = group.group("mapping");
        Hdf5Dataset nodes = at.column("node_ids", ElementType.UINT64, MAPPING_ROWS);
        Hdf5Dataset first = at.column("index_pointer", ElementType.UINT64, MAPPING_ROWS);
        for (int i = 0; i < mapping.size; i++) {
            if (i == 0 || mapping.node[i] != mapping.node[i - 1]) {
                nodes.append(mapping.node[i]);
                first.append(i);
            }
        }
        first.append(mapping.size);
        at.column("element_ids", ElementType.UINT64, MAPPING_ROWS).append(mapping.element, mapping.size);
        at.column("element_pos", ElementType.FLOAT32, MAPPING_ROWS).append(mapping.position, mapping.size);
        return new Part(name, Arrays.copyOf(mapping.place, mapping.size), data,
                new Sonata.TimeAxis(at, report.interval_ms()));
    }

    /** @param values [sample][place] */
    void append(double[] time_ms, double[][] values) throws IOException {
        for (Part part : parts) {
            part.append(time_ms, values);
        }
    }

    /** Takes over the samples of an interrupted run until a time. */
    void takeOver(Hdf5Input earlier, double until_ms) throws IOException {
        for (Part part : parts) {
            String group = "report/" + part.name;
            part.time.takeOver(earlier, group + "/data", group + "/mapping/time", until_ms, part.data);
        }
    }
}
