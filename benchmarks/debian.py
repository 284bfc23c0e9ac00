"""Programs from Debian's packages, without installing any, and without being root."""

import os
import shutil
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

# Not the user's path: daemons need not be on it, and a tldr on it may be that of PyPI.
_SYSTEM = os.pathsep.join(("/usr/bin", "/usr/sbin", "/bin", "/sbin"))


class Programs(NamedTuple):
    """The programs that there are, each by its full path, and where their libraries are."""

    paths: Mapping[str, str]
    libraries: str  # for LD_LIBRARY_PATH; empty if all programs are the system's own
    complaint: str  # why the others could not be fetched; empty if there are none


def programs(packages: Mapping[str, str], directory: Path) -> Programs:
    """Programs and the *packages* they come in: the system's, or unpacked in *directory*.

    apt-get keeps its lists and archives in *directory* too, so that the system's stay as they are.
    """
    found = {name: path for name in packages if (path := shutil.which(name, path=_SYSTEM))}
    wanted = {package for name, package in packages.items() if name not in found}
    if not wanted:
        return Programs(found, "", "")
    root = directory / "root"
    try:
        _unpack(sorted(wanted), directory, root)
    except FileNotFoundError as error:
        return Programs(found, "", f"there is no {error.filename} here to fetch {_listed(wanted)}")
    except subprocess.CalledProcessError as error:
        said = [line for line in error.stderr.splitlines() if line.startswith("E:")] or [str(error)]
        return Programs(found, "", f"apt-get could not fetch {_listed(wanted)} ({said[0]})")
    unpacked = os.pathsep.join(str(root / "usr" / folder) for folder in ("bin", "sbin", "games"))
    found |= {name: path for name in packages if (path := shutil.which(name, path=unpacked))}
    libraries = {str(file.parent) for file in root.glob("**/*.so.*")}
    return Programs(found, os.pathsep.join(sorted(libraries)), "")


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(names))


def _unpack(packages: list[str], directory: Path, root: Path) -> None:
    archives = directory / "archives"
    for folder in (directory / "lists", archives / "partial"):
        folder.mkdir(parents=True)
    settings = {
        "Dir::State::Lists": directory / "lists",
        "Dir::Cache": directory,
        "Dir::Cache::Archives": archives,
        "Debug::NoLocking": "1",  # nothing is written that others write, too
        "APT::Sandbox::User": "",  # another user could not write in our directory
    }
    apt = ["apt-get", "--quiet", *(f"--option={key}={value}" for key, value in settings.items())]
    _run([*apt, "update"])
    _run([*apt, "install", "--yes", "--download-only", "--no-install-recommends", *packages])
    for archive in archives.glob("*.deb"):
        _run(["dpkg", "--extract", str(archive), str(root)])


def _run(command: list[str]) -> None:
    subprocess.run(command, capture_output=True, check=True, text=True, env=os.environ | {"LC_ALL": "C"})
