"""Does the embedded PostgreSQL start once, serve all, and stop after the last?"""

import contextlib
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from dpi_registry.embedded_postgres import places

# Connects, says which server it is, and stays until its input ends.
GUEST = "say(sql('select pg_postmaster_start_time()')); sys.stdin.read()"


def test_first_start_makes_the_database_and_the_second_keeps_it(fresh):
    assert (
        fresh.run("sql('create table t (a text)'); sql(\"insert into t values ('ÉЖ')\"); say(sql('select 1'))") == "1"
    )
    assert fresh.processes == set()
    assert fresh.run("say(sql('select lower(a) from t'), sql('select current_database()'))") == "éж registry"
    assert fresh.processes == set()
    assert fresh.starts == 2


def test_settings_of_the_server(home):
    names = ["server_encoding", "TimeZone", "fsync", "full_page_writes", "max_parallel_workers_per_gather"]
    names += ["data_checksums", "server_version"]
    assert home.run(f"say(*[sql(f'show {{name}}') for name in {names}])") == "UTF8 UTC on on 0 on 18.4"


def test_nothing_starts_before_the_first_connection(fresh):
    program = """
from django.core.management import execute_from_command_line
execute_from_command_line(["manage.py", "check"])
host = connection.get_connection_params()["host"]
try:
    execute_from_command_line(["manage.py", "migrate", "--help"])
finally:
    say(host)
"""
    assert fresh.run(program).splitlines()[-1] == f"{fresh.folder}/run"
    assert not fresh.folder.exists()


def test_eight_processes_at_once_share_one_server(fresh):
    guests = [fresh.start(GUEST) for _ in range(8)]
    servers = {guest.stdout.readline() for guest in guests}
    assert len(servers) == 1
    assert {guest.communicate() for guest in guests} == {("", "")}
    assert (fresh.starts, fresh.processes) == (1, set())


def test_the_server_stays_as_long_as_anybody_uses_it(home):
    first, second = home.start(GUEST), home.start(GUEST)
    server = first.stdout.readline()
    assert second.stdout.readline() == server
    first.communicate()
    assert home.run("say(sql('select pg_postmaster_start_time()'))") == server.strip()
    assert home.postmaster in home.processes
    second.communicate()
    assert home.processes == set()


def test_no_tcp_port_is_open(home):
    guest = home.start(GUEST)
    guest.stdout.readline()
    descriptors = Path(f"/proc/{home.postmaster}/fd").iterdir()
    sockets = {os.readlink(path) for path in descriptors if os.readlink(path).startswith("socket:")}
    tables = [Path(f"/proc/{home.postmaster}/net/{name}").read_text().splitlines()[1:] for name in ("tcp", "tcp6")]
    assert len(sockets) == 1
    assert sockets.isdisjoint(f"socket:[{line.split()[9]}]" for table in tables for line in table)
    assert home.run("say(repr(sql('show listen_addresses')))") == "''"


@pytest.mark.parametrize("ending", ["sys.exit()", "os.kill(os.getpid(), signal.SIGKILL)"])
def test_forked_children_use_the_server_after_their_parent(home, ending):
    program = """
server = sql("select pg_postmaster_start_time()")
connection.close()
if os.fork() and os.fork():
    ENDING
while os.getppid() == PARENT:
    time.sleep(0.01)
say(sql("select pg_postmaster_start_time()") == server)
sys.stdin.read()
"""
    parent = home.start("PARENT = os.getpid()" + program.replace("ENDING", ending))
    assert [parent.stdout.readline() for _ in range(2)] == ["True\n", "True\n"]
    assert home.postmaster in home.processes
    # The pipes end when the last of the three processes does.
    assert parent.communicate() == ("", "")
    assert (home.starts, home.processes) == (1, set())


SITE = """
sql("select 1")
connection.close()

def site(environ, respond):
    respond("200 OK", [])
    return [b"%d of %d" % (os.getpid(), sql("select count(*) from rows"))]
"""


def ask(address: Path) -> str:
    with contextlib.suppress(FileNotFoundError, ConnectionRefusedError), socket.socket(socket.AF_UNIX) as web:
        web.connect(str(address))
        web.sendall(b"GET / HTTP/1.0\r\n\r\n")
        return web.makefile().read().rpartition("\n")[2]
    return ""


def test_gunicorn_forks_loses_a_worker_and_stops_everything_it_started(home, place):
    (place / "site_on_postgres.py").write_text(home.prelude + SITE)
    options = ["--preload", "--no-control-socket", "--workers=2", f"--bind=unix:{place}/web", f"--chdir={place}"]
    command = [sys.executable, "-m", "gunicorn", *options, "site_on_postgres:site"]
    gunicorn = subprocess.Popen(command, env=home.environment, stderr=subprocess.DEVNULL)
    home.programs.append(gunicorn)
    home.eventually(lambda: ask(place / "web"))
    worker, _, rows = ask(place / "web").partition(" of ")
    home.kill(int(worker))
    answers = [ask(place / "web").partition(" of ") for _ in range(20)]
    assert {rows} == {answer[2] for answer in answers} == {"0"}
    assert worker not in {answer[0] for answer in answers}
    gunicorn.terminate()
    assert gunicorn.wait(timeout=120) == 0
    assert (home.starts, home.processes) == (1, set())


def test_the_pool_gets_connections_of_a_started_server(home):
    assert home.run("say(sql('select count(*) from rows'))", "pool") == "0"
    assert home.processes == set()


def test_dbshell_uses_the_psql_of_the_wheel(home):
    program = """
import django
from django.core.management import call_command
django.setup()
os.environ["PATH"] = ""
call_command("dbshell", "--", "-Atc", "select 6 * 7, current_user, current_database()")
"""
    assert home.run(program) == "42|dpi_registry|registry"
    assert home.processes == set()


def test_a_server_started_by_hand_is_used_and_left_alone(home):
    account = places.server_account()
    command = [str(places.programs() / "pg_ctl"), "-D", str(home.data), "-l", "/dev/null", "start"]
    places.run(account, *command, stdout=subprocess.DEVNULL)
    server = home.postmaster
    assert home.run("say(sql('select count(*) from rows'))") == "0"
    assert server in home.processes


SETTINGS = """
import os
DATABASES = {"default": {"ENGINE": "dpi_registry.embedded_postgres", "NAME": "registry", "OPTIONS": {"pool": True}}}
DATABASES["default"]["HOME"] = os.environ["DPI_DATA_DIR"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
INSTALLED_APPS = ["tested"]
"""
MODELS = """
from django.db import models

class Row(models.Model):
    pass
"""
TESTED = """
from django.db import connection
from tested.models import Row

def test_name(db, worker_id):
    assert connection.settings_dict["NAME"] == f"test_registry_{worker_id}"
    assert Row.objects.create().pk == 1

def test_again(db):
    assert Row.objects.count() == 0
"""


@pytest.mark.slow
def test_pytest_django_and_xdist_make_and_drop_their_databases(fresh, place):
    tested = place / "tested"
    tested.mkdir()
    (tested / "__init__.py").touch()
    (tested / "models.py").write_text(MODELS)
    (tested / "test_rows.py").write_text(TESTED)
    (place / "site_settings.py").write_text(SETTINGS)
    (place / "pytest.ini").write_text("[pytest]\nfilterwarnings = error\n")
    plugins = ["-pxdist.plugin", "-ppytest_django.plugin", "-pno:cacheprovider"]
    result = subprocess.run(
        [sys.executable, "-m", "pytest", "-n2", "-q", *plugins, str(tested)],
        cwd=place,
        env=fresh.environment | {"DJANGO_SETTINGS_MODULE": "site_settings", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        check=False,
        capture_output=True,
        text=True,
    )
    assert "2 passed" in result.stdout, result.stdout
    assert fresh.processes == set()
    assert (
        fresh.run("say(sql(\"select string_agg(datname, ' ') from pg_database where datname ~ 'registry'\"))")
        == "registry"
    )
