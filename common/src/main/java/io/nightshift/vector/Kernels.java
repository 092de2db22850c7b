package io.nightshift.vector;

import java.util.Optional;

/**
 * Chooses the kernels of this process, once: those of the Vector API where its module was started and its registers hold at least four
 * floats, else the plain ones, with the reason in the log. With {@code -Dnightshift.vector=required} a fallback is an error, with
 * {@code -Dnightshift.vector=off} the plain ones are taken.
 */
public final class Kernels {
    /** The system property: auto (default), required or off. */
    public static final String PROPERTY = "nightshift.vector";

    private static final String MODULE = "jdk.incubator.vector";
    private static final int LEAST_LANES = 4;

    private Kernels() {}

    /**
     * The kernels of this process.
     *
     * @throws IllegalStateException when the Vector API is required and cannot be used
     */
    public static VectorKernels best() {
        return Chosen.KERNELS;
    }

    /** What {@link #best()} would choose under a value of {@link #PROPERTY}. */
    static VectorKernels choose(String wish) {
        return switch (wish) {
            case "off" -> new ScalarKernels();
            case "auto" ->
                fastOrReason().kernels().orElseGet(() -> fallback(fastOrReason().reason()));
            case "required" ->
                fastOrReason()
                        .kernels()
                        .orElseThrow(() -> new IllegalStateException("Cannot use the Vector API: "
                                + fastOrReason().reason() + ", expected module " + MODULE
                                + "; start Java with --add-modules="
                                + MODULE + " or set -D" + PROPERTY + "=auto"));
            default ->
                throw new IllegalArgumentException("Cannot choose kernels: " + PROPERTY + "=" + wish
                        + ", expected auto, required or off; correct it");
        };
    }

    private static VectorKernels fallback(String reason) {
        System.getLogger(Kernels.class.getName())
                .log(System.Logger.Level.WARNING, "Plain Java kernels, several times slower: {0}", reason);
        return new ScalarKernels();
    }

    /** The class that needs the module is touched only after the module was found. */
    private static Choice fastOrReason() {
        if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
            return new Choice(Optional.empty(), "module " + MODULE + " was not started");
        }
        VectorKernels fast = new SimdKernels();
        return fast.lanes() < LEAST_LANES
                ? new Choice(Optional.empty(), "registers hold " + fast.lanes() + " floats")
                : new Choice(Optional.of(fast), "");
    }

    private record Choice(Optional<VectorKernels> kernels, String reason) {}

    /** Initialised on first use, so that loading the package decides nothing. */
    private static final class Chosen {
        static final VectorKernels KERNELS = choose(System.getProperty(PROPERTY, "auto"));
    }
}
