package rtc.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A Java server process on this machine, measured from outside. */
public record ServerProcess(ProcessHandle handle) {

    private static final Pattern USED_KIB = Pattern.compile("heap +total \\d+K, used (\\d+)K");
    private static final Pattern THREAD = Pattern.compile("(?m)^\"([^\"]+)\" ");
    private static final Pattern LIVE_BYTES = Pattern.compile("(?m)^Total +\\d+ +(\\d+)");

    /**
     * The Java process that this process, or one of its descendants, has started; or the Payara Server, which detaches
     * itself and writes its process id to a file.
     */
    public static ServerProcess started() throws IOException {
        Path pid = Path.of(System.getProperty("muc.it.home", ""), "glassfish/domains/it/config/pid");
        return Files.exists(pid)
                ? new ServerProcess(
                        ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
                                .orElseThrow())
                : new ServerProcess(descendant());
    }

    private static ProcessHandle descendant() {
        return ProcessHandle.current()
                .descendants()
                .filter(process -> process.info().command().orElse("").endsWith("/java"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no Java process was started"));
    }

    /** The CPU time that all threads of the process have used so far, on all cores. */
    public Duration cpu() {
        return handle.info().totalCpuDuration().orElseThrow();
    }

    /** The number of connections and other sockets that the process holds open. On Linux only. */
    public long sockets() throws IOException {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc", Long.toString(handle.pid()), "fd"))) {
            return descriptors.filter(ServerProcess::isSocket).count();
        }
    }

    /** The number of bytes that the process has written so far, to sockets and files. On Linux only. */
    public long written() throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(handle.pid()), "io")).stream()
                .filter(line -> line.startsWith("wchar: "))
                .mapToLong(line -> Long.parseLong(line.substring("wchar: ".length())))
                .findFirst()
                .orElseThrow();
    }

    /** The bytes of the heap that are in use, including garbage. */
    public long usedHeap() throws IOException {
        Matcher used = USED_KIB.matcher(jcmd("GC.heap_info"));
        if (!used.find()) {
            throw new IOException("no word of the heap");
        }
        return Long.parseLong(used.group(1)) * 1024;
    }

    /** The bytes of the heap that are still in use after a full collection, which this method triggers. */
    public long liveHeap() throws IOException {
        String histogram = jcmd("GC.class_histogram");
        Matcher total = LIVE_BYTES.matcher(histogram);
        if (!total.find()) {
            throw new IOException("no histogram: " + histogram);
        }
        return Long.parseLong(total.group(1));
    }

    /** How many instances of a class remain after a full collection, which this method triggers. */
    public long instances(String className) throws IOException {
        jcmd("GC.run");
        return jcmd("GC.class_histogram")
                .lines()
                .map(line -> line.strip().split(" +"))
                .filter(columns -> columns.length > 3 && columns[3].equals(className))
                .mapToLong(columns -> Long.parseLong(columns[1]))
                .sum();
    }

    /** The names of the process's threads. */
    public List<String> threads() throws IOException {
        return THREAD.matcher(jcmd("Thread.print"))
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private String jcmd(String what) throws IOException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Process command = new ProcessBuilder(jcmd.toString(), Long.toString(handle.pid()), what)
                .redirectErrorStream(true)
                .start();
        return new String(command.getInputStream().readAllBytes(), UTF_8);
    }

    private static boolean isSocket(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
        } catch (IOException closedMeanwhile) {
            return false;
        }
    }
}
