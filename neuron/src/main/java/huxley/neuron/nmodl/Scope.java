package huxley.neuron.nmodl;

import huxley.neuron.mechanism.Place.Local;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The names that are visible at a place of the text: those of this block, then those of the blocks around it. */
final class Scope {
    private final @Nullable Scope outer;
    private final Map<String, Symbol> names = new HashMap<>();
    private final List<Local> locals = new ArrayList<>();

    private Scope(@Nullable Scope outer) {
        this.outer = outer;
    }

    /** Names of a file. */
    static Scope ofFile() {
        return new Scope(null);
    }

    Scope inner() {
        return new Scope(this);
    }

    void define(String name, Symbol symbol) {
        names.put(name, symbol);
    }

    /** A new local that lives in this block. */
    Local addLocal(String name, int length) {
        Local local = defineLocal(name, length);
        locals.add(local);
        return local;
    }

    /** A new local that somebody else keeps: an argument, a loop counter. */
    Local defineLocal(String name, int length) {
        Local local = new Local(name, length);
        names.put(name, new Symbol.OfLocal(local));
        return local;
    }

    boolean definesItself(String name) {
        return names.containsKey(name);
    }

    @Nullable
    Symbol find(String name) {
        Symbol own = names.get(name);
        return own != null || outer == null ? own : outer.find(name);
    }

    /** The locals of this block, in order. */
    List<Local> locals() {
        return List.copyOf(locals);
    }

    Set<String> known() {
        Set<String> known = new LinkedHashSet<>(names.keySet());
        if (outer != null) {
            known.addAll(outer.known());
        }
        return known;
    }
}
