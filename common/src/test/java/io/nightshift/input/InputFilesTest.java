package io.nightshift.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.errors.InputMissingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputFilesTest {
    private static final Configuration HADOOP = new Configuration(false);

    @TempDir
    Path folder;

    @BeforeEach
    void write() throws IOException {
        Files.createDirectories(folder.resolve("day=1"));
        Files.writeString(folder.resolve("day=1/b.csv"), "22");
        Files.writeString(folder.resolve("a.csv"), "1");
        Files.writeString(folder.resolve("_SUCCESS"), "");
        Files.writeString(folder.resolve(".a.csv.crc"), "");
        Files.createDirectories(folder.resolve("_temporary"));
        Files.writeString(folder.resolve("_temporary/c.csv"), "");
    }

    private List<String> found(String path) {
        return InputFiles.at(path, HADOOP).stream()
                .map(file -> file.path().substring(file.path().lastIndexOf('/') + 1) + " " + file.bytes())
                .toList();
    }

    @Test
    void listsDataFilesOfAFolderAFileOrAGlob() {
        assertThat(found(folder.toString())).containsExactly("a.csv 1", "b.csv 2");
        assertThat(found(folder + "/a.csv")).containsExactly("a.csv 1");
        assertThat(found(folder + "/day=*/*.csv")).containsExactly("b.csv 2");
    }

    @Test
    void namesAPathWithoutFiles() {
        assertThatThrownBy(() -> found(folder + "/none"))
                .isInstanceOf(InputMissingException.class)
                .hasMessage("Cannot read input: path=" + folder
                        + "/none, expected a file, a folder or a glob that matches; check the path");
        assertThatThrownBy(() -> found(folder + "/_temporary/*.orc")).isInstanceOf(InputMissingException.class);
    }

    @Test
    void fingerprintsChangeWithLengthAndTimeOnly() throws IOException {
        String before = InputFiles.fingerprint(InputFiles.at(folder.toString(), HADOOP));
        assertThat(InputFiles.fingerprint(InputFiles.at(folder.toString(), HADOOP)))
                .isEqualTo(before);
        Files.setLastModifiedTime(folder.resolve("a.csv"), FileTime.fromMillis(1_000_000));
        String touched = InputFiles.fingerprint(InputFiles.at(folder.toString(), HADOOP));
        assertThat(touched).isNotEqualTo(before);
        Files.writeString(folder.resolve("a.csv"), "12");
        Files.setLastModifiedTime(folder.resolve("a.csv"), FileTime.fromMillis(1_000_000));
        assertThat(InputFiles.fingerprint(InputFiles.at(folder.toString(), HADOOP)))
                .isNotEqualTo(touched);
    }
}
