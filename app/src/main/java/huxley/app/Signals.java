package huxley.app;

import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * Signals of the operating system. Java has no public way to receive them; where this one is missing, signals do what they always do.
 */
final class Signals {
    private Signals() {
    }

    /** Receives a signal, such as {@code USR1}, from now on. @return puts back what was done about it before */
    static Runnable receive(String name, Runnable receiver) {
        try {
            Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
            Object handler = Proxy.newProxyInstance(handlerType.getClassLoader(), new Class<?>[] {handlerType},
                    (proxy, method, arguments) -> switch (method.getName()) {
                    case "handle" -> {
                        receiver.run();
                        yield null;
                    }
                    case "hashCode" -> System.identityHashCode(proxy);
                    case "equals" -> proxy == arguments[0];
                    default -> "receiver of " + name;
                    });
            Object before = handle(name, handler);
            return () -> {
                try {
                    handle(name, before);
                } catch (ReflectiveOperationException unlikely) {
                    throw new IllegalStateException(unlikely);
                }
            };
        } catch (ReflectiveOperationException | RuntimeException unavailable) {
            return () -> {
            };
        }
    }

    private static @Nullable Object handle(String name, @Nullable Object handler) throws ReflectiveOperationException {
        Class<?> signalType = Class.forName("sun.misc.Signal");
        return signalType.getMethod("handle", signalType, Class.forName("sun.misc.SignalHandler")).invoke(null,
                signalType.getConstructor(String.class).newInstance(name), handler);
    }
}
