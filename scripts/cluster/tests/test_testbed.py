"""What the scripts of the cluster say and leave alone, without a cluster: python3 -m unittest discover -s scripts/cluster/tests"""

import contextlib
import importlib.machinery
import importlib.util
import io
import os
import signal
import subprocess
import sys
import tempfile
import unittest
from dataclasses import replace
from pathlib import Path
from unittest import mock

SCRIPTS = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(SCRIPTS / "cluster"))

from testbed import cluster, distribution  # noqa: E402
from testbed.processes import recorded  # noqa: E402


def run(script: str, *arguments: str) -> tuple:
    """The exit code of a script's main and what it said on stderr."""
    loader = importlib.machinery.SourceFileLoader(script.replace("-", "_"), str(SCRIPTS / script))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader(loader.name, loader))
    said = io.StringIO()
    with mock.patch.object(sys, "dont_write_bytecode", True):
        loader.exec_module(module)
    with mock.patch.object(sys, "argv", [script, *arguments]), contextlib.redirect_stderr(said):
        return module.main(), said.getvalue()


class TestbedTest(unittest.TestCase):
    def setUp(self):
        stack = contextlib.ExitStack()
        self.addCleanup(stack.close)
        self.build = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        self.control = self.build / "clients" / "control"
        for module in (cluster, distribution):
            stack.enter_context(mock.patch.object(module, "BUILD", self.build))
        places = {"SPARK_HOME": str(self.build / "spark"), "JAVA_HOME": str(self.build / "java")}
        stack.enter_context(mock.patch.dict(os.environ, places))

    def runs(self, name: str) -> subprocess.Popen:
        """A process in place of Hadoop's, under the name that is registered for it."""
        process = subprocess.Popen(["sleep", "600"])
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        self.control.parent.mkdir()
        self.control.write_text("http://127.0.0.1:1")
        cluster.Cluster().register.put(replace(recorded(process.pid), name=name))
        return process

    def failing_program(self, name: str) -> Path:
        program = self.build / name
        program.write_text("#!/bin/sh\nexit 1\n")
        program.chmod(0o755)
        return program

    def refuses(self, name: str, options: list, test_options: list, problem: str):
        process = self.runs(name)
        said = f"Cannot start the cluster: {problem}; stop it first\n"
        self.assertEqual(run("cluster/cluster", "start", *options), (2, said))
        self.assertEqual(run("cluster-test", "--jar", "/", *test_options), (2, "Cannot test: " + said))
        self.assertIsNone(process.poll())
        self.assertTrue(self.control.exists())

    def test_a_cluster_without_yarn_is_not_replaced_by_one_with_it(self):
        self.refuses("hadoop", ["--yarn"], ["--long"], "one without YARN runs, expected none or one with YARN")

    def test_a_cluster_with_yarn_is_not_replaced_by_one_without_it(self):
        self.refuses("hadoop-yarn", [], [], "one with YARN runs, expected none or one without YARN")

    def test_stopping_ends_hadoop_and_leaves_nothing_that_looks_ready(self):
        process = self.runs("hadoop-yarn")
        cluster.Cluster().stop()
        self.assertEqual(process.wait(10), -signal.SIGTERM)
        self.assertFalse(self.control.exists())

    def test_a_fetch_that_fails_ends_with_a_message(self):
        self.failing_program("mvn")
        with mock.patch.dict(os.environ, PATH=f"{self.build}:{os.environ['PATH']}"):
            code, said = run("cluster-test", "--jar", "/")
        self.assertEqual(code, 2)
        self.assertRegex(said, "\nCannot test: Cannot fetch Hadoop's mini cluster: .* returned non-zero exit status 1; see what Maven said")

    def test_a_spark_that_cannot_be_fetched_ends_with_a_message(self):
        with mock.patch.dict(os.environ), mock.patch.object(sys, "executable", str(self.failing_program("python"))):
            del os.environ["SPARK_HOME"]
            for script, options, code in (("cluster/cluster", ["status"], 1), ("cluster-test", ["--jar", "/"], 2)):
                self.assertEqual(run(script, *options)[0], code)
                self.assertRegex(run(script, *options)[1], "Cannot fetch pyspark==.*; see what pip said above, or set SPARK_HOME")

    def test_the_settings_of_a_cluster_that_never_ran_are_not_there(self):
        said = "No cluster has been started here; run scripts/cluster/cluster start first\n"
        self.assertEqual(run("cluster/cluster", "env"), (1, said))


if __name__ == "__main__":
    unittest.main()
