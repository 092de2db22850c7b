"""Processes that outlive the script which started them: recorded by id and start time, and ended by nothing else."""

import json
import os
import signal
import subprocess
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Iterator, Optional


@dataclass(frozen=True)
class Recorded:
    """A process by its id, and its start time in clock ticks since boot, which tells it from a later one with the same id."""

    name: str
    pid: int
    started: int

    def alive(self) -> bool:
        return _started(self.pid) == self.started

    def kill(self, number: int = signal.SIGKILL) -> None:
        if self.alive():
            os.kill(self.pid, number)

    def stop(self, grace_seconds: float) -> None:
        """Asks it to end, and ends it after the grace."""
        self.kill(signal.SIGTERM)
        if not wait_until(lambda: not self.alive(), grace_seconds):
            self.kill()
            wait_until(lambda: not self.alive(), 10)

    def command(self) -> str:
        """Its command line; empty when it is gone."""
        try:
            return Path(f"/proc/{self.pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
        except OSError:
            return ""

    def children(self) -> Iterator["Recorded"]:
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit() and _parent(int(entry.name)) == self.pid:
                child = recorded(int(entry.name))
                if child:
                    yield child


def recorded(pid: int) -> Optional[Recorded]:
    """The process that has this id now; nothing when there is none."""
    started = _started(pid)
    return None if started is None else Recorded(str(pid), pid, started)


def start(name: str, command: list, log: Path, environment: dict, folder: Path) -> Recorded:
    """Starts a process in a session of its own, with both its streams in the log."""
    log.parent.mkdir(parents=True, exist_ok=True)
    folder.mkdir(parents=True, exist_ok=True)
    with open(log, "ab") as out:
        process = subprocess.Popen(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            env=environment,
            cwd=folder,
            start_new_session=True,
        )
    return Recorded(name, process.pid, _started(process.pid) or 0)


class Register:
    """The processes of a cluster, in a file."""

    def __init__(self, file: Path):
        self._file = file

    def all(self) -> list:
        if not self._file.exists():
            return []
        return [Recorded(**entry) for entry in json.loads(self._file.read_text())]

    def named(self, name: str) -> Optional[Recorded]:
        return next((process for process in self.all() if process.name == name and process.alive()), None)

    def put(self, process: Recorded) -> None:
        self._store([other for other in self.all() if other.name != process.name] + [process])

    def clear(self) -> None:
        self._file.unlink(missing_ok=True)

    def _store(self, processes: list) -> None:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        unfinished = self._file.with_suffix(".tmp")
        unfinished.write_text(json.dumps([asdict(process) for process in processes], indent=2))
        unfinished.replace(self._file)


def wait_until(condition, seconds: float, every: float = 0.1) -> bool:
    """Whether the condition came true in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(every)
    return bool(condition())


def _stat(pid: int) -> list:
    """The fields of a process's state after its name, which may hold spaces; none for a process that is gone or only a zombie."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []
    return [] if fields[0] in "ZX" else fields


def _started(pid: int) -> Optional[int]:
    fields = _stat(pid)
    return int(fields[19]) if fields else None


def _parent(pid: int) -> Optional[int]:
    fields = _stat(pid)
    return int(fields[1]) if fields else None
