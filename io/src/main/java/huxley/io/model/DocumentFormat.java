package huxley.io.model;

import huxley.io.model.Shape.Structure;
import java.util.List;

/** The root of the table of everything that may stand in a model. */
final class DocumentFormat {
    static final Structure MODEL = ModelFormat.structure("model",
            "A model file. Comments (// and /* */) and trailing commas are allowed. Any object may have the key \"include\": a file (or list of files) whose keys are taken over where the object lacks them; lists are joined, included items first.",
            ModelFormat.HUXLEY, ModelFormat.TITLE, ModelFormat.DESCRIPTION, ModelFormat.PARAMETERS,
            ModelFormat.MECHANISMS, ModelFormat.SIMULATION_KEY, ModelFormat.CELLS, NetworkFormat.POPULATIONS,
            ModelFormat.SOURCES, NetworkFormat.PROJECTIONS, NetworkFormat.GAP_JUNCTIONS, ModelFormat.CONNECTIONS,
            ModelFormat.RECORDS, NetworkFormat.ELECTRODES, NetworkFormat.FIELDS, ModelFormat.GLOBALS,
            ModelFormat.TABLES,
            ModelFormat.SWEEP_KEY);

    /** The classes whose fields are the table's keys. */
    static final List<Class<?>> TABLES = List.of(ModelFormat.class, NetworkFormat.class, DocumentFormat.class);

    private DocumentFormat() {
    }
}
