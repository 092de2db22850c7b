package io.nightshift.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigIncluderClasspath;
import com.typesafe.config.ConfigIncluderFile;
import com.typesafe.config.ConfigIncluderURL;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import io.nightshift.errors.SettingsException;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * One settings file on a Hadoop file system, and the includer of the files it names. A file may include others of its own file
 * system, relative to itself; whatever would be fetched from elsewhere is refused, because settings decide what a run may read and
 * evaluate.
 */
final class SettingsFile implements ConfigIncluder, ConfigIncluderFile, ConfigIncluderURL, ConfigIncluderClasspath {
    private static final int DEEPEST = 20;
    private static final Set<String> REMOTE = Set.of("http", "https", "ftp", "jar");

    private final Path path;
    private final Configuration hadoop;
    private final int depth;

    SettingsFile(String path, Configuration hadoop) {
        this(checkedPath(path), hadoop, 0);
    }

    private SettingsFile(Path path, Configuration hadoop, int depth) {
        this.path = path;
        this.hadoop = hadoop;
        this.depth = depth;
    }

    /**
     * The file's settings with its includes, not resolved.
     *
     * @throws SettingsException when it does not exist, cannot be read, is not HOCON (with the line), or includes what it may not
     */
    Config parse() {
        String text = read();
        ConfigSyntax syntax = path.getName().endsWith(".json") ? ConfigSyntax.JSON : ConfigSyntax.CONF;
        try {
            return ConfigFactory.parseString(
                    text,
                    ConfigParseOptions.defaults()
                            .setOriginDescription(path.toString())
                            .setSyntax(syntax)
                            .setIncluder(this));
        } catch (ConfigException.Parse wrong) {
            throw new SettingsException(
                    List.of("Cannot read settings: " + wrong.getMessage() + ", expected HOCON; correct that line"),
                    wrong);
        }
    }

    @Override
    public ConfigObject include(ConfigIncludeContext context, String what) {
        Path target = path.getParent() == null ? checkedPath(what) : new Path(path.getParent(), checkedPath(what));
        URI here = path.toUri();
        URI there = target.toUri();
        if (there.getScheme() != null && !there.getScheme().equals(here.getScheme())
                || there.getAuthority() != null && !there.getAuthority().equals(here.getAuthority())) {
            throw refused(what);
        }
        if (depth >= DEEPEST) {
            throw new SettingsException("Cannot read settings: " + path + " is included " + DEEPEST
                    + " files deep, expected no circle; remove the include of " + what);
        }
        SettingsFile included = new SettingsFile(target, hadoop, depth + 1);
        boolean mayBeMissing = context.parseOptions().getAllowMissing();
        return mayBeMissing && !included.exists()
                ? ConfigFactory.empty().root()
                : included.parse().root();
    }

    @Override
    public ConfigObject includeFile(ConfigIncludeContext context, File what) {
        return include(context, what.getPath());
    }

    @Override
    public ConfigObject includeURL(ConfigIncludeContext context, URL what) {
        throw refused(what.toString());
    }

    @Override
    public ConfigObject includeResources(ConfigIncludeContext context, String what) {
        throw refused("classpath(" + what + ")");
    }

    /** Other includers have nothing to add: every include is decided here. */
    @Override
    public ConfigIncluder withFallback(ConfigIncluder fallback) {
        return this;
    }

    private SettingsException refused(String what) {
        return new SettingsException("Cannot read settings: " + path + " includes " + what
                + ", expected a file of the same file system; copy it beside the settings file");
    }

    private boolean exists() {
        try {
            return fileSystem().exists(path);
        } catch (IOException failed) {
            throw unreadable(failed);
        }
    }

    private String read() {
        try (InputStream in = fileSystem().open(path)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (FileNotFoundException missing) {
            throw new SettingsException(
                    List.of("Cannot read settings: file=" + path
                            + " does not exist, expected a HOCON file; check --config"),
                    missing);
        } catch (IOException failed) {
            throw unreadable(failed);
        }
    }

    private FileSystem fileSystem() throws IOException {
        return path.getFileSystem(hadoop);
    }

    private SettingsException unreadable(IOException failed) {
        return new SettingsException(
                List.of("Cannot read settings: file=" + path + ", expected a readable file; " + failed.getMessage()),
                failed);
    }

    private static Path checkedPath(String text) {
        try {
            Path path = new Path(text);
            String scheme = path.toUri().getScheme();
            if (scheme == null || !REMOTE.contains(scheme.toLowerCase(Locale.ROOT))) {
                return path;
            }
        } catch (IllegalArgumentException wrong) {
            throw new SettingsException(
                    List.of("Cannot read settings: file=" + text + ", expected a path; " + wrong.getMessage()), wrong);
        }
        throw new SettingsException("Cannot read settings: file=" + text
                + ", expected a file on the local disk or a cluster's file system; copy it there");
    }
}
