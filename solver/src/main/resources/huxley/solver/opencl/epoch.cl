// Why a group stops: 0 it does not, 1 the solution of the cable equation is not finite, 2 a state is not, 3 a method failed, 4 it
// has no room for events.
typedef struct {
    int kind;
    int mechanism;
    int instance;
    int code;
#ifdef HEAP
    // Of the event that is being delivered.
    __global double *heap;
    __global const int *gid;
    __global double *movable;
    double now;
    int reception;
    int cause;
    // WATCH statements of the mechanism: states and flags by instance and statement, how many there are of an instance, whether
    // the next one to be started ends the others.
    __global double *watches;
    __global double *flags;
    int statements;
    int others;
#endif
} Effects;

static void fail(Effects *fx, int instance, int code) {
    if (!fx->kind) {
        fx->kind = 3;
        fx->instance = instance;
        fx->code = code;
    }
}

#if ITEMS == 1
#define SYNC
#else
#define SYNC barrier(CLK_GLOBAL_MEM_FENCE | CLK_LOCAL_MEM_FENCE)
#endif

// Whether any work-item wants to stop; the one with the lowest instance says why. Phases: 0 start, 1 middle, 2 end of a step.
static int stopped(const Effects *fx, int step, int phase, __local int *lowest, __global int *status) {
#if ITEMS > 1
    SYNC;
    if (fx->kind) {
        atomic_min(lowest, fx->instance);
    }
    SYNC;
    const int reason = *lowest;
#else
    const int reason = fx->kind ? fx->instance : INT_MAX;
#endif
    if (fx->kind && fx->instance == reason) {
        status[0] = fx->kind;
        status[1] = step;
        status[2] = phase;
        status[3] = fx->mechanism;
        status[4] = fx->instance;
        status[5] = fx->code;
    }
    return reason != INT_MAX;
}
