"""What the graph looks like, without running it."""

import json
import subprocess
from datetime import datetime, timedelta, timezone

import pytest
from airflow.exceptions import AirflowFailException
from conftest import PROJECT


def test_parses_without_errors(scheduler):
    assert scheduler.bag().import_errors == {}
    assert list(scheduler.bag().dags) == ["nightshift"]


def test_has_a_task_per_job_then_publish_then_verify(scheduler):
    dag = scheduler.dag()
    assert {task.task_id for task in dag.tasks} == set(scheduler.module().JOBS) | {"publish", "verify"}
    assert dag.get_task("publish").downstream_task_ids == {"verify"}
    assert dag.get_task("publish").get_flat_relative_ids(upstream=True) == set(scheduler.module().JOBS)
    assert [task.task_id for task in dag.roots] == ["ingest"]


def test_every_job_comes_after_those_whose_tables_it_reads(scheduler):
    listed = subprocess.run([PROJECT / "scripts" / "nightshift", "jobs", "--json"], check=True, capture_output=True, text=True)
    jobs = json.loads(listed.stdout)
    writers = {table: job["job"] for job in jobs for table in job["writes"]}
    dag = scheduler.dag()
    assert {job["job"] for job in jobs} == set(scheduler.module().JOBS)
    for job in jobs:
        before = dag.get_task(job["job"]).get_flat_relative_ids(upstream=True)
        assert {writers[table] for table in job["reads"]} <= before, job["job"]


def test_can_be_one_task(scheduler, monkeypatch):
    monkeypatch.setenv("NIGHTSHIFT_TASKS", "night")
    assert [task.task_id for task in scheduler.dag().topological_sort()] == ["nightly", "verify"]


def test_limits_what_runs_and_for_how_long(scheduler):
    dag = scheduler.dag()
    assert dag.catchup is False
    assert dag.max_active_runs == 1
    assert dag.dagrun_timeout == timedelta(hours=8)
    for task in dag.tasks:
        assert task.retries == 2
        assert task.execution_timeout == timedelta(hours=3)
        assert task.pool == "default_pool"


def test_tells_others_of_a_verified_release_only(scheduler):
    outlets = {task.task_id: [asset.uri.rstrip("/") for asset in task.outlets] for task in scheduler.dag().tasks if task.outlets}
    assert outlets == {"verify": ["nightshift://warehouse/releases"]}


def test_starts_at_three_in_the_business_time_zone(scheduler, monkeypatch):
    monkeypatch.setenv("NIGHTSHIFT_TIME_ZONE", "America/New_York")
    timetable = scheduler.dag().timetable
    # The night to 2026-03-08 has 23 hours, in which the clock goes from UTC-5 to UTC-4.
    end = datetime(2026, 3, 8, 12, tzinfo=timezone.utc)
    interval = timetable.infer_manual_data_interval(run_after=__import__("pendulum").instance(end))
    assert interval.start == datetime(2026, 3, 7, 8, tzinfo=timezone.utc)
    assert interval.end == datetime(2026, 3, 8, 7, tzinfo=timezone.utc)


@pytest.mark.parametrize(
    ("zone", "end", "day"),
    [
        ("UTC", datetime(2026, 8, 2, 3, tzinfo=timezone.utc), "2026-08-01"),
        # 3:00 of August 2 in Auckland is still August 1 in UTC.
        ("Pacific/Auckland", datetime(2026, 8, 1, 15, tzinfo=timezone.utc), "2026-08-01"),
        ("America/New_York", datetime(2026, 3, 8, 7, tzinfo=timezone.utc), "2026-03-07"),
    ],
)
def test_the_run_date_is_the_day_before_the_end_of_the_data_interval(scheduler, monkeypatch, zone, end, day):
    monkeypatch.setenv("NIGHTSHIFT_TIME_ZONE", zone)
    assert scheduler.module().run_date({"date": None}, end) == day


def test_a_given_date_counts_more_than_the_data_interval(scheduler):
    end = datetime(2026, 8, 2, 3, tzinfo=timezone.utc)
    assert scheduler.module().run_date({"date": "2026-07-04"}, end) == "2026-07-04"


def test_without_a_date_and_a_data_interval_it_says_what_to_do(scheduler):
    with pytest.raises(AirflowFailException, match="Cannot start the night: params.date= is empty, expected a day such as"):
        scheduler.module().run_date({"date": None}, None)


def test_run_ids_become_valid_and_stay_different(scheduler):
    made = scheduler.module().nightshift_run_id
    assert made("night-1.a_b") == "night-1.a_b"
    names = [
        "scheduled__2026-08-01T03:00:00+00:00",
        "scheduled__2026-08-01T03:00:00-00:00",
        "manual__2026-08-01T03:00:00.123456+00:00_aB3dE",
        "__x",
        "__X",
        "backfill__" + "long" * 60 + "1",
        "backfill__" + "long" * 60 + "2",
        "Ünïcode / und mehr",
    ]
    import re

    assert all(re.fullmatch("[a-z0-9][a-z0-9._-]{0,63}", made(name)) for name in names)
    assert len({made(name) for name in names}) == len(names)
