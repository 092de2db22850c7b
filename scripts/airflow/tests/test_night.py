"""Nights on a few households through a real spark-submit on local[2]. The last dates of the sample: 26, 27 and 28 December 2017."""

import json
import os
import sys
from pathlib import Path

import pendulum
import pytest
from conftest import HOME, PROJECT, states

sys.path.insert(0, str(PROJECT / "scripts" / "cluster"))

from testbed import distribution, nights  # noqa: E402

pytestmark = pytest.mark.night

SPARK = {
    "spark.ui.enabled": "false",
    "spark.sql.shuffle.partitions": "2",
    "spark.sql.codegen.wholeStage": "false",
    # Processes that live for a minute spend most of it in the optimising compiler.
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
}

# In spark-submit's place: the first submit of a night is left by its caller as soon as the features are written.
DESERTER = """#!/usr/bin/env bash
if [[ " $* " != *" nightly "* ]] || ! mkdir "{folder}/first" 2>/dev/null; then
  exec "{submit}" "$@"
fi
setsid "{submit}" "$@" >"{folder}/first.log" 2>&1 &
first=$!
until compgen -G "{warehouse}/runs/*/*/user_features/MANIFEST.json" >/dev/null || ! kill -0 $first; do sleep 0.1; done
{farewell}
exit 137
"""


@pytest.fixture(scope="module")
def data():
    folder = HOME / "data"
    nights.cut(1, folder)
    return folder


@pytest.fixture
def warehouse(data, tmp_path, monkeypatch):
    """An empty warehouse, with everything in the environment that a night on it needs."""
    home, java = distribution.spark_home(), distribution.java_home()
    monkeypatch.setenv("SPARK_HOME", str(home))
    monkeypatch.setenv("JAVA_HOME", str(java))
    monkeypatch.setenv("PATH", f"{home}/bin:{os.environ['PATH']}")
    config = tmp_path / "night.conf"
    nights.settings(str(data), config)
    config.write_text(config.read_text() + f'nightshift.warehouse = "{tmp_path}/warehouse"\n' + "\n".join(nights.THIN) + "\n")
    monkeypatch.setenv("NIGHTSHIFT_CONFIG", str(config))
    monkeypatch.setenv("NIGHTSHIFT_JAR", str(PROJECT / "jobs" / "target" / "nightshift.jar"))
    monkeypatch.setenv("NIGHTSHIFT_DRIVER_MEMORY", "1500m")
    monkeypatch.setenv("NIGHTSHIFT_TASKS", "night")
    monkeypatch.setenv("NIGHTSHIFT_SPARK_CONF", json.dumps(SPARK))
    monkeypatch.chdir(tmp_path)
    return tmp_path / "warehouse"


def after(day: int):
    """The end of the data interval of a December day."""
    return pendulum.datetime(2017, 12, day, 3, tz="UTC").add(days=1)


def releases(warehouse: Path) -> list:
    """Date and liveness of each release, oldest first."""
    found = [json.loads(file.read_text()) for file in sorted((warehouse / "releases").glob("*.json"))]
    return [(release["date"], release["live"]) for release in found]


def reports(warehouse: Path) -> list:
    found = [json.loads(file.read_text()) for file in warehouse.glob("runs/*/*/reports/*.json")]
    return sorted(found, key=lambda report: report["startedAt"])


@pytest.mark.short
def test_a_night_leaves_a_verified_release(scheduler, warehouse):
    assert states(scheduler.run(after(28))) == {"nightly": "success", "verify": "success"}
    assert releases(warehouse) == [("2017-12-28", True)]


def test_a_night_of_single_jobs_leaves_a_verified_release(scheduler, warehouse, monkeypatch):
    monkeypatch.setenv("NIGHTSHIFT_TASKS", "jobs")
    assert set(states(scheduler.run(after(28))).values()) == {"success"}
    assert releases(warehouse) == [("2017-12-28", True)]
    assert len(list(warehouse.glob("runs/*/*"))) == 1


def test_a_failing_job_fails_its_task_at_once_and_releases_nothing(scheduler, warehouse):
    # The sample ends in 2017.
    run = scheduler.run(after(28), {"date": "2018-06-30"})
    assert states(run) == {"nightly": "failed", "verify": "upstream_failed"}
    assert releases(warehouse) == []
    assert [(report["job"], report["outcome"]) for report in reports(warehouse)] == [("ingest", "input-bad")]


def desert(warehouse: Path, monkeypatch, farewell: str) -> None:
    folder = warehouse.parent / "stub"
    folder.mkdir()
    submit = distribution.spark_home() / "bin" / "spark-submit"
    script = folder / "spark-submit"
    script.write_text(DESERTER.format(folder=folder, submit=submit, warehouse=warehouse, farewell=farewell))
    script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")


def test_a_retry_goes_on_with_what_a_killed_driver_finished(scheduler, warehouse, monkeypatch):
    desert(warehouse, monkeypatch, "kill -9 $first; wait $first")
    assert states(scheduler.run(after(28))) == {"nightly": "success", "verify": "success"}
    assert releases(warehouse) == [("2017-12-28", True)]
    ingests = [report["kept"] for report in reports(warehouse) if report["job"] == "ingest"]
    assert ingests == [False, True]


def test_a_retry_beside_a_living_driver_leaves_one_release(scheduler, warehouse, monkeypatch):
    desert(warehouse, monkeypatch, "")
    assert states(scheduler.run(after(28))) == {"nightly": "success", "verify": "success"}
    assert releases(warehouse) == [("2017-12-28", True)]


def test_a_backfill_of_three_dates_leaves_the_newest_live(scheduler, warehouse):
    for day in (28, 26, 27):
        assert set(states(scheduler.run(after(day))).values()) == {"success"}
    assert releases(warehouse) == [("2017-12-28", True), ("2017-12-26", False), ("2017-12-27", False)]
