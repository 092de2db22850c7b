"""Where Spark and Java come from: SPARK_HOME, or the pip package of the project's Spark version in the build folder."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[3]
BUILD = PROJECT / "target" / "cluster"
PYSPARK = "pyspark==4.1.0"


def spark_home() -> Path:
    """SPARK_HOME, else the distribution inside pip's pyspark, fetched once."""
    if os.environ.get("SPARK_HOME"):
        return Path(os.environ["SPARK_HOME"])
    environment = BUILD / "spark"
    found = _packaged_spark(environment)
    if not found:
        print(f"Fetching {PYSPARK} into {environment} ...", file=sys.stderr)
        shutil.rmtree(environment, ignore_errors=True)
        try:
            subprocess.run([sys.executable, "-m", "venv", environment], check=True)
            subprocess.run([environment / "bin" / "pip", "install", "-q", PYSPARK], check=True)
        except (OSError, subprocess.CalledProcessError) as failed:
            raise RuntimeError(
                f"Cannot fetch {PYSPARK}: {str(failed).rstrip('.')}; see what pip said above, or set SPARK_HOME to a Spark 4.1 that is here"
            ) from failed
        found = _packaged_spark(environment)
    return found[0]


def _packaged_spark(environment: Path) -> list:
    return [jars.parent for jars in environment.glob("lib/python*/site-packages/pyspark/jars")]


def python_path(home: Path) -> list:
    """What a Python needs on its path to import this distribution's pyspark."""
    archives = sorted((home / "python" / "lib").glob("py4j-*.zip"))
    if (home / "__init__.py").exists():
        return [str(home.parent)]
    return [str(home / "python")] + [str(archive) for archive in archives]


def java_home() -> Path:
    if os.environ.get("JAVA_HOME"):
        return Path(os.environ["JAVA_HOME"])
    java = shutil.which("java")
    if not java:
        raise RuntimeError("Cannot start the cluster: java is not on the PATH, expected Java 17; install a JDK and set JAVA_HOME")
    return Path(java).resolve().parents[1]


def hadoop_class_path() -> str:
    """The class path of HDFS and YARN in one JVM, fetched by Maven once."""
    listed = BUILD / "hadoop-classpath"
    if not listed.exists():
        print("Fetching Hadoop's mini cluster ...", file=sys.stderr)
        listed.parent.mkdir(parents=True, exist_ok=True)
        command = ["mvn", "-q", "-B", "-f", PROJECT / "scripts" / "cluster" / "pom.xml", "dependency:build-classpath"]
        try:
            subprocess.run(command, check=True)
        except (OSError, subprocess.CalledProcessError) as failed:
            raise RuntimeError(
                f"Cannot fetch Hadoop's mini cluster: {str(failed).rstrip('.')}; see what Maven said above, and whether it reaches its repository"
            ) from failed
    return listed.read_text().strip()
