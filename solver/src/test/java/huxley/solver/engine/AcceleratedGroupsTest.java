package huxley.solver.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import huxley.solver.accelerator.Accelerator;
import huxley.solver.accelerator.AcceleratorFailure;
import huxley.solver.accelerator.Epoch;
import huxley.solver.accelerator.Interpreter;
import huxley.solver.accelerator.Outcome;
import huxley.solver.accelerator.Resident;
import huxley.solver.accelerator.SeveralAccelerators;
import huxley.solver.opencl.Device;
import huxley.solver.opencl.DeviceAccelerator;
import huxley.solver.opencl.Devices;
import huxley.solver.opencl.Way;
import huxley.solver.scalar.ScalarBackend;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@link AcceleratorCases} by the letter, and on an OpenCL device with work-groups of several sizes. */
class AcceleratedGroupsTest {
    private final List<String> heard = new ArrayList<>();

    private static Device device() {
        Devices found = Devices.find();
        Assumptions.assumeTrue(found.devices().stream().anyMatch(d -> d.properties().hasDouble()),
                () -> "no OpenCL device with double precision: " + found.troubles());
        return found.devices().stream().filter(d -> d.properties().hasDouble()).findFirst().orElseThrow();
    }

    /** Fails in its third epoch. */
    private static final class Fragile implements Accelerator {
        @Override
        public String name() {
            return "fragile";
        }

        @Override
        public int workers() {
            return 1;
        }

        @Override
        public double compartmentStepsPerSecond(List<Resident> groups) {
            return 1;
        }

        @Override
        public Optional<Residence> load(List<Resident> groups, Map<String, Integer> others) {
            Residence residence = new Interpreter().load(groups, others).orElseThrow();
            return Optional.of(new Residence() {
                private int epochs;

                @Override
                public void launch(Epoch epoch) {
                    if (++epochs == 3) {
                        throw new AcceleratorFailure("lost");
                    }
                    residence.launch(epoch);
                }

                @Override
                public Outcome finish() {
                    return residence.finish();
                }

                @Override
                public void bringHome() {
                    residence.bringHome();
                }

                @Override
                public void close() {
                    residence.close();
                }
            });
        }
    }

    @Test
    void whatWasRecordedBeforeAnAcceleratorIsLostIsKept() {
        Circuits circuit = SimulationTest.ring();
        Engine engine = new Engine(new ScalarBackend(), 1, Circuits.alone(circuit)).with(new Fragile());
        AcceleratorFailure failure = assertThrows(AcceleratorFailure.class,
                () -> circuit.run(Circuits.experiment(20, 0.025), engine));
        assertEquals("lost", failure.getMessage());
        assertEquals(21, circuit.trace(0).length);
    }

    @Test
    void acceleratorThatCannotLoadLeavesEverythingToTheEngine() {
        Circuits expected = SimulationTest.ring();
        Circuits got = SimulationTest.ring();
        Engine engine = new Engine(new ScalarBackend(), 1, Circuits.alone(expected));
        expected.run(Circuits.experiment(10, 0.025), engine);
        got.run(Circuits.experiment(10, 0.025), engine.with(new Accelerator() {
            @Override
            public String name() {
                return "none";
            }

            @Override
            public int workers() {
                return 1;
            }

            @Override
            public double compartmentStepsPerSecond(List<Resident> groups) {
                return 0;
            }

            @Override
            public Optional<Residence> load(List<Resident> groups, Map<String, Integer> others) {
                assertEquals(Map.of("artificial cells", 1), others);
                return Optional.empty();
            }
        }));
        assertEquals(expected.values, got.values);
    }

    @Test
    void fastestWayIsFoundByTryingAndSaid() {
        Circuits expected = SimulationTest.ring();
        Circuits got = SimulationTest.ring();
        Engine engine = new Engine(new ScalarBackend(), 1,
                new int[][] {{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13}, {14}});
        List<String> details = new ArrayList<>();
        expected.run(Circuits.experiment(5, 0.025), engine);
        got.run(Circuits.experiment(5, 0.025), engine.with(
                new DeviceAccelerator(device(), List.of(Way.cells(5, 1), Way.slots(64)), heard::add, details::add)));
        assertEquals(expected.values, got.values);
        assertEquals(3, details.size(), details.toString());
        assertTrue(details.getFirst()
                .matches("1 group, the first of .* cells and .* compartments: (5 work-items, each for "
                        + "cells of its own|64 work-items for all cells together \\(.* slots of 8, at least .*\\))"),
                details.toString());
        List<String> measured = details.subList(1, 3).stream().sorted(Comparator.comparing(d -> d.contains("64")))
                .toList();
        assertTrue(measured.get(0).matches("  measured: .* us a step with 5 work-items, each for cells of its own"),
                details.toString());
        assertTrue(measured.get(1).matches("  measured: .* us a step with 64 work-items for all cells together"),
                details.toString());
    }

    @Nested
    class ByTheLetter extends AcceleratorCases {
        @Override
        Accelerator accelerator() {
            return new Interpreter();
        }
    }

    @Nested
    class BySeveral extends AcceleratorCases {
        @Override
        Accelerator accelerator() {
            return new SeveralAccelerators(List.of(new Interpreter(), new Interpreter()));
        }
    }

    /** One device stands in for two: each has a context, memory and programs of its own. */
    @Nested
    @Tag("slow")
    class OnSeveralDevices extends AcceleratorCases {
        @Override
        Accelerator accelerator() {
            return new SeveralAccelerators(List.of(new DeviceAccelerator(device(), heard::add, heard::add),
                    new DeviceAccelerator(device(), heard::add, heard::add), new Interpreter()));
        }
    }

    @Nested
    class OnADevice extends AcceleratorCases {
        @Override
        Accelerator accelerator() {
            return new DeviceAccelerator(device(), heard::add, heard::add);
        }
    }

    @Nested
    @Tag("slow")
    class OnADeviceOneByOne extends AcceleratorCases {
        @Override
        Accelerator accelerator() {
            return new DeviceAccelerator(device(), List.of(Way.cells(1, 1)), heard::add, heard::add);
        }
    }

    @Nested
    @Tag("slow")
    class OnADeviceInOddWorkGroups extends AcceleratorCases {
        @Override
        Accelerator accelerator() {
            return new DeviceAccelerator(device(), List.of(Way.cells(5, 2)), heard::add, heard::add);
        }

        @Override
        @Test
        @Tag("slow")
        void eventsThatInstancesSendToThemselvesComeAsInTheEngine() {
            super.eventsThatInstancesSendToThemselvesComeAsInTheEngine();
        }
    }

    @Nested
    @Tag("slow")
    class OnADeviceBySlots extends AcceleratorCases {
        @Override
        Accelerator accelerator() {
            return new DeviceAccelerator(device(), List.of(Way.slots(32)), heard::add, heard::add);
        }
    }

    @Nested
    @Tag("slow")
    class OnADeviceBySlotsInGlobalMemory extends AcceleratorCases {
        @Override
        Accelerator accelerator() {
            return new DeviceAccelerator(device(), List.of(new Way(5, 2, Way.Cable.SLOTS)), heard::add, heard::add);
        }
    }

    @Nested
    class OnADeviceInWorkGroups extends AcceleratorCases {
        @Override
        Accelerator accelerator() {
            return new DeviceAccelerator(device(), List.of(Way.cells(32, 1)), heard::add, heard::add);
        }

        @Override
        @Test
        @Tag("slow")
        void eventsThatInstancesSendToThemselvesComeAsInTheEngine() {
            super.eventsThatInstancesSendToThemselvesComeAsInTheEngine();
        }
    }
}
