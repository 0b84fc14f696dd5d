package huxley.neuron.nmodl;

import huxley.neuron.problem.Source;
import java.util.List;

/** A parsed file, INCLUDEs spliced in. */
record NmodlFile(Source source, List<SyntaxItem> items) {
    <T extends SyntaxItem> List<T> all(Class<T> kind) {
        return items.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
