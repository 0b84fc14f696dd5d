package huxley.io.sonata;

import huxley.io.hdf5.ElementType;
import huxley.io.hdf5.Hdf5Dataset;
import huxley.io.hdf5.Hdf5File;
import huxley.io.hdf5.Hdf5Group;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A circuit of two cells and a point neuron (one population) with two virtual nodes, written into a folder. Texts and
 * columns can be changed before.
 */
final class SmallCircuit {
    static final String CONFIG = "simulation_config.json";

    private final Map<String, String> texts = new LinkedHashMap<>();
    private final Map<String, int[]> columns = new LinkedHashMap<>();

    SmallCircuit() {
        texts.put(CONFIG,
                """
                        {
                          "manifest": { "$BASE": "." },
                          "network": "$BASE/circuit_config.json",
                          "run": { "tstop": 50, "dt": 0.1, "dL": 20, "spike_threshold": -15 },
                          "conditions": { "celsius": 34, "v_init": -70 },
                          "node_sets": { "bio": { "model_type": "biophysical" } },
                          "inputs": {
                            "spikes": { "input_type": "spikes", "module": "csv", "input_file": "$BASE/spikes.csv", "node_set": "input" },
                            "clamp": { "input_type": "current_clamp", "module": "IClamp", "node_set": "bio", "amp": 0.1, "delay": 5, "duration": 10 }
                          },
                          "reports": {
                            "voltage": { "variable_name": "v", "cells": "bio", "module": "membrane_report", "sections": "all" },
                            "field": { "variable_name": "v", "cells": "bio", "module": "extracellular", "electrode_positions": "$BASE/electrodes.csv" }
                          }
                        }
                        """);
        texts.put("circuit_config.json", """
                {
                  "components": {
                    "morphologies_dir": ".",
                    "biophysical_neuron_models_dir": ".",
                    "point_neuron_models_dir": ".",
                    "synaptic_models_dir": "."
                  },
                  "networks": {
                    "nodes": [{ "nodes_file": "nodes.h5", "node_types_file": "node_types.csv" }],
                    "edges": [{ "edges_file": "edges.h5", "edge_types_file": "edge_types.csv" }]
                  }
                }
                """);
        texts.put("node_types.csv", """
                node_type_id model_type model_template morphology dynamics_params model_processing ei
                100 biophysical ctdb:Biophys1.hoc cell fit.json aibs_perisomatic e
                101 point_neuron nrn:IntFire1 NULL point.json NULL i
                200 virtual NULL NULL NULL NULL e
                """);
        texts.put("edge_types.csv", """
                edge_type_id model_template dynamics_params delay syn_weight target_sections distance_range
                300 exp2syn synapse.json 2.0 0.01 "['soma', 'basal']" "[0, 100]"
                301 NULL kick.json 1.0 0.7 NULL NULL
                302 Exp2Syn synapse.json 1.5 0.002 "['basal']" "[0, 1e+20]"
                """);
        texts.put("cell.swc", """
                1 1 0 0 0 10 -1
                2 3 10 0 0 1 1
                3 3 110 0 0 1 2
                4 2 -10 0 0 0.5 1
                5 2 -90 0 0 0.5 4
                """);
        texts.put("fit.json",
                """
                        {
                          "passive": [{ "ra": 100, "cm": [{ "section": "soma", "cm": 1 }, { "section": "dend", "cm": 2 }], "e_pas": -70 }],
                          "conditions": [{ "celsius": 34, "erev": [{ "section": "soma", "ena": 50, "ek": -77 }], "v_init": -70 }],
                          "genome": [
                            { "section": "soma", "name": "g_pas", "mechanism": "", "value": 1e-4 },
                            { "section": "dend", "name": "g_pas", "mechanism": "", "value": 1e-4 },
                            { "section": "soma", "name": "gnabar_hh", "mechanism": "hh", "value": "0.2" }
                          ]
                        }
                        """);
        texts.put("point.json", "{ \"type\": \"NEURON_IntFire1\", \"tau\": 0.01, \"refrac\": 0.002 }\n");
        texts.put("synapse.json",
                "{ \"level_of_detail\": \"exp2syn\", \"tau1\": 0.5, \"tau2\": 3.0, \"erev\": 0.0 }\n");
        texts.put("kick.json", "{ \"level_of_detail\": \"instantaneous\", \"sign\": -1 }\n");
        texts.put("spikes.csv", "timestamps population node_ids\n3.5 input 1\n1.5 input 0\n2.5 input 1\n");
        texts.put("electrodes.csv", "channel x_pos y_pos z_pos\n0 0 50 0\n7 0 100 0\n");
        columns.put("input_to_cells/source", new int[] {1, 0, 0, 1});
        columns.put("input_to_cells/target", new int[] {1, 0, 2, 0});
        columns.put("input_to_cells/type", new int[] {300, 300, 301, 300});
        columns.put("input_to_cells/nsyns", new int[] {2, 3, 4, 1});
        columns.put("cells_to_cells/source", new int[] {0, 2, 1});
        columns.put("cells_to_cells/target", new int[] {1, 0, 2});
        columns.put("cells_to_cells/type", new int[] {302, 302, 301});
        columns.put("cells_to_cells/nsyns", new int[] {1, 1, 1});
    }

    SmallCircuit edit(String file, String old, String replacement) {
        String text = texts.getOrDefault(file, "");
        if (!text.contains(old)) {
            throw new IllegalArgumentException("no '" + old + "' in " + file);
        }
        texts.put(file, text.replace(old, replacement));
        return this;
    }

    SmallCircuit column(String name, int... values) {
        columns.put(name, values);
        return this;
    }

    /** @return the configuration */
    Path write(Path folder) throws IOException {
        for (Map.Entry<String, String> text : texts.entrySet()) {
            Files.writeString(folder.resolve(text.getKey()), text.getValue());
        }
        try (Hdf5File file = Hdf5File.create(folder.resolve("nodes.h5"))) {
            nodes(file.root().group("nodes").group("cells"), 100, 100, 101);
            nodes(file.root().group("nodes").group("input"), 200, 200);
        }
        try (Hdf5File file = Hdf5File.create(folder.resolve("edges.h5"))) {
            for (String population : new String[] {"input_to_cells", "cells_to_cells"}) {
                String source = population.substring(0, population.indexOf('_'));
                Hdf5Group group = file.root().group("edges").group(population);
                int n = column(group, "source_node_id", population + "/source", source);
                column(group, "target_node_id", population + "/target", "cells");
                column(group, "edge_type_id", population + "/type", "");
                column(group.group("0"), "nsyns", population + "/nsyns", "");
                counting(group, "edge", n);
            }
        }
        return folder.resolve(CONFIG);
    }

    private int column(Hdf5Group group, String name, String key, String population) throws IOException {
        int[] values = columns.getOrDefault(key, new int[0]);
        Hdf5Dataset dataset = group.column(name, ElementType.INT64, 16);
        dataset.append(values, values.length);
        if (!population.isEmpty()) {
            dataset.attribute("node_population", population);
        }
        return values.length;
    }

    private static void nodes(Hdf5Group group, int... types) throws IOException {
        group.column("node_type_id", ElementType.INT32, 16).append(types, types.length);
        double[] x = new double[types.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = 100 * i;
        }
        group.group("0").column("x", ElementType.FLOAT64, 16).append(x, x.length);
        counting(group, "node", types.length);
    }

    private static void counting(Hdf5Group group, String kind, int n) throws IOException {
        int[] index = new int[n];
        for (int i = 0; i < n; i++) {
            index[i] = i;
        }
        group.column(kind + "_group_id", ElementType.INT32, 16).append(new int[n], n);
        group.column(kind + "_group_index", ElementType.INT32, 16).append(index, n);
    }
}
