"""One standalone master with two workers, HDFS with three data nodes, and YARN when asked."""

import os
import shutil
import socket
import urllib.error
import urllib.request
from pathlib import Path
from typing import Optional

from . import distribution
from .distribution import BUILD, PROJECT
from .processes import Recorded, Register, start, wait_until

WORKERS = 2
WORKER_CORES = 2
WORKER_MEMORY = "3g"


class OtherMode(RuntimeError):
    """A cluster of the other mode, with or without YARN, runs."""


class Cluster:
    """Starting what runs already changes nothing; stopping ends the recorded processes only."""

    def __init__(self, with_yarn: bool = False):
        self.with_yarn = with_yarn
        self.register = Register(BUILD / "processes.json")
        self.home = distribution.spark_home()
        self.java_home = distribution.java_home()
        self.clients = BUILD / "clients"
        self._port_file = BUILD / "master-port"
        self._properties: Optional[Path] = None

    # -- what others need to know

    @property
    def master(self) -> str:
        return f"spark://127.0.0.1:{_written(self._port_file).strip()}"

    @property
    def hdfs(self) -> str:
        """The address of the name node, without a slash at its end."""
        text = _written(self.clients / "core-site.xml")
        return text.partition("<value>")[2].partition("</value>")[0].rstrip("/")

    def environment(self) -> dict:
        """For every process of the cluster and every submit: the cluster's settings and none of the user's."""
        empty = BUILD / "spark-conf"
        empty.mkdir(parents=True, exist_ok=True)
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("SPARK_", "PYSPARK_", "HADOOP_"))}
        return kept | {
            "JAVA_HOME": str(self.java_home),
            "SPARK_HOME": str(self.home),
            "SPARK_CONF_DIR": str(empty),
            "SPARK_LOCAL_IP": "127.0.0.1",
            "HADOOP_CONF_DIR": str(self.clients),
            "YARN_CONF_DIR": str(self.clients),
        }

    def running(self) -> list:
        return [process for process in self.register.all() if process.alive()]

    # -- starting

    def start(self) -> None:
        self.start_hadoop()
        self.start_master()
        for number in range(1, WORKERS + 1):
            self.start_worker(number)

    def require_mode(self) -> None:
        """The name in the register tells whether a running Hadoop has YARN."""
        if self.register.named(_hadoop(not self.with_yarn)):
            found, wanted = ("without", "with") if self.with_yarn else ("with", "without")
            raise OtherMode(f"Cannot start the cluster: one {found} YARN runs, expected none or one {wanted} YARN; stop it first")

    def start_hadoop(self) -> None:
        self.require_mode()
        name = _hadoop(self.with_yarn)
        if self.register.named(name) and (self.clients / "control").exists():
            return
        shutil.rmtree(self.clients, ignore_errors=True)
        # Every cluster gets a fresh folder: what an ended one left is not read again.
        work = BUILD / "hadoop"
        shutil.rmtree(work, ignore_errors=True)
        process = self._spawn(name, self._hadoop_command(work), work)
        self._await(name, process, lambda: (self.clients / "control").exists(), 120)

    def _hadoop_command(self, work: Path) -> list:
        scripts = PROJECT / "scripts" / "cluster"
        return [
            self.java_home / "bin" / "java",
            "-Xmx1g",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            f"-Dlog4j.configuration=file:{scripts}/hadoop-log4j.properties",
            "-cp",
            distribution.hadoop_class_path(),
            scripts / "HadoopCluster.java",
            work / "files",
            self.clients,
        ] + (["yarn"] if self.with_yarn else [])

    def start_master(self) -> None:
        if self.register.named("master"):
            return
        port = _free_port()
        self._port_file.write_text(str(port))
        process = self._spark("master", "Master", ["--host", "127.0.0.1", "--port", port, "--webui-port", 0], [])
        self._await("master", process, lambda: "ALIVE" in self._log("master").read_text(), 60)

    def start_worker(self, number: int) -> None:
        name = f"worker-{number}"
        if self.register.named(name):
            return
        process = self._spark(
            name,
            "Worker",
            ["--host", "127.0.0.1", "--webui-port", 0, "--cores", WORKER_CORES, "--memory", WORKER_MEMORY]
            + ["--work-dir", BUILD / name],
            [self.master],
        )
        self._await(name, process, lambda: "Successfully registered" in self._log(name).read_text(), 60)

    def _spark(self, name: str, role: str, options: list, arguments: list) -> Recorded:
        main = f"org.apache.spark.deploy.{role.lower()}.{role}"
        self._log(name).unlink(missing_ok=True)
        profile = ["--properties-file", self._properties] if self._properties else []
        return self._spawn(name, [self.home / "bin" / "spark-class", main] + options + profile + arguments, BUILD / "run")

    def _spawn(self, name: str, command: list, folder: Path) -> Recorded:
        # A master or worker needs little memory; what runs on it has its own.
        environment = self.environment() | {"SPARK_DAEMON_MEMORY": "256m"}
        process = start(name, command, self._log(name), environment, folder)
        self.register.put(process)
        return process

    def _await(self, name: str, process: Recorded, ready, seconds: float) -> None:
        wait_until(lambda: ready() or not process.alive(), seconds, 0.2)
        if not ready():
            process.stop(5)
            raise RuntimeError(f"Cannot start {name}: it was not ready after {seconds:.0f} s; see {self._log(name)}")

    def _log(self, name: str) -> Path:
        return BUILD / "logs" / f"{name}.log"

    def restart_spark(self, properties: Optional[Path]) -> None:
        """Ends master and workers and starts them with other Spark settings, or with none."""
        names = [f"worker-{number}" for number in range(1, WORKERS + 1)] + ["master"]
        for process in filter(None, map(self.register.named, names)):
            process.stop(15)
        self._properties = properties
        self.start()

    # -- faults and ending

    def order(self, what: str) -> str:
        """Tells Hadoop to do something; HadoopCluster.java lists what it knows."""
        address = (self.clients / "control").read_text().strip()
        try:
            with urllib.request.urlopen(f"{address}/{what}", data=b"", timeout=60) as answer:
                return answer.read().decode()
        except urllib.error.HTTPError as refused:
            raise RuntimeError(f"Hadoop could not {what}: {refused.read().decode()}") from refused

    def worker(self, number: int) -> Optional[Recorded]:
        return self.register.named(f"worker-{number}")

    def executors(self) -> list:
        """The executors that the workers have started, of any application."""
        return self._started_by_workers("CoarseGrainedExecutorBackend")

    def drivers(self) -> list:
        """The drivers of cluster mode."""
        return self._started_by_workers("DriverWrapper")

    def _started_by_workers(self, main: str) -> list:
        workers = [self.worker(number) for number in range(1, WORKERS + 1)]
        return [child for worker in workers if worker for child in worker.children() if main in child.command()]

    def stop(self) -> None:
        for process in reversed(self.register.all()):
            process.stop(60 if process.name.startswith("hadoop") else 15)
        (self.clients / "control").unlink(missing_ok=True)
        self.register.clear()


def _written(file: Path) -> str:
    """What starting a cluster has left."""
    if not file.exists():
        raise RuntimeError("No cluster has been started here; run scripts/cluster/cluster start first")
    return file.read_text()


def _hadoop(with_yarn: bool) -> str:
    return "hadoop-yarn" if with_yarn else "hadoop"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
