package huxley.solver.opencl;

import huxley.solver.accelerator.Resident;
import huxley.solver.accelerator.StepProgram;
import huxley.solver.cable.Block;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Groups that one launch advances: with the same program, and with largest cells of about the same size.
 *
 * @param program known by its identity
 * @param magnitude bits of the number of compartments of the largest cell
 */
record GroupKind(StepProgram program, int magnitude) {
    static GroupKind of(Resident resident) {
        int most = resident.blocks().stream().mapToInt(b -> b.matrix().size()).max().orElse(0);
        return new GroupKind(resident.program(), Integer.SIZE - Integer.numberOfLeadingZeros(most));
    }

    /** Numbers of the groups of each kind. */
    static Map<GroupKind, List<Integer>> sort(List<Resident> groups) {
        Map<GroupKind, List<Integer>> members = new LinkedHashMap<>();
        for (int g = 0; g < groups.size(); g++) {
            members.computeIfAbsent(of(groups.get(g)), k -> new ArrayList<>()).add(g);
        }
        return members;
    }

    /** How many cells stand in a group of this kind, and how large they are. */
    static String describe(Resident group) {
        int cells = group.blocks().stream().mapToInt(Block::width).sum();
        int compartments = group.blocks().stream().mapToInt(Block::nodes).sum();
        return cells + (cells == 1 ? " cell" : " cells") + " and " + compartments + " compartments";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GroupKind k && k.program == program && k.magnitude == magnitude;
    }

    @Override
    public int hashCode() {
        return 31 * System.identityHashCode(program) + magnitude;
    }
}
