package huxley.io.sonata;

import huxley.neuron.problem.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a cell model says of the membrane, region by region. A region is the first four letters of the names of its
 * sections: {@code soma}, {@code axon}, {@code dend}, {@code apic}.
 */
final class Biophysics {
    /** Regions that a model of the whole cell speaks of. */
    static final List<String> REGIONS = List.of("soma", "axon", "dend", "apic");

    /** A value and where it is said. */
    record Said(double value, Span where) {
    }

    /** A mechanism in a region with its parameters by variable name. */
    record Inserted(Span where, Map<String, Said> parameters) {
    }

    /** One region; NEURON's defaults where the model says nothing. */
    static final class Region {
        double axialResistivity_ohm_cm = 35.4;
        double capacitance_uF_per_cm2 = 1;
        final Map<String, Inserted> mechanisms = new TreeMap<>();
        /** By ion species. */
        final Map<String, Double> reversal_mV = new LinkedHashMap<>();

        Inserted insert(String mechanism, Span where) {
            return mechanisms.computeIfAbsent(mechanism, m -> new Inserted(where, new LinkedHashMap<>()));
        }
    }

    private final Map<String, Region> regions = new LinkedHashMap<>();

    Region region(String name) {
        return regions.computeIfAbsent(name, n -> new Region());
    }

    /** The region of a section type, as far as the model speaks of it. */
    Region ofType(int type) {
        return region(REGIONS.get(kind(type) - 1));
    }

    /** The SWC type that sections of a type count as: custom ones are dendrites. */
    static int kind(int type) {
        return type >= 1 && type <= 4 ? type : 3;
    }

    /** Names of all mechanisms of all regions, sorted. */
    List<String> mechanismNames() {
        List<String> names = new ArrayList<>();
        regions.values().forEach(region -> names.addAll(region.mechanisms.keySet()));
        return names.stream().distinct().sorted().toList();
    }
}
