import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.SafeModeAction;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.hdfs.HdfsConfiguration;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.hadoop.hdfs.MiniDFSCluster.DataNodeProperties;
import org.apache.hadoop.hdfs.protocol.HdfsConstants;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.server.MiniYARNCluster;

/**
 * HDFS with three data nodes and, when asked, YARN with two node managers, in one JVM on the loopback device. It writes the clients'
 * settings and the address of its control page into a folder, and serves until it is told to end.
 *
 * <p>Arguments: a work folder that does not exist yet, the folder of the clients' settings, and optionally {@code yarn}. The control
 * page takes {@code /datanode/stop}, {@code /datanode/start}, {@code /safemode/enter}, {@code /safemode/leave}, and
 * {@code /quota?path=P&names=N&bytes=B} (-1 for none).
 */
public final class HadoopCluster {
    private static final int DATA_NODES = 3;
    private static final int NODE_MANAGERS = 2;

    private final MiniDFSCluster hdfs;
    private final Deque<DataNodeProperties> stopped = new ArrayDeque<>();

    private HadoopCluster(MiniDFSCluster hdfs) {
        this.hdfs = hdfs;
    }

    public static void main(String[] args) {
        try {
            start(Path.of(args[0]), Path.of(args[1]), args.length > 2 && args[2].equals("yarn"));
        } catch (Exception | Error failed) {
            failed.printStackTrace();
            // What came up before the failure has threads that would keep the process.
            System.exit(1);
        }
    }

    private static void start(Path work, Path clients, boolean withYarn) throws Exception {
        Files.createDirectories(clients);
        MiniDFSCluster hdfs = startHdfs(work);
        write(clients.resolve("core-site.xml"), Map.of("fs.defaultFS", hdfs.getURI().toString()));
        write(clients.resolve("hdfs-site.xml"), Map.of("dfs.replication", "2", "dfs.client.use.datanode.hostname", "false"));
        if (withYarn) {
            try (OutputStream out = Files.newOutputStream(clients.resolve("yarn-site.xml"))) {
                startYarn(hdfs).writeXml(out);
            }
        }
        int control = new HadoopCluster(hdfs).serve();
        Path unfinished = clients.resolve(".control");
        Files.writeString(unfinished, "http://127.0.0.1:" + control);
        Files.move(unfinished, clients.resolve("control"), StandardCopyOption.ATOMIC_MOVE);
        System.out.println("Hadoop is ready: " + hdfs.getURI());
    }

    private static MiniDFSCluster startHdfs(Path work) throws IOException {
        Configuration conf = new HdfsConfiguration();
        conf.setInt("dfs.replication", 2);
        // A stopped data node is noticed after a few seconds instead of ten minutes.
        conf.setInt("dfs.namenode.heartbeat.recheck-interval", 1000);
        conf.setInt("dfs.heartbeat.interval", 1);
        conf.set("dfs.permissions.enabled", "false");
        MiniDFSCluster hdfs = new MiniDFSCluster.Builder(conf, new File(work.toFile(), "hdfs"))
                .numDataNodes(DATA_NODES)
                .build();
        hdfs.waitActive();
        return hdfs;
    }

    private static Configuration startYarn(MiniDFSCluster hdfs) {
        // Not the settings of HDFS above: they name a topology class that Spark does not have.
        YarnConfiguration conf = new YarnConfiguration();
        conf.set(FileSystem.FS_DEFAULT_NAME_KEY, hdfs.getURI().toString());
        conf.set("yarn.scheduler.capacity.root.queues", "default");
        conf.set("yarn.scheduler.capacity.root.default.capacity", "100");
        conf.set("yarn.scheduler.capacity.maximum-am-resource-percent", "1.0");
        conf.setInt("yarn.scheduler.minimum-allocation-mb", 256);
        conf.setInt("yarn.nodemanager.resource.memory-mb", 6144);
        conf.setInt("yarn.minicluster.yarn.nodemanager.resource.memory-mb", 6144);
        conf.setInt("yarn.nodemanager.resource.cpu-vcores", 8);
        conf.setBoolean("yarn.nodemanager.vmem-check-enabled", false);
        conf.setBoolean("yarn.nodemanager.pmem-check-enabled", false);
        conf.setInt("yarn.resourcemanager.am.max-attempts", 1);
        MiniYARNCluster yarn = new MiniYARNCluster("nightshift", NODE_MANAGERS, 1, 1);
        yarn.init(conf);
        yarn.start();
        Runtime.getRuntime().addShutdownHook(new Thread(yarn::stop));
        return yarn.getConfig();
    }

    private static void write(Path file, Map<String, String> entries) throws IOException {
        Configuration conf = new Configuration(false);
        new TreeMap<>(entries).forEach(conf::set);
        try (OutputStream out = Files.newOutputStream(file)) {
            conf.writeXml(out);
        }
    }

    private int serve() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        serve(server, "/datanode/stop", query -> stopDataNode());
        serve(server, "/datanode/start", query -> startDataNodes());
        serve(server, "/safemode/enter", query -> files().setSafeMode(SafeModeAction.ENTER));
        serve(server, "/safemode/leave", query -> files().setSafeMode(SafeModeAction.LEAVE));
        serve(server, "/quota", this::setQuota);
        server.start();
        return server.getAddress().getPort();
    }

    private interface Order {
        Object carryOut(Map<String, String> query) throws Exception;
    }

    private static void serve(HttpServer server, String path, Order order) {
        server.createContext(path, exchange -> {
            Callable<Object> work = () -> order.carryOut(query(exchange));
            String answer;
            int status = 200;
            try {
                answer = String.valueOf(work.call());
            } catch (Exception failed) {
                answer = failed.toString();
                status = 500;
            }
            byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(bytes);
            }
        });
    }

    private static Map<String, String> query(HttpExchange exchange) {
        Map<String, String> values = new TreeMap<>();
        String query = exchange.getRequestURI().getQuery();
        for (String pair : query == null ? new String[0] : query.split("&")) {
            values.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
        }
        return values;
    }

    private DistributedFileSystem files() throws IOException {
        return hdfs.getFileSystem();
    }

    private synchronized Object stopDataNode() {
        stopped.push(hdfs.stopDataNode(0));
        return hdfs.getDataNodes().size() + " data nodes";
    }

    private synchronized Object startDataNodes() throws IOException {
        while (!stopped.isEmpty()) {
            hdfs.restartDataNode(stopped.pop());
        }
        hdfs.waitActive();
        return hdfs.getDataNodes().size() + " data nodes";
    }

    private Object setQuota(Map<String, String> query) throws IOException {
        files().setQuota(
                new org.apache.hadoop.fs.Path(query.get("path")), quota(query.get("names")), quota(query.get("bytes")));
        return "set";
    }

    private static long quota(String text) {
        long value = Long.parseLong(text);
        return value < 0 ? HdfsConstants.QUOTA_RESET : value;
    }
}
