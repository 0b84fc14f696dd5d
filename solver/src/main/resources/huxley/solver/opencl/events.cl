// Self-events that are pending: a binary heap of records (time, wait, gid, reception, number, instance, connection, flag), the
// first one at 8; before them their number, and how many were ever inserted.
static bool comes_before(const double8 a, const double8 b) {
    if (a.s0 != b.s0) {
        return a.s0 < b.s0;
    }
    if (a.s1 != b.s1) {
        return a.s1 > b.s1;
    }
    if (a.s2 != b.s2) {
        return a.s2 < b.s2;
    }
    return a.s3 != b.s3 ? a.s3 < b.s3 : a.s4 < b.s4;
}

static RARE void rise(__global double *heap, int at, const double8 event) {
    while (at > 0) {
        const double8 above = vload8(1 + (at - 1) / 2, heap);
        if (!comes_before(event, above)) {
            break;
        }
        vstore8(above, 1 + at, heap);
        at = (at - 1) / 2;
    }
    vstore8(event, 1 + at, heap);
}

static RARE void sink(__global double *heap, int at, const double8 event) {
    const int size = heap[0];
    for (int child = 2 * at + 1; child < size; child = 2 * at + 1) {
        if (child + 1 < size && comes_before(vload8(2 + child, heap), vload8(1 + child, heap))) {
            child++;
        }
        const double8 below = vload8(1 + child, heap);
        if (!comes_before(below, event)) {
            break;
        }
        vstore8(below, 1 + at, heap);
        at = child;
    }
    vstore8(event, 1 + at, heap);
}

static RARE double8 take_first(__global double *heap) {
    const double8 first = vload8(1, heap);
    heap[0] -= 1;
    if (heap[0] > 0) {
        sink(heap, 0, vload8(1 + (int) heap[0], heap));
    }
    return first;
}

// There is room: it was looked for before the kernel began.
static RARE void insert(Effects *fx, int instance, double time_ms, double wait_ms, int connection, double flag) {
    __global double *heap = fx->heap;
    const double number = heap[1]++;
    const int size = heap[0]++;
    rise(heap, size, (double8)(time_ms, wait_ms, fx->gid[instance], fx->reception, number, instance, connection, flag));
}

static RARE void net_send(Effects *fx, int instance, double delay_ms, double flag) {
    if (flag == 1 && fx->movable) {
        fx->movable[instance] = fx->heap[1];
    }
    insert(fx, instance, fx->now + delay_ms, delay_ms, fx->cause, flag);
}

static RARE void watch(Effects *fx, int instance, int statement, double flag) {
    __global double *own = fx->watches + instance * fx->statements;
    for (int s = 0; fx->others && s < fx->statements; s++) {
        own[s] = WATCH_OFF;
    }
    fx->others = 0;
    own[statement] = WATCH_STARTING;
    fx->flags[instance * fx->statements + statement] = flag;
}

static RARE void net_move(Effects *fx, int instance, double time_ms) {
    __global double *heap = fx->heap;
    int at = 0;
    while (at < heap[0] && heap[8 * (1 + at) + 4] != fx->movable[instance]) {
        at++;
    }
    if (at == heap[0]) {
        fail(fx, instance, NOTHING_TO_MOVE);
        return;
    }
    double8 event = vload8(1 + at, heap);
    event.s0 = time_ms;
    event.s1 = time_ms - fx->now;
    event.s4 = fx->movable[instance] = heap[1]++;
    rise(heap, at, event);
    if (heap[8 * (1 + at) + 4] == event.s4) {
        sink(heap, at, event);
    }
}
