"""What reaches spark-submit and what follows from how it ends, with a stub in its place that keeps its arguments."""

import json
import os
from pathlib import Path

import pendulum
import pytest
from conftest import states

STUB = """#!/usr/bin/env python3
import json, os, sys
folder = os.environ["STUB_FOLDER"]
with open(folder + "/calls", "a") as calls:
    calls.write(json.dumps(sys.argv[1:]) + "\\n")
command = sys.argv[sys.argv.index(os.environ["NIGHTSHIFT_JAR"]) + 1] if "--class" in sys.argv else ""
plan = json.loads(os.environ.get("STUB_EXITS", "{}")).get(command, [0])
tried = sum(command in json.loads(call) for call in open(folder + "/calls"))
sys.exit(plan[min(tried, len(plan)) - 1])
"""

SHELL = """#!/usr/bin/env python3
import fnmatch, json, os, sys
for report in json.loads(os.environ.get("STUB_REPORTS", "[]")):
    if fnmatch.fnmatch(report["job"] + "-1.json", os.path.basename(sys.argv[-1])):
        print(json.dumps(report, indent=2))
with open(os.environ["STUB_FOLDER"] + "/read", "a") as read:
    read.write(sys.argv[-1] + "\\n")
"""

NIGHT = pendulum.datetime(2026, 8, 2, 3, tz="UTC")


@pytest.fixture
def stub(tmp_path, monkeypatch):
    for name, text in (("spark-submit", STUB), ("spark-class", SHELL)):
        (tmp_path / name).write_text(text)
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    monkeypatch.setenv("STUB_FOLDER", str(tmp_path))
    monkeypatch.setenv("NIGHTSHIFT_JAR", "/opt/nightshift.jar")
    monkeypatch.setenv("NIGHTSHIFT_CONFIG", "hdfs:///etc/nightshift.conf")
    monkeypatch.setenv("NIGHTSHIFT_TASKS", "night")
    return tmp_path


def calls(stub: Path) -> list:
    file = stub / "calls"
    return [json.loads(line) for line in file.read_text().splitlines()] if file.exists() else []


def arguments_of(call: list) -> list:
    """What comes after the jar."""
    return call[call.index("/opt/nightshift.jar") + 1 :]


def test_passes_date_and_run_id_explicitly(scheduler, stub):
    run = scheduler.run(NIGHT)
    assert states(run) == {"nightly": "success", "verify": "success"}
    run_id = scheduler.module().nightshift_run_id(run.run_id)
    common = ["--config", "hdfs:///etc/nightshift.conf", "--date", "2026-08-01", "--run-id", run_id]
    assert [arguments_of(call) for call in calls(stub)] == [["nightly", *common], ["verify", *common]]
    assert all(call[call.index("--class") + 1] == "io.nightshift.jobs.Main" for call in calls(stub))
    assert all(call[call.index("--master") + 1] == "local[2]" for call in calls(stub))


def test_jobs_share_the_run_id_and_come_in_order(scheduler, stub, monkeypatch):
    monkeypatch.setenv("NIGHTSHIFT_TASKS", "jobs")
    run = scheduler.run(NIGHT.add(days=1))
    assert set(states(run).values()) == {"success"}
    made = [arguments_of(call) for call in calls(stub)]
    assert len({tuple(arguments[1:]) for arguments in made}) == 1
    order = [arguments[0] for arguments in made]
    assert order[0] == "ingest" and order[-2:] == ["publish", "verify"]
    assert order.index("als") < order.index("recommend") < order.index("evaluate")


def test_a_given_date_and_make_live_reach_the_command(scheduler, stub):
    scheduler.run(NIGHT.add(days=2), {"date": "2026-07-04", "make_live": True})
    nightly, verify = [arguments_of(call) for call in calls(stub)]
    assert nightly[nightly.index("--date") + 1] == "2026-07-04"
    assert nightly[-1] == "--make-live"
    assert "--make-live" not in verify


@pytest.mark.parametrize("code", [2, 3, 4, 5, 6])
def test_what_would_fail_again_is_not_retried(scheduler, stub, monkeypatch, code):
    monkeypatch.setenv("STUB_EXITS", json.dumps({"nightly": [code, 0]}))
    run = scheduler.run(NIGHT.add(days=10 + code))
    assert states(run) == {"nightly": "failed", "verify": "upstream_failed"}
    assert len(calls(stub)) == 1


@pytest.mark.parametrize("code", [1, 7, 137])
def test_what_may_pass_by_itself_is_retried(scheduler, stub, monkeypatch, code):
    monkeypatch.setenv("STUB_EXITS", json.dumps({"nightly": [code, 0]}))
    run = scheduler.run(NIGHT.add(days=20 + code))
    assert states(run) == {"nightly": "success", "verify": "success"}
    first, second, _ = [arguments_of(call) for call in calls(stub)]
    assert first == second


def test_a_verify_that_fails_fails_the_night(scheduler, stub, monkeypatch):
    monkeypatch.setenv("STUB_EXITS", json.dumps({"verify": [3]}))
    run = scheduler.run(NIGHT.add(days=30))
    assert states(run) == {"nightly": "success", "verify": "failed"}
    assert str(getattr(run.state, "value", run.state)) == "failed"


def test_a_missing_connection_is_not_taken_for_yarn(scheduler, stub, monkeypatch):
    monkeypatch.setenv("NIGHTSHIFT_CONNECTION", "nobody_made_it")
    run = scheduler.run(NIGHT.add(days=31))
    assert states(run)["nightly"] == "failed"
    assert calls(stub) == []


def mode(call: list) -> str:
    return call[call.index("--deploy-mode") + 1]


def test_the_connections_extra_does_not_choose_the_deploy_mode(scheduler, stub, monkeypatch):
    connection = {"conn_type": "spark", "host": "yarn", "extra": {"deploy-mode": "cluster"}}
    monkeypatch.setenv("AIRFLOW_CONN_SPARK_DEFAULT", json.dumps(connection))
    run = scheduler.run(NIGHT.add(days=34))
    assert states(run) == {"nightly": "success", "verify": "success"}
    assert [mode(call) for call in calls(stub)] == ["client", "client"]


@pytest.fixture
def cluster_mode(monkeypatch):
    monkeypatch.setenv("NIGHTSHIFT_DEPLOY_MODE", "cluster")
    monkeypatch.setenv("NIGHTSHIFT_WAREHOUSE", "hdfs:///warehouse")
    monkeypatch.setenv("AIRFLOW_CONN_SPARK_DEFAULT", json.dumps({"conn_type": "spark", "host": "yarn"}))

    def reports(*found):
        monkeypatch.setenv("STUB_REPORTS", json.dumps(found))

    return reports


def report(job: str, outcome: str, started: str) -> dict:
    return {"job": job, "outcome": outcome, "startedAt": started}


def test_in_cluster_mode_the_newest_report_tells_how_a_night_ended(scheduler, stub, cluster_mode):
    cluster_mode(report("publish", "storage", "2026-08-02T03:00:00Z"), report("publish", "rejected", "2026-08-02T03:20:00.5Z"))
    run = scheduler.run(NIGHT.add(days=32))
    assert states(run)["nightly"] == "failed"
    assert len(calls(stub)) == 1
    run_id = scheduler.module().nightshift_run_id(run.run_id)
    assert (stub / "read").read_text() == f"hdfs:///warehouse/runs/2026-09-02/{run_id}/reports/*.json\n"


def test_in_cluster_mode_a_submit_without_a_report_is_tried_again(scheduler, stub, cluster_mode):
    run = scheduler.run(NIGHT.add(days=33))
    assert states(run)["nightly"] == "failed"
    assert len(calls(stub)) == 3


@pytest.mark.parametrize("code", [0, 1])
def test_in_cluster_mode_a_night_that_fails_in_an_earlier_job_is_not_retried(scheduler, stub, monkeypatch, cluster_mode, code):
    monkeypatch.setenv("STUB_EXITS", json.dumps({"nightly": [code]}))
    cluster_mode(report("ingest", "input-bad", "2026-08-02T03:00:00Z"))
    run = scheduler.run(NIGHT.add(days=35 + code))
    assert states(run) == {"nightly": "failed", "verify": "upstream_failed"}
    assert len(calls(stub)) == 1


def test_in_cluster_mode_a_night_is_done_when_its_newest_report_is_of_publish(scheduler, stub, cluster_mode):
    cluster_mode(
        report("publish", "done", "2026-08-02T03:20:00Z"),
        report("ingest", "storage", "2026-08-02T03:00:00Z"),
        report("ingest", "done", "2026-08-02T03:10:00Z"),
    )
    run = scheduler.run(NIGHT.add(days=37))
    assert states(run) == {"nightly": "success", "verify": "success"}
    # The check of the release is made where its exit code can be seen.
    assert [mode(call) for call in calls(stub)] == ["cluster", "client"]


def test_in_cluster_mode_a_night_whose_newest_report_is_of_another_job_is_not_done(scheduler, stub, cluster_mode):
    cluster_mode(report("ingest", "done", "2026-08-02T03:00:00Z"))
    run = scheduler.run(NIGHT.add(days=38))
    assert states(run) == {"nightly": "failed", "verify": "upstream_failed"}
    assert len(calls(stub)) == 3


def test_in_cluster_mode_a_verify_that_fails_is_not_retried(scheduler, stub, monkeypatch, cluster_mode):
    monkeypatch.setenv("STUB_EXITS", json.dumps({"verify": [3]}))
    cluster_mode(report("publish", "done", "2026-08-02T03:00:00Z"))
    run = scheduler.run(NIGHT.add(days=39))
    assert states(run) == {"nightly": "success", "verify": "failed"}
    assert len(calls(stub)) == 2


def test_in_cluster_mode_a_job_of_its_own_is_judged_by_its_own_reports(scheduler, stub, monkeypatch, cluster_mode):
    monkeypatch.setenv("NIGHTSHIFT_TASKS", "jobs")
    cluster_mode(report("ingest", "done", "2026-08-02T03:00:00Z"), report("features", "input-missing", "2026-08-02T03:10:00Z"))
    run = scheduler.run(NIGHT.add(days=40))
    assert states(run)["ingest"] == "success"
    assert states(run)["features"] == "failed"
