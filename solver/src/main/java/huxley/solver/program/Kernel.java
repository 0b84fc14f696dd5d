package huxley.solver.program;

import java.util.List;

/**
 * A lowered program over all instances of a mechanism in a group.
 *
 * @param name such as {@code hh.current}
 * @param fields memory touched; a backend's frame binds them in this order
 * @param values number of value ids
 */
public record Kernel(String name, List<Field> fields, List<Instruction> body, int values) {
}
