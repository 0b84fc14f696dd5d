package huxley.io.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import huxley.neuron.problem.InvalidInputException;
import huxley.synapse.Circuit;
import huxley.synapse.Circuit.Probe;
import huxley.synapse.Circuit.Quantity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Synapses that read other cells, and synapses of projections that are recorded. */
class SynapsesTest {
    private static final String MODEL = """
            {
              'huxley': '1', 'simulation': { 'duration': '5 ms', 'temperature': '20 degC' },
              'cells': {
                'left': {
                  'morphology': { 'sections': { 'soma': { 'length': '20 um', 'diameter': '20 um' },
                    'dend': { 'parent': 'soma', 'length': '100 um', 'diameter': '2 um' } } },
                  'paint': [ { 'region': 'all', 'mechanisms': { 'pas': {} } } ], 'count': 3 },
                'right': {
                  'morphology': { 'sections': { 'soma': { 'length': '20 um', 'diameter': '20 um' } } },
                  'paint': [ { 'region': 'all', 'mechanisms': { 'pas': {} } } ], 'count': 3,
                  'place': {
                    'graded': { 'at': 'soma(0.5)', 'mechanism': 'GradedSynapse',
                      'pointers': { 'vpre': { 'variable': 'v', 'cell': '%s' } } } } }
              },
              'projections': { 'p': { 'from': 'left', 'to': 'right', 'rule': { 'list': [[0, 1], [2, 1], [1, 2]] },
                'synapse': 'STDP', 'weight': '0.5 nS', 'delay': '1 ms', 'feedback': { 'weight': '-1 nS', 'delay': '1 ms' } } },
              'record': [ { 'projection': 'p', 'variable': 'strength', 'members': [1, 2] } ]
            }
            """;

    @TempDir
    private Path folder;

    private Circuit read(String cell) throws IOException {
        Path file = Files.writeString(folder.resolve("model.json"), MODEL.formatted(cell).replace('\'', '"'));
        return ModelReader.read(file, Map.of()).circuit();
    }

    @Test
    void pointersLeadToTheCellOfTheSameIndexOrTheOneNamed() throws IOException {
        assertEquals(List.of(0, 1, 2), read("left").pointers().stream().map(p -> p.target().gid()).toList());
        assertEquals(List.of(2, 2, 2), read("left[2]").pointers().stream().map(p -> p.target().gid()).toList());
        assertEquals(new Quantity.Voltage(2, 0), read("left[2]").pointers().getFirst().target());
        String complaint = assertThrows(InvalidInputException.class, () -> read("lef")).getMessage();
        assertTrue(complaint.contains("there is no cell 'lef'") && complaint.contains("did you mean 'left'?"),
                complaint);
    }

    @Test
    void everyConnectionOfAProjectionIsRecordedUnderItsEnds() throws IOException {
        assertEquals(List.of(
                new Probe("p/left[0] to right[1].strength", new Quantity.Synaptic(4, "p", 0, "strength", 0), "uS",
                        0.025),
                new Probe("p/left[2] to right[1].strength", new Quantity.Synaptic(4, "p", 1, "strength", 0), "uS",
                        0.025),
                new Probe("p/left[1] to right[2].strength", new Quantity.Synaptic(5, "p", 0, "strength", 0), "uS",
                        0.025)),
                read("left").probes());
    }
}
