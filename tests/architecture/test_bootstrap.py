"""Does manage.py make a whole `.venv`, once, and otherwise say in one sentence why it cannot?

manage.py runs in a copy of its own, under the Python that made this environment. There `venv` and `pip` are stand-ins
that write down how they were called, and the Python they install is a script that ends with exit code 7.
"""

import fcntl
import hashlib
import os
import shutil
import signal
import socket
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# Runs manage.py with some modules out of reach, and with other changes to `sys`.
START = "import runpy, sys; sys.modules.update(dict.fromkeys({hidden!r})); {change}; sys.argv[0] = 'manage.py'; {run}"
RUN = "runpy.run_path('manage.py', run_name='__main__')"

FAKE_VENV = """
import pathlib, shutil, sys
*options, folder = sys.argv[1:]
with open("calls", "a") as calls:
    print("venv", *options, file=calls)
shutil.rmtree(folder, ignore_errors=True)
python = pathlib.Path(folder, "bin", "python")
python.parent.mkdir(parents=True)
shutil.copy("fake-python", python)
"""
FAKE_PIP = """
import sys
with open("calls", "a") as calls:
    print("system pip", *sys.argv[1:], file=calls)
"""
FAKE_PYTHON = """#!/bin/sh
if [ "$2" != pip ]; then
    shift 2
    echo "inside: $*"
    exit 7
fi
echo "pip $*" >> calls
echo "Collecting first==1.0"
if [ -n "$PIP_WAITS" ]; then echo waiting >> calls; sleep 60; fi
if [ -n "$PIP_FAILS" ]; then echo "ERROR: hashes differ" >&2; exit 1; fi
"""
INSTALLED = ["venv --clear", "pip -m pip install --require-hashes --only-binary=:all: --no-input"]


@dataclass
class Clone:
    """A folder that holds manage.py, a lock of two packages and the stand-ins."""

    folder: Path

    def start(self, *arguments: str, hidden: tuple[str, ...] = ("django",), change: str = "pass", **environment: str):
        code = START.format(hidden=hidden, change=change, run=RUN)
        return subprocess.Popen(
            [sys._base_executable, "-c", code, *arguments],
            cwd=self.folder,
            env={**os.environ, "PYTHONPATH": str(self.folder / "fakes"), **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *arguments: str, **options) -> tuple[int, str, str]:
        with self.start(*arguments, **options) as process:
            out, err = process.communicate(timeout=120)
        return process.returncode, out, err

    @property
    def calls(self) -> list[str]:
        """How the stand-ins were called, without what is the same in every call of pip."""
        log = self.folder / "calls"
        lines = log.read_text().splitlines() if log.exists() else []
        return [line.partition(" --disable-pip-version-check")[0] for line in lines]

    @property
    def stamp(self) -> Path:
        return self.folder / ".venv" / "lock.sha256"


@pytest.fixture
def clone(tmp_path: Path) -> Clone:
    shutil.copy(ROOT / "manage.py", tmp_path)
    (tmp_path / "lock.txt").write_text("first==1.0 \\\n    --hash=sha256:1\nsecond==2.0 \\\n    --hash=sha256:2\n")
    (tmp_path / "fakes").mkdir()
    (tmp_path / "fakes" / "venv.py").write_text(FAKE_VENV)
    (tmp_path / "fakes" / "pip.py").write_text(FAKE_PIP)
    (tmp_path / "fake-python").write_text(FAKE_PYTHON)
    (tmp_path / "fake-python").chmod(0o755)
    return Clone(tmp_path)


def test_first_run_installs_and_runs_the_command_inside(clone):
    assert clone.run("check", "--deploy") == (
        7,
        "Installing into .venv (about a minute, once)\ninside: check --deploy\n",
        "",
    )
    assert clone.calls == INSTALLED
    assert clone.stamp.read_text() == hashlib.sha256((clone.folder / "lock.txt").read_bytes()).hexdigest()


def test_later_runs_install_nothing(clone):
    clone.run("check")
    assert clone.run("check") == (7, "inside: check\n", "")
    assert clone.calls == INSTALLED


def test_changed_lock_is_installed(clone):
    clone.run("check")
    with (clone.folder / "lock.txt").open("a") as lock:
        lock.write("third==3.0 \\\n    --hash=sha256:3\n")
    clone.run("check")
    assert clone.calls == INSTALLED * 2


def test_unfinished_environment_is_built_anew(clone):
    clone.run("check")
    clone.stamp.unlink()
    left_over = clone.folder / ".venv" / "half-written"
    left_over.touch()
    assert clone.run("check")[0] == 7
    assert clone.calls == INSTALLED * 2
    assert not left_over.exists()


def test_environment_whose_python_is_gone_is_built_anew(clone):
    clone.run("check")
    (clone.folder / ".venv" / "bin" / "python").unlink()
    assert clone.run("check")[0] == 7
    assert clone.calls == INSTALLED * 2


def test_environment_that_runs_but_lacks_django_is_built_anew(clone):
    clone.run("check")
    assert clone.run("check", change=f"sys.prefix = {str(clone.folder / '.venv')!r}")[0] == 7
    assert clone.calls == INSTALLED * 2


def test_failed_installation_shows_why_and_leaves_no_stamp(clone):
    code, _, err = clone.run("check", PIP_FAILS="1")
    assert code == 1
    assert err.splitlines() == [
        "Collecting first==1.0",
        "ERROR: hashes differ",
        "The installation failed; the next run begins it again.",
    ]
    assert not clone.stamp.exists()
    assert clone.run("check")[0] == 7


def test_demo_names_an_occupied_port_before_installing(clone):
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        assert clone.run("demo", "--port", str(port)) == (
            1,
            "",
            f"Cannot listen on 127.0.0.1:{port} (Address already in use). Choose another with --port.\n",
        )
        assert clone.calls == []
        assert clone.run("check", "--port", str(port))[0] == 7


def test_without_ensurepip_the_pip_of_the_system_installs(clone):
    assert clone.run("check", hidden=("django", "ensurepip"))[0] == 7
    python = clone.folder / ".venv" / "bin" / "python"
    assert clone.calls == [
        "venv --clear --without-pip",
        f"system pip --python {python} install --require-hashes --only-binary=:all: --no-input",
    ]


@pytest.mark.parametrize("hidden", [("ensurepip", "pip"), ("venv",)])
def test_without_ensurepip_and_pip_or_without_venv_the_package_is_named(clone, hidden):
    package = f"python3.{sys.version_info.minor}-venv"
    assert clone.run("check", hidden=("django", *hidden)) == (
        1,
        "",
        f"This Python cannot make virtual environments: install the package {package} and run this again.\n",
    )
    assert not (clone.folder / ".venv").exists()


def test_old_python_is_refused_in_one_sentence(clone):
    assert clone.run("demo", change="sys.version_info = (3, 9, 2)") == (
        1,
        "",
        "The registry needs Python 3.11 or newer; this is 3.9.\n",
    )


def test_second_process_waits_for_the_first(clone):
    folder = os.open(clone.folder, os.O_RDONLY)
    fcntl.flock(folder, fcntl.LOCK_EX)
    with clone.start("check") as process:
        assert process.stdout.readline() == "Waiting for another process that prepares .venv\n"
        assert clone.calls == []
        os.close(folder)
        assert process.wait(timeout=120) == 7
    assert clone.calls == INSTALLED


def test_interrupted_installation_ends_quietly_and_leaves_no_stamp(clone):
    # Started in the background of a shell, the tests themselves ignore interruptions, and what they start would too.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with clone.start("check", PIP_WAITS="1") as process:
        while "waiting" not in clone.calls:
            assert process.poll() is None
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=120)
    assert (process.returncode, err) == (130, "")
    assert not clone.stamp.exists()


def test_where_django_is_installed_nothing_is_prepared(clone):
    result = subprocess.run(
        [sys.executable, "manage.py", "nonsense"], cwd=clone.folder, capture_output=True, text=True, check=False
    )
    assert result.returncode == 1
    assert "No module named 'dpi_registry'" in result.stderr
    assert not (clone.folder / ".venv").exists()
