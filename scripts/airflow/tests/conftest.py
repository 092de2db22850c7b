"""A throw-away Airflow in the build folder: a database in a file, the DAG in its folder, no server."""

import inspect
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[3]
HOME = Path(os.environ["NIGHTSHIFT_AIRFLOW_HOME"])

# Airflow reads these when it is imported.
os.environ.update(
    {
        "AIRFLOW_HOME": str(HOME),
        "AIRFLOW__CORE__DAGS_FOLDER": str(HOME / "dags"),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": f"sqlite:///{HOME}/airflow.db",
        "AIRFLOW__USAGE_DATA_COLLECTION__ENABLED": "False",
        "AIRFLOW__LOGGING__LOGGING_LEVEL": "WARNING",
        "AIRFLOW__LOGGING__BASE_LOG_FOLDER": str(HOME / "logs"),
        "AIRFLOW_CONN_SPARK_DEFAULT": json.dumps({"conn_type": "spark", "host": "local[2]"}),
        "NIGHTSHIFT_START_DATE": "2017-01-01",
        "NIGHTSHIFT_RETRY_MINUTES": "0",
    }
)
(HOME / "dags").mkdir(parents=True, exist_ok=True)
shutil.copy(PROJECT / "scripts" / "airflow" / "nightshift_dag.py", HOME / "dags")
subprocess.run([Path(sys.executable).parent / "airflow", "db", "migrate"], check=True, capture_output=True)

import airflow  # noqa: E402

MAJOR = int(airflow.__version__.split(".")[0])
if MAJOR == 2:
    # Its database model has keys into this one's.
    import airflow.providers.fab.auth_manager.models  # noqa: E402,F401
    from airflow.models.dagbag import DagBag  # noqa: E402
else:
    from airflow.dag_processing.dagbag import DagBag  # noqa: E402


class Scheduler:
    """What the tests ask Airflow for."""

    def bag(self):
        return DagBag(str(HOME / "dags"))

    def dag(self):
        bag = self.bag()
        assert bag.import_errors == {}
        return bag.dags["nightshift"]

    def module(self):
        return sys.modules[self.dag().tasks[0].__class__.__module__]

    def run(self, logical_date, conf=None):
        """Runs the graph once in this process. The date counts as the end of the data interval, as for any run made by hand."""
        dag = self.dag()
        name = "logical_date" if "logical_date" in inspect.signature(dag.test).parameters else "execution_date"
        return dag.test(**{name: logical_date}, run_conf=conf)


def states(run) -> dict:
    """How each task of a run ended."""
    return {instance.task_id: str(getattr(instance.state, "value", instance.state)) for instance in run.get_task_instances()}


@pytest.fixture
def scheduler():
    return Scheduler()
