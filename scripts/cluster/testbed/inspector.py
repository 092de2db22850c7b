"""Looks at warehouses from outside: a small Spark of its own, the warehouse's own reader, and a hash of every table's rows."""

import hashlib
import json
import sys
from pathlib import Path

from . import distribution
from .cluster import Cluster


class Inspector:
    """One local session for all questions of a test; closing ends it."""

    def __init__(self, cluster: Cluster, jar: Path, environment: dict):
        sys.path[:0] = distribution.python_path(cluster.home)
        import os

        # The session's own process takes both from here.
        os.environ.update(environment)
        os.environ["PYSPARK_PYTHON"] = sys.executable
        os.environ["PYSPARK_SUBMIT_ARGS"] = f"--driver-memory 768m --driver-java-options -XX:TieredStopAtLevel=1 --driver-class-path {jar} pyspark-shell"
        from pyspark.sql import SparkSession

        self.spark = (
            SparkSession.builder.master("local[1]")
            .appName("inspector")
            .config("spark.ui.enabled", "false")
            .config("spark.ui.showConsoleProgress", "false")
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.sql.shuffle.partitions", "1")
            .config("spark.log.level", "ERROR")
            .getOrCreate()
        )
        self._jvm = self.spark._jvm
        self._hadoop = self.spark._jsc.hadoopConfiguration()

    def close(self) -> None:
        self.spark.stop()

    # -- files

    def _path(self, name: str):
        return self._jvm.org.apache.hadoop.fs.Path(name)

    def _files(self, name: str):
        return self._path(name).getFileSystem(self._hadoop)

    def exists(self, name: str) -> bool:
        """Whether there is such a file or folder; the name may be a pattern."""
        found = self._files(name).globStatus(self._path(name))
        return found is not None and len(found) > 0

    def names(self, pattern: str) -> list:
        found = self._files(pattern).globStatus(self._path(pattern))
        return [status.getPath().toString() for status in found or []]

    def read(self, name: str) -> str:
        return self._bytes(name).decode()

    def _bytes(self, name: str) -> bytes:
        stream = self._files(name).open(self._path(name))
        try:
            return bytes(stream.readAllBytes())
        finally:
            stream.close()

    def holding(self, folder: str, text: str) -> list:
        """The files in a folder, at any depth, that hold a text in their bytes."""
        files, names = self._files(folder).listFiles(self._path(folder), True), []
        while files.hasNext():
            names.append(files.next().getPath().toString())
        return [name for name in names if text.encode() in self._bytes(name)]

    def put(self, local: Path, name: str) -> None:
        self._files(name).copyFromLocalFile(False, True, self._path(f"file://{local}"), self._path(name))

    def make_folder(self, name: str) -> None:
        self._files(name).mkdirs(self._path(name))

    def delete(self, name: str) -> None:
        self._files(name).delete(self._path(name), True)

    # -- warehouses

    def _warehouse(self, root: str):
        return self._jvm.io.nightshift.warehouse.Warehouse.open(root, self._hadoop)

    def live(self, root: str):
        """The live release; nothing before the first."""
        found = self._warehouse(root).releases().live()
        return found.get() if found.isPresent() else None

    def releases(self, root: str) -> int:
        """How many releases there are."""
        return self._warehouse(root).releases().all().size()

    def verify(self, root: str, release) -> None:
        """Raises when a file of the release has other bytes than were published."""
        self._warehouse(root).verify(self.spark._jsparkSession, release)

    def hashes(self, root: str, release) -> dict:
        """For each table of the release, its rows and a digest of them in order."""
        warehouse = self._warehouse(root)
        tables = [table.table() for table in release.tables()]
        return {name: self._hash(warehouse.path(release, name).toString()) for name in tables}

    def _hash(self, folder: str) -> str:
        from pyspark.sql import functions as f

        rows = self.spark.read.parquet(folder)
        text = f.to_json(f.struct(*rows.columns), {"ignoreNullFields": "false"})
        digest, count = hashlib.sha256(), 0
        for row in rows.select(f.md5(text).alias("row")).sort("row").toLocalIterator():
            digest.update(row["row"].encode())
            count += 1
        return f"{count} rows {digest.hexdigest()[:16]}"

    def outcomes(self, root: str, run_id: str) -> list:
        """The outcomes in the reports of a run, oldest first, as (job, outcome, kept)."""
        reports = [json.loads(self.read(name)) for name in self.names(f"{root}/runs/*/{run_id}/reports/*.json")]
        reports.sort(key=lambda report: report["startedAt"])
        return [(report["job"], report["outcome"], report["kept"]) for report in reports]
