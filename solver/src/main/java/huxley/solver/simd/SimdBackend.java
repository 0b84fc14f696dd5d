package huxley.solver.simd;

import huxley.solver.cable.Block;
import huxley.solver.cable.CableSolver;
import huxley.solver.cable.SingleCableSolver;
import huxley.solver.cache.ContentCache;
import huxley.solver.kernel.Backend;
import huxley.solver.kernel.CompiledKernel;
import huxley.solver.kernel.Frame;
import huxley.solver.precision.Precision;
import huxley.solver.program.Kernel;
import huxley.solver.scalar.ScalarBackend;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import jdk.incubator.vector.DoubleVector;

/**
 * Kernels as vector code, compiled in memory or taken from the cache of an earlier run. Kernels that this backend has made
 * before are used again, so that many simulations of one process share what the JVM has learned about them. Thread-safe.
 */
public final class SimdBackend implements Backend {
    private final int lanes;
    private final ContentCache cache;
    /** By class name, which names the content. */
    private final Map<String, CompiledKernel> loaded = new ConcurrentHashMap<>();
    private final Map<Precision, Object> functions = new ConcurrentHashMap<>();

    /** For the widest vectors of this machine. */
    public SimdBackend() {
        this(Math.min(DoubleVector.SPECIES_PREFERRED.length(), Frame.CHUNK), cache(ContentCache.userFolder()));
    }

    SimdBackend(int lanes, ContentCache cache) {
        this.lanes = lanes;
        this.cache = cache;
    }

    /** Classes that earlier runs have compiled. */
    static ContentCache cache(Path folder) {
        return new ContentCache(folder, ".class");
    }

    private static String key(String source) {
        return ContentCache.key(System.getProperty("java.vm.version", ""), source);
    }

    /** Why this backend cannot be used here, or nothing. */
    public static Optional<String> unavailable() {
        if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
            return Optional
                    .of("Java runs without the module jdk.incubator.vector (--add-modules jdk.incubator.vector)");
        }
        if (ModuleLayer.boot().findModule("jdk.compiler").isEmpty()) {
            return Optional.of("this Java has no compiler (module jdk.compiler); a JDK has one, a JRE does not");
        }
        return Optional.empty();
    }

    @Override
    public String name() {
        return "simd";
    }

    /** The source of a kernel as a reader wants it: each stretch under its {@code .mod} line. */
    public String source(Kernel kernel) {
        return KernelSource.of(Planner.plan(kernel), simpleName(kernel), lanes, true);
    }

    @Override
    public List<CompiledKernel> compile(List<Kernel> kernels) {
        Map<String, String> sources = new LinkedHashMap<>();
        Map<String, Precision> precisions = new HashMap<>();
        List<String> names = new ArrayList<>();
        List<Plan> plans = kernels.stream().map(Planner::plan).toList();
        for (Plan plan : plans) {
            Kernel kernel = plan.kernel();
            String anonymous = KernelSource.of(plan, "K", lanes, false);
            String name = simpleName(kernel) + "_" + key(anonymous).substring(0, 16);
            sources.computeIfAbsent(KernelSource.PACKAGE + "." + name,
                    n -> KernelSource.of(plan, name, lanes, false));
            names.add(KernelSource.PACKAGE + "." + name);
            precisions.put(KernelSource.PACKAGE + "." + name, Dialect.of(kernel, lanes).precision());
        }
        sources.keySet().removeAll(loaded.keySet());
        load(sources, precisions);
        List<CompiledKernel> compiled = new ArrayList<>();
        for (int i = 0; i < kernels.size(); i++) {
            Kernel kernel = kernels.get(i);
            CompiledKernel swept = Objects.requireNonNull(loaded.get(names.get(i)));
            compiled.add(plans.get(i).hazard() ? new Guarded(swept, inOrder(kernel)) : swept);
        }
        return compiled;
    }

    private void load(Map<String, String> sources, Map<String, Precision> precisions) {
        Map<String, String> all = new LinkedHashMap<>(sources);
        Map<Precision, String> missing = new EnumMap<>(Precision.class);
        for (Precision precision : Precision.values()) {
            Dialect dialect = Dialect.of(precision, lanes);
            if (!functions.containsKey(precision) && precisions.containsValue(precision)) {
                missing.put(precision, KernelSource.PACKAGE + "." + FunctionsSource.name(dialect));
                all.put(KernelSource.PACKAGE + "." + FunctionsSource.name(dialect), FunctionsSource.of(dialect));
            }
        }
        Loader loader = new Loader(classes(all));
        missing.forEach((precision, name) -> functions.putIfAbsent(precision, loader.functions(name)));
        sources.keySet().forEach(name -> loaded.computeIfAbsent(name, n -> {
            Precision precision = Objects.requireNonNull(precisions.get(name));
            return loader.kernel(n, Dialect.of(precision, lanes), Objects.requireNonNull(functions.get(precision)));
        }));
    }

    @Override
    public CableSolver cableSolver(List<Block> blocks, double rate_per_ms) {
        return LaneSolver.of(blocks, rate_per_ms);
    }

    @Override
    public SingleCableSolver singleCableSolver(List<Block> blocks, double rate_per_ms) {
        return new SingleLaneSolver(blocks, rate_per_ms);
    }

    private static CompiledKernel inOrder(Kernel kernel) {
        return new ScalarBackend().compile(List.of(kernel)).getFirst();
    }

    /**
     * A kernel that accesses memory of a node again after writing it: where instances share a node, one instruction must
     * be done for all of them before the next.
     */
    private record Guarded(CompiledKernel swept, CompiledKernel inOrder) implements CompiledKernel {
        @Override
        public void run(Frame frame, int begin, int end) {
            (frame.sharesNodes ? inOrder : swept).run(frame, begin, end);
        }
    }

    private Map<String, byte[]> classes(Map<String, String> sources) {
        Map<String, byte[]> classes = new HashMap<>();
        Map<String, String> missing = new LinkedHashMap<>();
        sources.forEach((name, source) -> cache.find(key(source)).ifPresentOrElse(
                bytes -> classes.put(name, bytes), () -> missing.put(name, source)));
        if (!missing.isEmpty()) {
            MemoryCompiler.compile(missing).forEach((name, bytes) -> {
                classes.put(name, bytes);
                cache.keep(key(sources.getOrDefault(name, "")), bytes);
            });
        }
        return classes;
    }

    private static String simpleName(Kernel kernel) {
        return "K_" + kernel.name().replaceAll("[^A-Za-z0-9]", "_");
    }

    /** Classes of one compilation; they go when their kernels go. */
    private static final class Loader extends ClassLoader {
        private final Map<String, byte[]> classes;

        Loader(Map<String, byte[]> classes) {
            super(SimdBackend.class.getClassLoader());
            this.classes = classes;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            byte[] bytes = classes.get(name);
            if (bytes == null) {
                throw new ClassNotFoundException(name);
            }
            return defineClass(name, bytes, 0, bytes.length);
        }

        Object functions(String name) {
            return instance(name, new Class<?>[0]);
        }

        CompiledKernel kernel(String name, Dialect dialect, Object functions) {
            Class<?> type = dialect.isSingle() ? SingleFunctions.class : Functions.class;
            return (CompiledKernel) instance(name, new Class<?>[] {type}, functions);
        }

        private Object instance(String name, Class<?>[] parameters, Object... arguments) {
            try {
                return loadClass(name).getConstructor(parameters).newInstance(arguments);
            } catch (ReflectiveOperationException | LinkageError failure) {
                throw new IllegalStateException("generated class " + name + " cannot be used; please report", failure);
            }
        }
    }
}
