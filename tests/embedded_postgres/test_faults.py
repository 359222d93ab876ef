"""Does the embedded PostgreSQL come back with every committed row, whatever was killed, whatever that left?"""

import random
import shutil
import subprocess
import time

import pytest

from dpi_registry.embedded_postgres import places

# Says which server it found, and stays until its input ends.
GUEST = "say(sql('select pg_postmaster_start_time()')); sys.stdin.read()"
# Inserts the numbers above its last argument as fast as it can, says what was acknowledged, and goes on after a failure
# with a new connection.
WRITER = """
number = int(sys.argv[-1])
while True:
    number += 1
    try:
        sql("insert into rows values (%s)", number)
    except (OperationalError, InterfaceError) as error:
        # What a pool says that tried a dead server again and again.
        assert "couldn't get a connection" not in str(error)
        connection.close()
    else:
        say(number)
"""
STORED = "say(sql(\"select coalesce(string_agg(id::text, ' '), '') from rows\"))"


def acknowledged(writer, rows):
    return {int(writer.stdout.readline()) for _ in range(rows)}


def last_acknowledged(writer):
    """Kill the writer and return what it had said; a line without its end was cut off."""
    writer.kill()
    return {int(line) for line in writer.stdout if line.endswith("\n")}


def stored(home):
    return {int(number) for number in home.run(STORED).split()}


def test_a_killed_client_leaves_a_server_that_the_next_one_stops(home):
    guest = home.start(GUEST)
    server = guest.stdout.readline()
    guest.kill()
    guest.wait()
    assert home.run(GUEST) == server.strip()
    assert (home.starts, home.processes) == (1, set())


@pytest.mark.parametrize("rounds", [2, pytest.param(50, marks=pytest.mark.slow)])
@pytest.mark.parametrize("connections", ["plain", "pool"])
def test_no_acknowledged_row_is_lost_when_the_postmaster_is_killed(victim, connections, rounds):
    writer = victim.start(WRITER, connections, "0")
    rows = acknowledged(writer, 20)
    for start in range(2, rounds + 2):
        victim.kill(victim.postmaster)
        victim.eventually(lambda start=start: victim.starts == start)
        rows |= acknowledged(writer, random.randint(20, 100))
    rows |= last_acknowledged(writer)
    assert rows <= stored(victim)
    assert (victim.starts, victim.processes) == (rounds + 1, set())


@pytest.mark.parametrize("rounds", [1, pytest.param(50, marks=pytest.mark.slow)])
def test_no_acknowledged_row_is_lost_when_everything_is_killed(victim, rounds):
    rows = set()
    for number in range(rounds):
        writer = victim.start(WRITER, f"{number}0000")
        rows |= acknowledged(writer, random.randint(20, 100))
        victim.kill(writer.pid, *victim.processes)
        rows |= last_acknowledged(writer)
    assert rows <= stored(victim)
    assert (victim.starts, victim.processes) == (rounds + 1, set())


@pytest.mark.parametrize("rounds", [1, pytest.param(20, marks=pytest.mark.slow)])
def test_processes_that_find_the_server_killed_start_it_once(victim, rounds):
    writers = [victim.start(WRITER, f"{number}00000000") for number in range(4)]
    rows = set().union(*(acknowledged(writer, 5) for writer in writers))
    for start in range(2, rounds + 2):
        victim.kill(victim.postmaster)
        victim.eventually(lambda start=start: victim.starts == start)
        rows |= set().union(*(acknowledged(writer, 100) for writer in writers))
    rows |= set().union(*(last_acknowledged(writer) for writer in writers))
    assert rows <= stored(victim)
    assert victim.starts == rounds + 1


@pytest.fixture
def neighbor():
    """A living process of the account that runs the server."""
    account = places.server_account()
    with subprocess.Popen(["sleep", "600"], user=account.pw_uid if account else None) as process:
        yield process
        process.kill()


def test_files_that_name_a_living_process_are_no_obstacle(victim, neighbor):
    for number in ("1", str(neighbor.pid), ""):
        guest = victim.start(GUEST)
        guest.stdout.readline()
        # The server first: once its last program has died it would end in order, and take the files away.
        victim.kill(victim.postmaster, guest.pid, *victim.processes)
        for file in (victim.data / "postmaster.pid", victim.folder / "run" / ".s.PGSQL.5432.lock"):
            _, *rest = file.read_text().splitlines(keepends=True)
            file.write_text("".join([f"{number}\n", *rest]) if number else "")
    assert victim.run(STORED) == ""
    assert (victim.starts, victim.processes) == (4, set())
    assert neighbor.poll() is None


def test_a_removed_socket_is_made_again(victim):
    guest = victim.start(GUEST)
    guest.stdout.readline()
    (victim.folder / "run" / ".s.PGSQL.5432").unlink()
    assert victim.run(STORED) == ""
    assert victim.starts == 2


@pytest.mark.parametrize("orphaned", [True, pytest.param(False, marks=pytest.mark.slow)])
def test_an_interrupted_initdb_leaves_a_draft_and_the_next_start_begins_again(fresh, orphaned):
    draft = fresh.folder / "initdb.tmp"
    guest = fresh.start(GUEST)
    fresh.eventually((draft / "PG_VERSION").exists)
    fresh.kill(guest.pid, *(() if orphaned else fresh.processes))
    guest.wait()
    assert (draft.exists(), fresh.data.exists()) == (True, False)
    # An initdb that survived its parent is waited for: two of them in one folder would spoil it.
    assert fresh.run("say(sql('select 1'))") == "1"
    assert (draft.exists(), fresh.starts, fresh.processes) == (False, 1, set())


@pytest.mark.slow
def test_a_first_start_killed_at_any_moment_can_be_repeated(fresh):
    for _ in range(30):
        guest = fresh.start(GUEST)
        time.sleep(random.uniform(0.2, 2.5))
        fresh.kill(guest.pid, *random.choice([(), fresh.processes]))
        if fresh.data.exists():
            fresh.kill(*fresh.processes)
            fresh.eventually(lambda: not fresh.processes)
            shutil.rmtree(fresh.data)
    assert fresh.run("say(sql('select 1'))") == "1"


def test_a_server_that_cannot_start_says_why(victim):
    with (victim.data / "postgresql.conf").open("a") as settings:
        settings.write("shared_buffers = lots\n")
    message = victim.refusal()
    assert message.startswith(f"The embedded PostgreSQL in {victim.folder}: It does not answer after 3 starts.")
    assert 'invalid value for parameter "shared_buffers": "lots"' in message
    assert victim.processes == set()


@pytest.mark.parametrize("name", ["pg18", "pg17"])
def test_data_of_another_major_version_is_refused_and_left_alone(fresh, name):
    data = fresh.folder / name
    data.mkdir(parents=True)
    (data / "PG_VERSION").write_text("17\n")
    assert fresh.refusal() == (
        f"{data} was made by PostgreSQL 17, this release of the registry brings 18. Start the release that made it and "
        f"write the data to a file with pg_dump; then move {data} elsewhere, start this release and read the file with "
        "`manage.py dbshell`."
    )
    assert [path.name for path in fresh.folder.glob("*pg*/*")] == ["PG_VERSION"]
