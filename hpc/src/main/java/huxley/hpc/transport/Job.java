package huxley.hpc.transport;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How this process was started: alone, or as one rank of several. Told from the variables that launchers set.
 */
public enum Job {
    /** No launcher. */
    ALONE,
    /** By Open MPI's mpirun, or srun with PMIx. */
    OPEN_MPI,
    /** By mpiexec of MPICH and its kin, or srun with PMI-2. */
    MPICH,
    /** By Huxley, as one of several that talk through MPJ Express. */
    MPJ,
    /** By srun as one of several tasks that do not know each other. */
    UNCONNECTED_TASKS;

    /** Names a library instead of those usual. */
    public static final String LIBRARY = "HUXLEY_MPI_LIBRARY";

    /** @param environment variables of the process */
    public static Job of(Map<String, String> environment) {
        if (MpjMeeting.seat(environment) != null) {
            return MPJ;
        }
        if (environment.containsKey("OMPI_COMM_WORLD_SIZE") || environment.containsKey("PMIX_RANK")) {
            return OPEN_MPI;
        }
        if (environment.containsKey("PMI_RANK") || environment.containsKey("PMI_FD")
                || environment.containsKey("HYDI_CONTROL_FD")) {
            return MPICH;
        }
        boolean isStep = environment.containsKey("SLURM_STEP_ID") && environment.containsKey("SLURM_PROCID");
        return isStep && !environment.getOrDefault("SLURM_STEP_NUM_TASKS", "1").equals("1") ? UNCONNECTED_TASKS : ALONE;
    }

    /** How many ranks of the job share this host, as far as the launcher tells; at least 1. */
    public static int ranksOnThisHost(Map<String, String> environment) {
        MpjMeeting.Seat seat = MpjMeeting.seat(environment);
        if (seat != null) {
            return seat.ranks();
        }
        String told = environment.getOrDefault("OMPI_COMM_WORLD_LOCAL_SIZE",
                environment.getOrDefault("MPI_LOCALNRANKS", "1"));
        return told.matches("[1-9][0-9]{0,6}") ? Integer.parseInt(told) : 1;
    }

    /**
     * Joins the job.
     *
     * @throws IllegalStateException with the reason if that is not possible
     */
    public static Transport join(Map<String, String> environment) {
        String given = environment.getOrDefault(LIBRARY, "");
        return switch (of(environment)) {
        case ALONE -> LocalTransport.alone();
        case OPEN_MPI -> MpiTransport.join(given.isEmpty() ? List.of("libmpi.so.40", "libmpi.so") : List.of(given));
        case MPICH -> MpiTransport.join(given.isEmpty()
                ? List.of("libmpich.so.12", "libmpi.so.12", "libmpich.so", "libmpi.so")
                : List.of(given));
        case MPJ -> MpjTransport.join(Objects.requireNonNull(MpjMeeting.seat(environment)), environment);
        case UNCONNECTED_TASKS -> throw new IllegalStateException("srun started "
                + environment.get("SLURM_STEP_NUM_TASKS")
                + " tasks that cannot talk to each other; start them with --mpi=pmix (Open MPI) or --mpi=pmi2 (MPICH)");
        };
    }
}
