package huxley.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The arrows between the modules, and who may touch which library. */
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("huxley");

    private static ArchRule apart(String module, String... strangers) {
        return noClasses().that().resideInAPackage("huxley." + module + "..").should().dependOnClassesThat()
                .resideInAnyPackage(Stream.of(strangers).map(s -> "huxley." + s + "..").toArray(String[]::new));
    }

    private static ArchRule only(String reason, String library, String... users) {
        return noClasses().that().resideOutsideOfPackages(users).should().dependOnClassesThat()
                .resideInAPackage(library)
                .because(reason);
    }

    @TestFactory
    Stream<DynamicTest> dependenciesPointOneWay() {
        return List
                .of(apart("neuron", "synapse", "solver", "partition", "hpc", "io", "viz", "app"),
                        apart("synapse", "solver", "partition", "hpc", "io", "viz", "app"),
                        apart("solver", "partition", "hpc", "io", "viz", "app"),
                        apart("partition", "solver", "hpc", "io", "viz", "app"),
                        apart("hpc", "io", "viz", "app"),
                        apart("io", "solver", "partition", "hpc", "viz", "app"),
                        apart("viz", "solver", "partition", "hpc", "io", "app"),
                        only("the Vector API is confined to the solver, and doctor reports its width",
                                "jdk.incubator.vector..", "huxley.solver..", "huxley.app.."),
                        only("screens are drawn by viz; doctor looks for fonts", "java.awt..", "huxley.viz..",
                                "huxley.app.."),
                        only("foreign functions are called by hpc, and where drivers are loaded", "java.lang.foreign..",
                                "huxley.hpc..", "huxley.solver.opencl.."),
                        only("devices are reached through solver.opencl", "org.jocl..", "huxley.solver.opencl.."),
                        only("HDF5 is read and written by io", "org.bytedeco..", "huxley.io.."),
                        only("only the command line knows how to parse one", "picocli..", "huxley.app.."),
                        noClasses().that().resideInAPackage("huxley..").and().resideOutsideOfPackage("huxley.app..")
                                .should()
                                .accessField(System.class, "out").orShould().accessField(System.class, "err")
                                .because("libraries never print"))
                .stream().map(rule -> DynamicTest.dynamicTest(rule.getDescription(), () -> rule.check(CLASSES)));
    }
}
