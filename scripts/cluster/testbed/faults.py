"""The fault matrix: what is done to a night, and what must be true afterwards. A case that returns has survived."""

import os
import secrets
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Callable

from .distribution import BUILD, PROJECT
from .nights import DATE, Bed, Submission
from .processes import wait_until

# The words of exit codes, from 0.
WORDS = ["done", "unexpected", "settings", "input-missing", "input-bad", "rejected", "superseded", "storage"]
EARLIER = "2017-12-27"
# The stores were closed on 2017-12-25: with no lag allowed, its input is bad.
LATE = ["nightshift.ingest.max-lag-days=0"]
# Named points of a night, as files whose coming shows that it is there.
POINTS = {
    "the run has begun": "{run}/run.json",
    "the events are written": "{run}/events/MANIFEST.json",
    "the lists are being written": "{run}/recommendations/*",
    "the last table is finished": "{run}/model_metrics/MANIFEST.json",
    "the release is made": "{warehouse}/releases/*.json",
}


@dataclass(frozen=True)
class Case:
    """One line of the matrix."""

    name: str
    run: Callable[[Bed], None]
    short: bool


MATRIX: list = []


def case(name: str, short: bool = False):
    """Puts a function into the matrix; a short one belongs to the short selection."""

    def register(function):
        MATRIX.append(Case(name, function, short))
        return function

    return register


# -- what cases say


def require(condition: bool, problem: str) -> None:
    if not condition:
        raise AssertionError(problem)


def require_end(bed: Bed, night: Submission, *allowed: str, nights: int = 1) -> str:
    """The word that a submit in client mode ends with, by its exit status and by the last thing that it said."""
    status = night.wait(nights * bed.patience)
    word = WORDS[status] if status in range(len(WORDS)) else f"status {status}"
    require(word in allowed, f"it ended with {word} instead of {' or '.join(allowed)}, see {night.log}")
    require(status == 0 or night.said(f"nightshift ends with {status} ({word})"), f"{night.log} does not say {word}")
    bed.ends.append(word)
    return word


def require_clean(bed: Bed, warehouse: str, whole: bool = False) -> None:
    """The live release is intact and equal, row for row, to that of an undisturbed local night, a whole or a thin one."""
    release = bed.inspector.live(warehouse)
    require(release is not None, "nothing is live")
    require(release.date().toString() == DATE, f"the live release is of {release.date().toString()}")
    bed.inspector.verify(warehouse, release)
    found, clean = bed.inspector.hashes(warehouse, release), bed.undisturbed("whole" if whole else "thin")
    require(found.keys() == clean.keys(), f"the release has the tables {sorted(found)}")
    different = [f"{name}: {found[name]} instead of {clean[name]}" for name in clean if found[name] != clean[name]]
    require(not different, "tables differ from the clean night's: " + "; ".join(different))


def require_nothing_live(bed: Bed, warehouse: str) -> None:
    require(bed.inspector.live(warehouse) is None, "a release is live although no night finished")


def require_outcome(bed: Bed, warehouse: str, run_id: str, expected: str) -> None:
    outcomes = bed.inspector.outcomes(warehouse, run_id)
    require(bool(outcomes) and outcomes[-1][1] == expected, f"the last report says {outcomes[-1:]}, expected {expected}")


def require_reported_end(bed: Bed, warehouse: str, expected: str) -> None:
    """In cluster mode the word is in the report alone; nothing is live then."""
    require_nothing_live(bed, warehouse)
    require_outcome(bed, warehouse, "r1", expected)
    bed.ends.append(expected)


def kill(bed: Bed, night: Submission) -> None:
    night.kill()
    bed.ends.append("killed")


def require_no_leftovers(bed: Bed, run: str) -> None:
    """Every table of the run is one attempt, the one that its manifest names."""
    manifests = bed.inspector.names(f"{run}/*/MANIFEST.json")
    inside = [name for name in bed.inspector.names(f"{run}/*/*") if "/reports/" not in name]
    require(len(inside) == 2 * len(manifests), f"{run} has leftovers: {sorted(set(inside) - set(manifests))}")


def point(bed: Bed, name: str, warehouse: str, run_id: str):
    pattern = POINTS[name].format(warehouse=warehouse, run=f"{warehouse}/runs/{DATE}/{run_id}")
    return lambda: bed.inspector.exists(pattern)


def finish(bed: Bed, name: str, warehouse: str, run_id: str, **how) -> None:
    """A night, or the rest of one, that ends well and equals the clean one."""
    night = bed.nights.nightly(name, warehouse, run_id, **how)
    if how.get("mode") == "cluster":
        status = night.wait(bed.patience)
        require(status == 0, f"exit status {status} instead of 0, see {night.log}")
        bed.ends.append("done")
    else:
        require_end(bed, night, "done")
    require_clean(bed, warehouse, whole=how.get("whole", False))


# -- the cluster itself


@case("night in client mode")
def client_mode(bed: Bed) -> None:
    warehouse = bed.warehouse("client")
    finish(bed, "client", warehouse, "r1", whole=True)
    # A finished run is kept as it is, whoever asks for it again.
    require_end(bed, bed.nights.nightly("client-again", warehouse, "r1", whole=True), "done")
    require(bed.inspector.releases(warehouse) == 1, "a second release came of the same run")


@case("night in cluster mode")
def cluster_mode(bed: Bed) -> None:
    finish(bed, "cluster", bed.warehouse("cluster"), "r1", mode="cluster", whole=True)


@case("cluster mode: a driver that fails behind an exit status of 0", short=True)
def cluster_mode_failure(bed: Bed) -> None:
    warehouse = bed.warehouse("cluster-failure")
    night = bed.nights.nightly("cluster-failure", warehouse, "r1", mode="cluster", date="2017-12-25", settings=LATE)
    night.wait(bed.patience)
    require_reported_end(bed, warehouse, "input-bad")


@case("cluster mode: a driver without the Java options that Spark needs")
def cluster_mode_closed_java(bed: Bed) -> None:
    warehouse = bed.warehouse("closed-java")
    bed.nights.nightly("closed-java", warehouse, "r1", mode="cluster", plain_java=True).wait(bed.patience)
    require_nothing_live(bed, warehouse)
    logs = [BUILD / "worker-1", BUILD / "worker-2"]
    require(bool(_files_with("Cannot run on this Java", logs)), "no driver said what was missing")


# -- processes that die


@case("executor killed after ingest, as the fit begins and while lists are written", short=True)
def executor_killed(bed: Bed) -> None:
    warehouse = bed.warehouse("executor")
    night = bed.nights.nightly("executor", warehouse, "r1")
    for table in ("events/MANIFEST.json", "interactions/MANIFEST.json", "recommendations/*"):
        reached = f"{warehouse}/runs/{DATE}/r1/{table}"
        night.await_point(lambda: bed.inspector.exists(reached), bed.patience)
        executors = bed.cluster.executors()
        require(bool(executors), "there is no executor to kill")
        executors[0].kill()
    require_end(bed, night, "done")
    require_clean(bed, warehouse)


@case("worker killed")
def worker_killed(bed: Bed) -> None:
    warehouse = bed.warehouse("worker")
    night = bed.nights.nightly("worker", warehouse, "r1")
    night.await_point(point(bed, "the events are written", warehouse, "r1"), bed.patience)
    _kill_worker(bed, 1)
    try:
        require_end(bed, night, "done")
        require_clean(bed, warehouse)
    finally:
        bed.cluster.start_worker(1)


@case("all workers killed")
def all_workers_killed(bed: Bed) -> None:
    warehouse = bed.warehouse("workers")
    night = bed.nights.nightly("workers", warehouse, "r1")
    night.await_point(point(bed, "the events are written", warehouse, "r1"), bed.patience)
    try:
        for number in (1, 2):
            _kill_worker(bed, number)
        # Spark waits for new workers for ever; whoever started the night ends it by a time limit, as Airflow does.
        wait_until(lambda: not night.running(), 20)
        night.terminate()
        require(night.wait(60) != 0, "a night without workers ended well")
        bed.ends.append("terminated")
        require_nothing_live(bed, warehouse)
    finally:
        for number in (1, 2):
            bed.cluster.start_worker(number)
    finish(bed, "workers-again", warehouse, "r1")


def _kill_worker(bed: Bed, number: int) -> None:
    worker = bed.cluster.worker(number)
    executors = list(worker.children())
    worker.kill()
    for executor in executors:
        executor.kill()


def _driver_killed(bed: Bed, number: int, name: str) -> None:
    warehouse = bed.warehouse(f"driver-{number}")
    night = bed.nights.nightly(f"driver-{number}", warehouse, "r1")
    night.await_point(point(bed, name, warehouse, "r1"), bed.patience)
    kill(bed, night)
    if bed.inspector.live(warehouse) is not None:
        require_clean(bed, warehouse)
    # The same run id goes on; so does --resume, which finds the run by itself unless it was released.
    resume = number % 2 == 1 and bed.inspector.live(warehouse) is None
    finish(bed, f"driver-{number}-again", warehouse, None if resume else "r1")
    require(bed.inspector.releases(warehouse) == 1, "more than one release came of one run")
    kept = [outcome for outcome in bed.inspector.outcomes(warehouse, "r1") if outcome[2]]
    # A job is kept as a whole: ingest writes more than the events.
    require(number < 3 or bool(kept), "the rerun kept nothing of what was finished")
    prune = ["prune", "--config", bed.nights.config, "--set", f"nightshift.warehouse={warehouse}"]
    status = bed.nights.submit(f"driver-{number}-prune", prune, master="local[1]").wait(bed.patience)
    require(status == 0, f"prune ended with {status}")
    require_no_leftovers(bed, f"{warehouse}/runs/{DATE}/r1")
    require_clean(bed, warehouse)


for _number, _name in enumerate(POINTS, start=1):
    case(f"driver killed when {_name}")(
        lambda bed, number=_number, name=_name: _driver_killed(bed, number, name)
    )


@case("driver of cluster mode killed")
def cluster_driver_killed(bed: Bed) -> None:
    warehouse = bed.warehouse("cluster-driver")
    night = bed.nights.nightly("cluster-driver", warehouse, "r1", mode="cluster")
    night.await_point(point(bed, "the events are written", warehouse, "r1"), bed.patience)
    for driver in bed.cluster.drivers():
        driver.kill()
    night.wait(bed.patience)
    bed.ends.append("killed")
    require_nothing_live(bed, warehouse)
    finish(bed, "cluster-driver-again", warehouse, "r1")


# -- storage


@case("data node stopped in mid-write")
def data_node_stopped(bed: Bed) -> None:
    warehouse = bed.warehouse("datanode")
    night = bed.nights.nightly("datanode", warehouse, "r1")
    try:
        night.await_point(point(bed, "the events are written", warehouse, "r1"), bed.patience)
        bed.cluster.order("datanode/stop")
        # A file that Hadoop flushes as it writes cannot move to another node, so a clean failure is allowed too.
        if require_end(bed, night, "done", "storage") == "storage":
            require_nothing_live(bed, warehouse)
    finally:
        bed.cluster.order("datanode/start")
    finish(bed, "datanode-again", warehouse, "r1")


@case("space quota exceeded")
def space_quota(bed: Bed) -> None:
    _storage_refuses(bed, "space", "quota?path=/cases/space&names=-1&bytes=1", "quota?path=/cases/space&names=-1&bytes=-1")


@case("name quota exceeded")
def name_quota(bed: Bed) -> None:
    _storage_refuses(bed, "names", "quota?path=/cases/names&names=1&bytes=-1", "quota?path=/cases/names&names=-1&bytes=-1")


@case("name node in safe mode")
def safe_mode(bed: Bed) -> None:
    _storage_refuses(bed, "safemode", "safemode/enter", "safemode/leave")


def _storage_refuses(bed: Bed, name: str, refuse: str, allow: str) -> None:
    """Storage refuses every write once the events are there; the night ends with 7, and goes on when storage is well again."""
    warehouse = bed.warehouse(name)
    night = bed.nights.nightly(name, warehouse, "r1")
    night.await_point(point(bed, "the events are written", warehouse, "r1"), bed.patience)
    bed.cluster.order(refuse)
    try:
        require_end(bed, night, "storage")
        require_nothing_live(bed, warehouse)
    finally:
        bed.cluster.order(allow)
    finish(bed, f"{name}-again", warehouse, "r1")


# -- two at once


@case("two runs of a date at once")
def two_runs(bed: Bed) -> None:
    warehouse = bed.warehouse("two-runs")
    nights = [bed.nights.nightly(f"two-runs-{run_id}", warehouse, run_id) for run_id in ("a", "b")]
    ends = sorted(require_end(bed, night, "done", "superseded", nights=2) for night in nights)
    require(ends == ["done", "superseded"], f"they ended with {' and '.join(ends)}")
    require(bed.inspector.releases(warehouse) == 1, "both runs were released")
    require_clean(bed, warehouse)


@case("a retry while the first driver lives")
def retry_beside_first(bed: Bed) -> None:
    warehouse = bed.warehouse("retry")
    first = bed.nights.nightly("retry-1", warehouse, "r1")
    first.await_point(point(bed, "the run has begun", warehouse, "r1"), bed.patience)
    second = bed.nights.nightly("retry-2", warehouse, "r1")
    for night in (first, second):
        require_end(bed, night, "done", nights=2)
    require(bed.inspector.releases(warehouse) == 1, "one run was released twice")
    require_clean(bed, warehouse)


@case("a driver that stalls before its release and wakes after another's")
def late_wake(bed: Bed) -> None:
    warehouse = bed.warehouse("late")
    sleeper = bed.nights.nightly("late-sleeper", warehouse, "sleeper")
    sleeper.await_point(point(bed, "the last table is finished", warehouse, "sleeper"), bed.patience)
    sleeper.stall()
    try:
        require(bed.inspector.live(warehouse) is None, "the sleeper was released before it stalled")
        finish(bed, "late-other", warehouse, "other")
    finally:
        sleeper.wake()
    require_end(bed, sleeper, "superseded")
    require_outcome(bed, warehouse, "sleeper", "superseded")
    require(bed.inspector.live(warehouse).runId().toString() == "other", "the sleeper's tables are live")
    require_clean(bed, warehouse)


@case("a backfill beside a later date")
def backfill(bed: Bed) -> None:
    warehouse = bed.warehouse("backfill")
    finish(bed, "backfill-newest", warehouse, "r1")
    require_end(bed, bed.nights.nightly("backfill", warehouse, "r0", date=EARLIER), "done")
    require_clean(bed, warehouse)
    require(bed.inspector.releases(warehouse) == 2, "the backfill was not released")


# -- the same rows whatever Spark does


@case("speculation, two partitions")
def speculation(bed: Bed) -> None:
    conf = {
        "spark.speculation": "true",
        "spark.speculation.multiplier": "1",
        "spark.speculation.quantile": "0.1",
        "spark.speculation.interval": "10ms",
        "spark.speculation.minTaskRuntime": "1ms",
        "spark.cores.max": "2",
    }
    finish(bed, "speculation", bed.warehouse("speculation"), "r1", conf=conf)


@case("nine partitions, two executors, adaptive plans")
def nine_partitions(bed: Bed) -> None:
    conf = {"spark.sql.shuffle.partitions": "9", "spark.sql.adaptive.enabled": "true", "spark.cores.max": "2"}
    finish(bed, "nine", bed.warehouse("nine"), "r1", conf=conf)


# -- readers


@case("50 releases under a reader", short=True)
def fifty_releases(bed: Bed) -> None:
    jars = f"{bed.nights.jar}:{bed.cluster.home}/jars/*:{bed.cluster.clients}"
    program = [bed.cluster.java_home / "bin" / "java", "-Xmx512m", "-cp", jars, PROJECT / "scripts" / "cluster" / "FiftyReleases.java"]
    log = BUILD / "logs" / "fifty.log"
    with open(log, "wb") as out:
        ended = subprocess.run(
            [str(part) for part in program] + [bed.warehouse("fifty"), "50"],
            stdout=out,
            stderr=subprocess.STDOUT,
            env=bed.cluster.environment(),
            cwd=BUILD / "run",
            timeout=bed.patience,
        )
    require(ended.returncode == 0, f"readers saw wrong rows or errors, see {log}")


# -- secrets


@case("hardened Spark: authentication, TLS with AES/GCM, encrypted spill; no secret in any artefact")
def hardened(bed: Bed) -> None:
    sparks, stores, keys = (secrets.token_hex(24) for _ in range(3))
    profile, config, events = BUILD / "hardened.conf", BUILD / "hardened-night.conf", BUILD / "events"
    shutil.rmtree(events, ignore_errors=True)
    events.mkdir()
    private = {"spark.authenticate.secret": sparks} | _tls(bed.cluster.java_home / "bin" / "keytool", BUILD / "tls", stores)
    lines = "".join(f"{name} {value}\n" for name, value in private.items())
    _write_private(profile, (PROJECT / "conf" / "spark-hardened.conf").read_text() + lines)
    base = Path(bed.nights.config.removeprefix("file://")).read_text()
    config.write_text(base + 'nightshift.spark.conf."spark.hadoop.fs.s3a.secret.key" = "env:NIGHTSHIFT_CANARY"\n')
    warehouse = bed.warehouse("hardened")
    how = {
        "properties": profile,
        "environment": {"NIGHTSHIFT_CANARY": keys},
        # Two executors, so that rows go from one to the other.
        "conf": {"spark.eventLog.enabled": "true", "spark.eventLog.dir": f"file://{events}", "spark.cores.max": "2"},
    }
    nights = bed.nights.with_config(f"file://{config}")
    seen = set()

    def end(night: Submission, word: str) -> None:
        wait_until(lambda: seen.update(_command_lines()) or not night.running(), bed.patience, 0.5)
        require_end(bed, night, word)

    try:
        bed.cluster.restart_spark(profile)
        end(nights.nightly("hardened", warehouse, "r1", whole=True, **how), "done")
        require_clean(bed, warehouse, whole=True)
        # An error must not tell either.
        end(nights.nightly("hardened-failure", warehouse, "r2", date="2017-12-25", settings=LATE, **how), "input-bad")
    finally:
        profile.unlink()
        bed.cluster.restart_spark(None)
    require(len(list(events.iterdir())) == 2, "the two nights left no event logs to look into")
    for secret in (sparks, stores, keys):
        require(not any(secret in line for line in seen), "a secret was in a command line")
        found = _files_with(secret, [BUILD / "logs", events, BUILD / "worker-1", BUILD / "worker-2"])
        found += bed.inspector.holding(warehouse, secret)
        require(not found, f"a secret is in {found}")


def _tls(keytool: Path, folder: Path, password: str) -> dict:
    """A key of its own that every process of the cluster has and trusts, as settings."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    keys, certificate, trusted = folder / "keys.p12", folder / "certificate", folder / "trusted.p12"
    make = ["-genkeypair", "-keyalg", "EC", "-dname", "CN=nightshift", "-ext", "san=dns:localhost,ip:127.0.0.1", "-keystore", keys]
    show = ["-exportcert", "-file", certificate, "-keystore", keys]
    trust = ["-importcert", "-noprompt", "-file", certificate, "-keystore", trusted]
    for command in (make, show, trust):
        made = subprocess.run(
            [keytool, *command, "-alias", "spark", "-storetype", "PKCS12", "-storepass:env", "STORES"],
            env=os.environ | {"STORES": password},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        # keytool tells its errors on either stream.
        require(made.returncode == 0, f"keytool made no key stores: {made.stdout.strip()}")
    stores = {"keyStore": keys, "keyStorePassword": password, "keyPassword": password, "trustStore": trusted, "trustStorePassword": password}
    return {f"spark.ssl.rpc.{name}": value for name, value in stores.items()}


def _write_private(file: Path, text: str) -> None:
    file.unlink(missing_ok=True)
    with os.fdopen(os.open(file, os.O_CREAT | os.O_WRONLY, 0o600), "w") as out:
        out.write(text)


def _command_lines() -> set:
    lines = set()
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            lines.add(entry.read_bytes().decode(errors="replace"))
        except OSError:
            continue
    return lines


def _files_with(text: str, folders: list) -> list:
    """The files of these folders that hold a text."""
    return [file for folder in folders for file in folder.rglob("*") if file.is_file() and text.encode() in file.read_bytes()]


# -- readers by SQL


@case("views for SQL readers")
def sql_views(bed: Bed) -> None:
    metastore = BUILD / "metastore" / secrets.token_hex(4)
    conf = {
        "spark.sql.catalogImplementation": "hive",
        "spark.sql.warehouse.dir": f"file://{metastore}/warehouse",
        "spark.hadoop.javax.jdo.option.ConnectionURL": f"jdbc:derby:;databaseName={metastore}/db;create=true",
        "spark.hadoop.datanucleus.schema.autoCreateAll": "true",
        "spark.hadoop.hive.metastore.schema.verification": "false",
    }
    metastore.mkdir(parents=True)
    warehouse = bed.warehouse("views")
    finish(bed, "views", warehouse, "r1", conf=conf, settings=["nightshift.publish.catalog-database=nightshift"])
    # Another Spark, which knows the catalog and nothing of the warehouse.
    query = "select count(*) from nightshift.recommendations"
    command = [bed.cluster.home / "bin" / "spark-sql", "--master", "local[1]", "--conf", "spark.ui.enabled=false"]
    for key, value in conf.items():
        command += ["--conf", f"{key}={value}"]
    read = subprocess.run(
        [str(part) for part in command] + ["-e", query],
        env=bed.cluster.environment(),
        cwd=metastore,
        capture_output=True,
        text=True,
        timeout=bed.patience,
    )
    rows = bed.undisturbed("thin")["recommendations"].split()[0]
    require(read.stdout.split() == [rows], f"SQL sees {read.stdout.strip()} rows instead of {rows}: {read.stderr[-300:]}")


# -- YARN


@case("YARN, client mode")
def yarn_client(bed: Bed) -> None:
    finish(bed, "yarn-client", bed.warehouse("yarn-client"), "r1", **_yarn(bed, "client"))


@case("YARN, cluster mode")
def yarn_cluster(bed: Bed) -> None:
    finish(bed, "yarn-cluster", bed.warehouse("yarn-cluster"), "r1", **_yarn(bed, "cluster"))


@case("YARN, cluster mode: a driver that fails ends with 1, its report tells why")
def yarn_cluster_failure(bed: Bed) -> None:
    warehouse = bed.warehouse("yarn-failure")
    night = bed.nights.nightly("yarn-failure", warehouse, "r1", date="2017-12-25", settings=LATE, **_yarn(bed, "cluster"))
    status = night.wait(bed.patience)
    require(status == 1, f"exit status {status} instead of 1")
    require_reported_end(bed, warehouse, "input-bad")


def _yarn(bed: Bed, mode: str) -> dict:
    require(bed.cluster.with_yarn, "the cluster has no YARN; --long starts one")
    conf = {
        "spark.executor.instances": "1",
        "spark.yarn.am.memory": "256m",
        "spark.yarn.am.memoryOverhead": "128m",
        "spark.driver.memoryOverhead": "256m",
        "spark.executor.memoryOverhead": "256m",
        # What every node has already needs no upload.
        "spark.yarn.jars": f"local:{bed.cluster.home}/jars/*",
    }
    return {"master": "yarn", "mode": mode, "conf": conf}
