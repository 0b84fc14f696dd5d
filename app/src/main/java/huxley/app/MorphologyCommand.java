package huxley.app;

import huxley.io.document.FileTrouble;
import huxley.io.morphology.MorphologyReader;
import huxley.neuron.morphology.Morphology;
import huxley.neuron.morphology.MorphologyFacts;
import huxley.neuron.problem.InvalidInputException;
import huxley.neuron.problem.Problems;
import huxley.viz.picture.MorphologyPicture;
import huxley.viz.plot.Figure;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code huxley morphology}. */
@Command(name = "morphology", mixinStandardHelpOptions = true, description = "Says what reconstructions hold, and what is wrong with them.", footerHeading = "%nExamples:%n", footer = {
        "  huxley morphology cell.swc                          lengths, areas, branch points, problems",
        "  huxley morphology --picture --out figures *.swc     with a picture of each, figures/NAME.png"})
final class MorphologyCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Morphology files (SWC, Neurolucida ASC, HDF5).")
    private List<Path> files = List.of();

    @Option(names = "--picture", description = "Draw each cell into a file NAME.png.")
    private boolean picture;

    @Option(names = "--out", paramLabel = "DIR", description = "Folder for the pictures (default: here).")
    private Path out = Path.of("");

    @Option(names = "--json", description = "Print as JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    /** A file and what it holds; {@code facts} is null when it cannot be used. */
    record Entry(String file, @Nullable MorphologyFacts facts, List<Complaint> problems) {
    }

    @Override
    public Integer call() {
        PrintWriter log = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        List<Entry> entries = new ArrayList<>();
        for (Path file : files) {
            Entry entry = examine(file);
            entries.add(entry);
            if (!json) {
                entry.problems().forEach(p -> err.print(p.text()));
                err.flush();
                if (entry.facts() != null) {
                    print(file, entry.facts(), log);
                    if (picture) {
                        log.println("  picture in " + picture(file));
                    }
                }
            }
        }
        if (json) {
            Json.print(log, entries);
        }
        return entries.stream().anyMatch(e -> e.facts() == null) ? ExitCode.INVALID_INPUT : ExitCode.DONE;
    }

    private Entry examine(Path file) {
        Problems problems = new Problems();
        try {
            Morphology morphology = MorphologyReader.read(file, problems);
            if (picture) {
                draw(morphology, picture(file));
            }
            return new Entry(file.toString(), MorphologyFacts.of(morphology), Complaint.all(problems.all()));
        } catch (InvalidInputException invalid) {
            return new Entry(file.toString(), null, Complaint.all(invalid.problems()));
        }
    }

    private Path picture(Path file) {
        return out.resolve(file.getFileName().toString().replaceFirst("\\.[^.]*$", "") + ".png");
    }

    private void draw(Morphology morphology, Path png) {
        try {
            Files.createDirectories(out);
            Figure.writePng(MorphologyPicture.draw(morphology), png);
        } catch (IOException cannot) {
            throw new UserError("cannot write the picture " + png + ": " + FileTrouble.inWords(cannot));
        }
    }

    private static void print(Path file, MorphologyFacts facts, PrintWriter log) {
        log.println(file);
        log.printf(Locale.ROOT, "  %s, %s, %s, %s, longest path %,.1f um%n", Count.exactly(facts.sections(), "section"),
                Count.exactly(facts.points(), "point"), Count.exactly(facts.branchPoints(), "branch point"),
                Count.exactly(facts.tips(), "tip"), facts.longestPath_um());
        double[] low = facts.minimum_um();
        double[] high = facts.maximum_um();
        log.printf(Locale.ROOT, "  %,.1f x %,.1f x %,.1f um%n", high[0] - low[0], high[1] - low[1], high[2] - low[2]);
        Table table = new Table("  TYPE", "SECTIONS", "LENGTH um", "AREA um2", "VOLUME um3", "DIAMETER um");
        for (MorphologyFacts.OfType type : facts.types()) {
            table.row("  " + type.name(), Integer.toString(type.sections()), number(type.length_um()),
                    number(type.area_um2()), number(type.volume_um3()),
                    String.format(Locale.ROOT, "%.2f to %.2f", type.smallestDiam_um(), type.largestDiam_um()));
        }
        table.row("  all", Integer.toString(facts.sections()), number(facts.length_um()), number(facts.area_um2()),
                number(facts.volume_um3()));
        table.print(log);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%,.1f", value);
    }
}
