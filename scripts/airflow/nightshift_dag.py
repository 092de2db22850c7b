"""The night under Airflow 2.11 and 3.x: every job a spark-submit of its own on one run id, then publish, then a check of the release.

Needs apache-airflow-providers-apache-spark 6.3 or newer, a connection of type ``spark``, and ``spark-submit`` and ``spark-class`` on the worker's
PATH. Settings are environment variables of the scheduler and the workers, because reading Airflow's variables would cost the
database a query at each parse:

===============================  ==========================================================================================
NIGHTSHIFT_JAR                   the jar; required to run (a path or URL that spark-submit understands)
NIGHTSHIFT_CONFIG                the settings file, any Hadoop path; required to run
NIGHTSHIFT_WAREHOUSE             the warehouse; needed with NIGHTSHIFT_DEPLOY_MODE=cluster, to read how a job ended
NIGHTSHIFT_TASKS                 ``jobs`` (default): one task per job; ``night``: one task for all jobs and the release
NIGHTSHIFT_CONNECTION            the Spark connection (default ``spark_default``)
NIGHTSHIFT_DEPLOY_MODE           ``client`` (default) or ``cluster``, whatever the connection's extra says; ``verify`` is always a client
NIGHTSHIFT_SPARK_CONF            Spark settings as a JSON object
NIGHTSHIFT_DRIVER_MEMORY         heap of a driver (default 4g)
NIGHTSHIFT_SCHEDULE              cron expression in the business time zone (default ``0 3 * * *``)
NIGHTSHIFT_TIME_ZONE             the business time zone (default UTC); the same as ``time-zone`` of the settings
NIGHTSHIFT_START_DATE            the first day of the schedule (default 2026-01-01)
NIGHTSHIFT_POOL                  Airflow's pool for the submits (default ``default_pool``)
NIGHTSHIFT_RETRY_MINUTES         wait before a retry (default 5)
===============================  ==========================================================================================

The run date is the day before the end of the data interval. A run triggered by hand has no data interval on Airflow 3: give it
``{"date": "2026-08-01"}``. Retries are for what may pass by itself (exit codes 1 and 7, a killed submit); a job that ended with
2 to 6 would end the same way again and fails its task at once. In cluster mode a report in the warehouse tells so: without one, as after
wrong settings, which end before any report, the task is retried. A retry, or a cleared task, goes on with the same Nightshift run and
keeps what is finished.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pendulum
from airflow.exceptions import AirflowException, AirflowFailException
from airflow.providers.apache.spark.operators.spark_submit import SparkSubmitOperator
from airflow.timetables.interval import CronDataIntervalTimetable

try:
    from airflow.sdk import DAG, Asset, Param
except ImportError:
    from airflow import DAG
    from airflow.datasets import Dataset as Asset
    from airflow.models.param import Param

# Each job and those before it: at least the ones whose tables it reads, which a test compares with `nightshift jobs`.
JOBS = {
    "ingest": [],
    "features": ["ingest"],
    "interactions": ["ingest"],
    "als": ["interactions"],
    "popular": ["interactions"],
    "neighbours": ["interactions"],
    "linear": ["interactions"],
    "basket": ["ingest"],
    "again": ["ingest"],
    "content": ["interactions"],
    "viewed-then-bought": ["interactions"],
    "user-neighbours": ["interactions"],
    "ranker": ["interactions"],
    "recommend": [
        "als",
        "ranker",
        "popular",
        "neighbours",
        "linear",
        "basket",
        "content",
        "viewed-then-bought",
        "user-neighbours",
    ],
    "rules": ["recommend"],
    "propensity": ["features"],
    "evaluate": ["recommend", "propensity"],
}
FINAL_CODES = {2: "settings", 3: "input-missing", 4: "input-bad", 5: "rejected", 6: "superseded"}
RUN_ID_LENGTH = 64


def setting(name: str, default: str = "") -> str:
    return os.environ.get(f"NIGHTSHIFT_{name}", default)


def run_date(params: dict, data_interval_end: datetime | None) -> str:
    """The last full day that the run may see."""
    chosen = params.get("date")
    if chosen:
        return date.fromisoformat(chosen).isoformat()
    if data_interval_end is None:
        raise AirflowFailException(
            'Cannot start the night: params.date= is empty, expected a day such as 2026-08-01 because a run triggered by hand has no'
            ' data interval; trigger it with {"date": "2026-08-01"}'
        )
    end = data_interval_end.astimezone(ZoneInfo(setting("TIME_ZONE", "UTC")))
    return (end.date() - timedelta(days=1)).isoformat()


def nightshift_run_id(airflow_run_id: str) -> str:
    """A valid and still unambiguous Nightshift run id: whenever something had to be replaced, a digest of the original ends it."""
    text = re.sub(r"[^a-z0-9._-]", "-", airflow_run_id.lower())
    text = re.sub(r"^[^a-z0-9]+", "", text)
    if text == airflow_run_id and len(text) <= RUN_ID_LENGTH:
        return text
    digest = hashlib.sha256(airflow_run_id.encode()).hexdigest()[:8]
    return text[: RUN_ID_LENGTH - 9] + "-" + digest


class NightshiftOperator(SparkSubmitOperator):
    """One Nightshift command by spark-submit. Fails for good when another try would end the same way.

    In client mode the exit code of spark-submit tells how the command ended. In cluster mode it does not (a standalone master says 0
    whatever happened, YARN says 1), so the newest report of the job, or of all jobs of the night, is read from the warehouse by the
    file system shell that every Spark distribution brings. ``verify`` leaves no report: it runs in client mode, where its exit code is the proof.
    """

    template_fields = (*SparkSubmitOperator.template_fields, "report_pattern")

    def __init__(self, *, command: str, options: list[str] | None = None, **kwargs):
        self.command = command
        self.in_cluster = setting("DEPLOY_MODE", "client") == "cluster" and command != "verify"
        day, run_id = "{{ nightshift_date(params, data_interval_end | default(none)) }}", "{{ nightshift_run_id(run_id) }}"
        reports = "*.json" if command == "nightly" else f"{command}-*.json"
        self.report_pattern = f"{setting('WAREHOUSE')}/runs/{day}/{run_id}/reports/{reports}"
        super().__init__(
            application=setting("JAR"),
            java_class="io.nightshift.jobs.Main",
            name=f"nightshift {command}",
            conn_id=setting("CONNECTION", "spark_default"),
            # Without a word the provider takes the mode of the connection's extra.
            deploy_mode="cluster" if self.in_cluster else "client",
            conf=json.loads(setting("SPARK_CONF", "{}")),
            driver_memory=setting("DRIVER_MEMORY", "4g"),
            # A retry needs no connection to the driver that went before: both may work on the run, and it is released once.
            durable=False,
            application_args=[command, "--config", setting("CONFIG"), "--date", day, "--run-id", run_id, *(options or [])],
            **kwargs,
        )

    def execute(self, context):
        # The provider takes a connection that does not exist for a YARN cluster.
        self._get_hook().get_connection(self._conn_id)
        try:
            super().execute(context)
        except AirflowException as failed:
            self._fail_for_good(self._exit_word(failed))
            raise
        if self.in_cluster:
            self._require_done()

    def _exit_word(self, failed: AirflowException) -> str | None:
        if self.in_cluster:
            return self._reported()
        code = re.search(r"Error code is: (\d+)", str(failed))
        return FINAL_CODES.get(int(code.group(1))) if code else None

    def _require_done(self) -> None:
        word = self._reported()
        self._fail_for_good(word)
        if word != "done":
            raise AirflowException(f"nightshift {self.command} did not finish: its report says {word}, expected done; see the driver's log")

    def _fail_for_good(self, word: str | None) -> None:
        if word in FINAL_CODES.values():
            raise AirflowFailException(f"nightshift {self.command} ended with {word}; another try would end the same way, see its log")

    def _reported(self) -> str | None:
        """The outcome in the newest report; nothing when there is none or it cannot be read."""
        shell = ["spark-class", "org.apache.hadoop.fs.FsShell", "-cat", self.report_pattern]
        read = subprocess.run(shell, capture_output=True, text=True, timeout=300)
        reports = list(_json_objects(read.stdout))
        if not reports:
            self.log.warning("No report at %s: %s", self.report_pattern, read.stderr[-500:])
            return None
        newest = max(reports, key=lambda report: datetime.fromisoformat(report["startedAt"].replace("Z", "+00:00")))
        last = "publish" if self.command == "nightly" else self.command
        if newest["outcome"] == "done" and newest["job"] != last:
            return f"done of {newest['job']} only"
        return newest["outcome"]


def _json_objects(text: str):
    """The objects of a text that has one after the other."""
    decoder, at = json.JSONDecoder(), text.find("{")
    while at >= 0:
        found, end = decoder.raw_decode(text, at)
        yield found
        at = text.find("{", end)


def build() -> DAG:
    """The graph: jobs, publish, verify; or nightly, verify."""
    zone = setting("TIME_ZONE", "UTC")
    with DAG(
        dag_id="nightshift",
        description="Events in, released marketing tables out",
        schedule=CronDataIntervalTimetable(setting("SCHEDULE", "0 3 * * *"), timezone=pendulum.timezone(zone)),
        start_date=pendulum.parse(setting("START_DATE", "2026-01-01"), tz=zone),
        # After an outage the newest night is what readers need; older dates are a backfill, made on purpose.
        catchup=False,
        # Two nights at once would only compete for the cluster; the warehouse itself would stay whole.
        max_active_runs=1,
        dagrun_timeout=timedelta(hours=8),
        default_args={
            "retries": 2,
            "retry_delay": timedelta(minutes=float(setting("RETRY_MINUTES", "5"))),
            "execution_timeout": timedelta(hours=3),
            "pool": setting("POOL", "default_pool"),
        },
        params={
            "date": Param(None, type=["null", "string"], format="date", description="Run this date instead of the data interval's"),
            "make_live": Param(False, type="boolean", description="Let it replace a live release of a later date"),
        },
        user_defined_macros={"nightshift_date": run_date, "nightshift_run_id": nightshift_run_id},
        tags=["nightshift"],
        doc_md=__doc__,
    ) as dag:
        released = _night() if setting("TASKS", "jobs") == "night" else _jobs()
        released >> NightshiftOperator(task_id="verify", command="verify", outlets=[Asset("nightshift://warehouse/releases")])
    return dag


def _jobs() -> NightshiftOperator:
    tasks = {job: NightshiftOperator(task_id=job, command=job) for job in JOBS}
    for job, needed in JOBS.items():
        for other in needed:
            tasks[other] >> tasks[job]
    publish = PublishOperator(task_id="publish", command="publish")
    list(tasks.values()) >> publish
    return publish


def _night() -> NightshiftOperator:
    return PublishOperator(task_id="nightly", command="nightly")


class PublishOperator(NightshiftOperator):
    """A command that releases; it obeys the run's ``make_live``."""

    def execute(self, context):
        if context["params"].get("make_live"):
            self.application_args = [*self.application_args, "--make-live"]
        super().execute(context)


dag = build()
