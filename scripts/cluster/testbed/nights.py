"""Nights on the cluster: small data, settings for it, and submits that can be watched, stopped and killed."""

import csv
import gzip
import os
import signal
import subprocess
from dataclasses import dataclass, field, replace
from pathlib import Path

from .cluster import Cluster
from .distribution import BUILD, PROJECT
from .inspector import Inspector
from .processes import wait_until

DATE = "2017-12-28"
DRIVER_JAVA = "spark.driver.extraJavaOptions"
SAMPLE = PROJECT / "samples" / "complete-journey"

# What a night of few households needs: small models, and no gate, because nothing is significant on so few.
SMALL = """
nightshift.recommend.als { rank = 8, iterations = 3 }
nightshift.propensity {
  targets = [ { name = buys-eggs-28d, horizon-days = 28, category = "EGGS" } ]
  windows = 2
  min-examples = 5
}
nightshift.evaluate.gate.checks = []
nightshift.publish.row-count-factor = 1000
"""
# How a night ends does not depend on how many tables it makes: most cases leave out what one of them has tried as a whole.
THIN = [
    "nightshift.evaluate.schedule=off",
    "nightshift.recommend.ranking.model=off",
    "nightshift.recommend.sources.neighbours.enabled=false",
    "nightshift.recommend.sources.linear.enabled=false",
    "nightshift.recommend.sources.basket.enabled=false",
    "nightshift.recommend.sources.content.enabled=false",
    "nightshift.recommend.sources.viewed-then-bought.enabled=false",
]


def cut(households_in_twenty: int, folder: Path) -> None:
    """The sample's events of some twentieths of its households, and the items they bought, as plain files that Spark can split."""
    folder.mkdir(parents=True, exist_ok=True)
    kept = [row for row in _rows("transactions") if int(row["household_id"]) % 20 < households_in_twenty]
    bought = {row["product_id"] for row in kept}
    _write(folder / "transactions.csv", kept)
    _write(folder / "products.csv", [row for row in _rows("products") if row["product_id"] in bought])


def _standalone_options() -> str:
    """The Java options that the project tells users to give a driver of standalone cluster mode."""
    text = (PROJECT / "conf" / "spark-standalone-cluster.conf").read_text()
    return text.partition(DRIVER_JAVA)[2].splitlines()[0].strip()


def _rows(name: str):
    with gzip.open(SAMPLE / f"{name}.csv.gz", "rt", newline="") as source:
        yield from csv.DictReader(source)


def _write(file: Path, rows: list) -> None:
    with open(file, "w", newline="") as target:
        writer = csv.DictWriter(target, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def settings(inputs: str, file: Path) -> str:
    """The sample's settings for inputs in another folder; where they are."""
    text = (PROJECT / "conf" / "sample.conf").read_text()
    text = text.replace("samples/complete-journey/transactions.csv.gz", f"{inputs}/transactions.csv")
    text = text.replace("samples/complete-journey/products.csv.gz", f"{inputs}/products.csv")
    file.write_text(text + SMALL)
    # With a scheme, because a path without one is on the cluster's own file system.
    return f"file://{file}"


@dataclass
class Submission:
    """A spark-submit under way. In client mode its process is the driver."""

    name: str
    process: subprocess.Popen
    log: Path

    def wait(self, seconds: float) -> int:
        """Its exit status; one that does not end in time is killed and fails the test."""
        try:
            return self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.kill()
            raise AssertionError(f"{self.name} did not end within {seconds:.0f} s, see {self.log}") from None

    def said(self, text: str) -> bool:
        return text in self.log.read_text(errors="replace")

    def running(self) -> bool:
        return self.process.poll() is None

    def kill(self) -> None:
        self._signal(signal.SIGKILL)
        self.process.wait()

    def terminate(self) -> None:
        self._signal(signal.SIGTERM)

    def stall(self) -> None:
        self._signal(signal.SIGSTOP)

    def wake(self) -> None:
        self._signal(signal.SIGCONT)

    def _signal(self, number: int) -> None:
        if self.running():
            os.kill(self.process.pid, number)

    def await_point(self, reached, seconds: float) -> None:
        """Returns as soon as the point is reached; fails when the submit ends before."""
        wait_until(lambda: reached() or not self.running(), seconds, 0.2)
        if not reached():
            state = "is still short of it" if self.running() else f"ended with {self.process.returncode} before"
            self.kill()
            raise AssertionError(f"{self.name} did not reach the point: it {state}, see {self.log}")


@dataclass
class Nights:
    """Submits to one cluster."""

    cluster: Cluster
    jar: Path
    config: str
    conf: dict = field(default_factory=dict)

    def with_config(self, config: str) -> "Nights":
        """The same submits with other settings."""
        return replace(self, config=config)

    def submit(self, name: str, arguments: list, **how) -> Submission:
        """Starts a command; ``mode`` client or cluster, ``master`` another one than the cluster's, ``conf`` more Spark settings."""
        mode = how.get("mode", "client")
        log = BUILD / "logs" / f"{name}.log"
        master = how.get("master", self.cluster.master)
        conf = self._conf() | self.conf | how.get("conf", {})
        if mode == "cluster" and master == self.cluster.master and not how.get("plain_java"):
            conf[DRIVER_JAVA] = _standalone_options() + " " + conf[DRIVER_JAVA]
        command = [self.cluster.home / "bin" / "spark-submit", "--master", master]
        command += ["--deploy-mode", mode, "--name", name, "--driver-memory", "1g"]
        if "properties" in how:
            command += ["--properties-file", how["properties"]]
        for key, value in conf.items():
            command += ["--conf", f"{key}={value}"]
        command += ["--class", "io.nightshift.jobs.Main", self.jar] + arguments
        folder = BUILD / "run"
        folder.mkdir(parents=True, exist_ok=True)
        with open(log, "wb") as out:
            process = subprocess.Popen(
                [str(part) for part in command],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                env=self.cluster.environment() | how.get("environment", {}),
                cwd=folder,
                start_new_session=True,
            )
        return Submission(name, process, log)

    def nightly(self, name: str, warehouse: str, run_id: str, **how) -> Submission:
        arguments = ["nightly", "--config", self.config, "--date", how.get("date", DATE)]
        arguments += ["--set", f"nightshift.warehouse={warehouse}"]
        arguments += ["--run-id", run_id] if run_id else ["--resume"]
        for entry in ([] if how.get("whole") else THIN) + how.get("settings", []):
            arguments += ["--set", entry]
        return self.submit(name, arguments, **how)

    def _conf(self) -> dict:
        # Processes that live for a minute spend most of it in the optimising compiler.
        java = f"-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Dlog4j2.configurationFile=file:{PROJECT}/conf/log4j2.properties"
        return {
            "spark.ui.enabled": "false",
            "spark.executor.memory": "768m",
            "spark.executor.cores": "1",
            # One executor at a time, few stages: what is tried is how a night ends.
            "spark.cores.max": "1",
            "spark.sql.shuffle.partitions": "2",
            "spark.sql.adaptive.enabled": "false",
            # On few rows generated code costs more to compile than it saves.
            "spark.sql.codegen.wholeStage": "false",
            DRIVER_JAVA: java,
            "spark.executor.extraJavaOptions": java,
            "spark.standalone.submit.waitAppCompletion": "true",
        }


@dataclass
class Bed:
    """What a case of the matrix works with, and how the nights of the case under way have ended."""

    cluster: Cluster
    nights: Nights
    inspector: Inspector
    patience: float
    ends: list = field(default_factory=list)
    _undisturbed: dict = field(default_factory=dict)

    def warehouse(self, case: str) -> str:
        """An empty warehouse on HDFS."""
        return f"{self.cluster.hdfs}/cases/{case}"

    def undisturbed(self, kind: str) -> dict:
        """Rows and digest of each table of a thin or a whole night on local[2] and the local disk, made when first asked for."""
        if kind not in self._undisturbed:
            warehouse = f"file://{BUILD}/local-{kind}"
            self.inspector.delete(warehouse)
            night = self.nights.nightly(f"undisturbed-{kind}", warehouse, "local", master="local[2]", whole=kind == "whole")
            status = night.wait(self.patience)
            if status != 0:
                raise AssertionError(f"nothing to compare with: the {kind} night on local[2] ended with {status}, see {night.log}")
            self._undisturbed[kind] = self.inspector.hashes(warehouse, self.inspector.live(warehouse))
        return self._undisturbed[kind]
