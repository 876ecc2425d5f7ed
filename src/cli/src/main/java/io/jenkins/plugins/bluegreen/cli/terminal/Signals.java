package io.jenkins.plugins.bluegreen.cli.terminal;

import java.lang.reflect.Proxy;

/** What the operating system tells this process. */
final class Signals {
    private Signals() {}

    /**
     * Has something done on a signal, instead of what the JVM would do. Through reflection: the class is in every JDK, and the
     * compiler warns of it in a way that cannot be turned off.
     *
     * @param name such as {@code INT}; nothing happens where there is no such signal
     * @param action what is done, on a thread of its own
     */
    static void on(String name, Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> listener = Class.forName("sun.misc.SignalHandler");
            Object proxy = Proxy.newProxyInstance(
                    Signals.class.getClassLoader(), new Class<?>[] {listener}, (self, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            action.run();
                        }
                        return null;
                    });
            signal.getMethod("handle", signal, listener)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
        } catch (ReflectiveOperationException e) {
            // Without it Ctrl-C ends the process, and the next run repairs.
            return;
        }
    }
}
