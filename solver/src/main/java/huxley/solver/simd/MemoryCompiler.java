package huxley.solver.simd;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.JavaFileObject.Kind;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/**
 * javac from texts to class bytes, without files. The few classes of ours that generated code names are handed to it as
 * bytes, so it does not matter how the program was put on the class path.
 */
final class MemoryCompiler {
    private static final List<String> KNOWN = List.of("huxley.solver.kernel.CompiledKernel",
            "huxley.solver.kernel.Frame",
            "huxley.solver.kernel.Frame$Effects", "huxley.solver.kernel.Frame$Lookups",
            "huxley.solver.elementary.Elementary", "huxley.solver.elementary.ElementarySingle",
            "huxley.solver.elementary.Trigonometry",
            "huxley.solver.simd.Functions", "huxley.solver.simd.SingleFunctions", "huxley.solver.simd.SweepKernel",
            "huxley.solver.simd.DoubleSweepKernel", "huxley.solver.simd.SingleSweepKernel");
    private static final List<String> OPTIONS = List.of("-proc:none", "-g:none", "-nowarn", "-Xlint:none",
            "--add-modules", "jdk.incubator.vector");

    private MemoryCompiler() {
    }

    /** Class bytes by binary name, of sources by binary name. */
    static Map<String, byte[]> compile(Map<String, String> sources) {
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        StringWriter complaints = new StringWriter();
        List<JavaFileObject> units = new ArrayList<>();
        sources.forEach((name, text) -> units.add(new SourceText(name, text)));
        try (Memory memory = new Memory(javac.getStandardFileManager(null, null, null))) {
            boolean done = javac.getTask(complaints, memory, null, OPTIONS, null, units).call();
            if (!done) {
                throw new IllegalStateException("generated code does not compile; please report\n" + complaints);
            }
            Map<String, byte[]> classes = new HashMap<>();
            memory.made.forEach((name, bytes) -> classes.put(name, bytes.toByteArray()));
            return classes;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static URI uri(String name, Kind kind) {
        return URI.create("memory:///" + name.replace('.', '/').replace("$", "%24") + kind.extension);
    }

    private static final class SourceText extends SimpleJavaFileObject {
        private final String text;

        SourceText(String name, String text) {
            super(uri(name, Kind.SOURCE), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    private static final class ClassBytes extends SimpleJavaFileObject {
        private final String name;
        private final byte[] bytes;

        ClassBytes(String name, byte[] bytes) {
            super(uri(name, Kind.CLASS), Kind.CLASS);
            this.name = name;
            this.bytes = bytes;
        }

        @Override
        public InputStream openInputStream() {
            return new ByteArrayInputStream(bytes);
        }
    }

    private static final class Memory extends ForwardingJavaFileManager<JavaFileManager> {
        final Map<String, ByteArrayOutputStream> made = new HashMap<>();

        Memory(JavaFileManager manager) {
            super(manager);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(Location location, String className, Kind kind, FileObject sibling) {
            return new SimpleJavaFileObject(uri(className, kind), kind) {
                @Override
                public OutputStream openOutputStream() {
                    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                    made.put(className, bytes);
                    return bytes;
                }
            };
        }

        @Override
        public Iterable<JavaFileObject> list(Location location, String packageName, Set<Kind> kinds, boolean recurse)
                throws IOException {
            if (location == StandardLocation.CLASS_PATH) {
                List<JavaFileObject> known = new ArrayList<>();
                for (String name : KNOWN) {
                    if (name.startsWith(packageName + ".") && name.lastIndexOf('.') == packageName.length()) {
                        known.add(new ClassBytes(name, bytesOf(name)));
                    }
                }
                return known;
            }
            return super.list(location, packageName, kinds, recurse);
        }

        @Override
        public String inferBinaryName(Location location, JavaFileObject file) {
            return file instanceof ClassBytes known ? known.name : super.inferBinaryName(location, file);
        }

        private static byte[] bytesOf(String name) throws IOException {
            String path = "/" + name.replace('.', '/') + ".class";
            Optional<InputStream> found = Optional.ofNullable(MemoryCompiler.class.getResourceAsStream(path));
            try (InputStream stream = found.orElseThrow(() -> new IOException(path + " is missing"))) {
                return stream.readAllBytes();
            }
        }
    }
}
