package huxley.io.sonata;

import huxley.io.document.DocumentReader;
import huxley.io.sonata.Biophysics.Region;
import huxley.io.sonata.Biophysics.Said;
import huxley.neuron.problem.InvalidInputException;
import huxley.neuron.problem.Problem;
import huxley.neuron.problem.Problems;
import huxley.neuron.problem.Source;
import huxley.neuron.problem.Span;
import huxley.neuron.problem.Suggestion;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The membrane of a NeuroML 2 cell whose ion channels are mechanisms of the circuit: channel densities by segment group,
 * capacitances, resistivities, and concentration models. Segment groups are regions ({@code soma}, {@code axon},
 * {@code dend}, {@code apic}, {@code all}); the morphology comes from elsewhere.
 */
final class NeuroMlBiophysics {
    private static final Map<String, Double> UNITS = new TreeMap<>(Map.ofEntries(Map.entry("S_per_cm2", 1.0),
            Map.entry("mS_per_cm2", 1e-3), Map.entry("S_per_m2", 1e-4), Map.entry("mV", 1.0), Map.entry("V", 1e3),
            Map.entry("ohm_cm", 1.0), Map.entry("kohm_cm", 1e3), Map.entry("ohm_m", 100.0),
            Map.entry("uF_per_cm2", 1.0), Map.entry("F_per_m2", 100.0), Map.entry("ms", 1.0), Map.entry("s", 1e3),
            Map.entry("um", 1.0), Map.entry("cm", 1e4), Map.entry("m", 1e6), Map.entry("mM", 1.0),
            Map.entry("mol_per_m3", 1.0)));

    private final Source source;
    private final Problems problems;
    private final Biophysics biophysics = new Biophysics();

    private NeuroMlBiophysics(Source source, Problems problems) {
        this.source = source;
        this.problems = problems;
    }

    /** @param mention where the file is named */
    static Biophysics read(Path file, Span mention, Problems problems) {
        NeuroMlBiophysics reader = new NeuroMlBiophysics(DocumentReader.load(file, mention), problems);
        XMLInputFactory factory = XMLInputFactory.newInstance();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            XMLStreamReader xml = factory.createXMLStreamReader(new StringReader(reader.source.text()));
            boolean cell = false;
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamConstants.START_ELEMENT) {
                    cell |= xml.getLocalName().equals("cell");
                    reader.element(xml);
                }
            }
            if (!cell) {
                problems.error(mention, file + " holds no <cell>", "a template 'nml:' names a NeuroML 2 cell");
            }
        } catch (XMLStreamException e) {
            int at = Math.clamp(e.getLocation() == null ? 0 : e.getLocation().getCharacterOffset(), 0,
                    Math.max(0, reader.source.text().length() - 1));
            throw new InvalidInputException(Problem.error(reader.source.span(at, at), "this is not XML", null));
        }
        return reader.biophysics;
    }

    private void element(XMLStreamReader xml) {
        switch (xml.getLocalName()) {
        case "resistivity" -> regions(xml).forEach(r -> r.axialResistivity_ohm_cm = quantity(xml, "value"));
        case "specificCapacitance" -> regions(xml)
                .forEach(r -> r.capacitance_uF_per_cm2 = quantity(xml, "value"));
        case "channelDensity", "channelDensityNernst" -> channel(xml);
        case "concentrationModel" -> concentration(xml);
        case "channelPopulation", "channelDensityGHK", "channelDensityGHK2", "channelDensityNonUniform",
                "channelDensityNonUniformNernst", "channelDensityNonUniformGHK", "channelDensityVShift" ->
            problems.error(where(xml), "<" + xml.getLocalName() + "> is not supported",
                    "supported are <channelDensity> and <channelDensityNernst>");
        default -> {
        }
        }
    }

    private void channel(XMLStreamReader xml) {
        String mechanism = attribute(xml, "ionChannel");
        String id = attribute(xml, "id");
        String ion = attribute(xml, "ion");
        String suffix = "_" + mechanism;
        boolean leak = mechanism.equals("pas");
        String variable = leak || !id.endsWith(suffix)
                ? leak ? "g" : "gbar"
                : id.substring(0, id.length() - suffix.length());
        for (Region region : regions(xml)) {
            Map<String, Said> parameters = region.insert(mechanism, where(xml)).parameters();
            parameters.put(variable, new Said(quantity(xml, "condDensity"), where(xml)));
            if (xml.getAttributeValue(null, "erev") != null) {
                double reversal_mV = quantity(xml, "erev");
                if (leak) {
                    parameters.put("e", new Said(reversal_mV, where(xml)));
                } else if (ion.equals("na") || ion.equals("k")) {
                    region.reversal_mV.put(ion, reversal_mV);
                }
            }
        }
    }

    /** Attributes that are not of NeuroML's own are parameters of the mechanism. */
    private void concentration(XMLStreamReader xml) {
        for (Region region : regions(xml)) {
            Map<String, Said> parameters = region.insert(attribute(xml, "type"), where(xml)).parameters();
            for (int i = 0; i < xml.getAttributeCount(); i++) {
                String name = xml.getAttributeLocalName(i);
                if (!List.of("id", "type", "segmentGroup", "ion").contains(name)) {
                    parameters.put(name, new Said(quantity(xml, name), where(xml)));
                }
            }
        }
    }

    private List<Region> regions(XMLStreamReader xml) {
        String group = xml.getAttributeValue(null, "segmentGroup");
        String name = group == null ? "all" : group.toLowerCase(Locale.ROOT);
        String region = switch (name) {
        case "somatic", "soma_group" -> "soma";
        case "axonal", "axon_group" -> "axon";
        case "basal", "dendrite_group" -> "dend";
        case "apical" -> "apic";
        default -> name;
        };
        if (region.equals("all")) {
            return Biophysics.REGIONS.stream().map(biophysics::region).toList();
        }
        if (!Biophysics.REGIONS.contains(region)) {
            problems.error(where(xml), "segment group '" + group + "' is not known",
                    Suggestion.hint(region, "segment groups", Biophysics.REGIONS) + ", all");
            return List.of();
        }
        return List.of(biophysics.region(region));
    }

    private String attribute(XMLStreamReader xml, String name) {
        String value = xml.getAttributeValue(null, name);
        if (value == null) {
            problems.error(where(xml), "<" + xml.getLocalName() + "> has no '" + name + "'", null);
        }
        return value == null ? "" : value;
    }

    private double quantity(XMLStreamReader xml, String name) {
        String text = attribute(xml, name).strip();
        int end = 0;
        while (end < text.length() && "+-.0123456789eE".indexOf(text.charAt(end)) >= 0) {
            end++;
        }
        String unit = text.substring(end).strip();
        Double factor = unit.isEmpty() ? Double.valueOf(1) : UNITS.get(unit);
        if (factor == null) {
            problems.error(where(xml), "unit '" + unit + "' of " + name + " is not known",
                    Suggestion.hint(unit, "units", UNITS.keySet()));
            return 0;
        }
        try {
            return Double.parseDouble(text.substring(0, end)) * factor;
        } catch (NumberFormatException e) {
            problems.error(where(xml), name + " is '" + text + "'; it must be a number with a unit", null);
            return 0;
        }
    }

    /** The element that was read last, without what it holds. */
    private Span where(XMLStreamReader xml) {
        int end = Math.clamp(xml.getLocation().getCharacterOffset(), 0, source.text().length());
        int start = Math.max(0, source.text().lastIndexOf('<', Math.max(0, end - 1)));
        return source.span(Math.min(start, end), end);
    }
}
