"""Installed in every way that people install, sinorus answers: ``pytest -m slow``, in two minutes."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from sinorus_cli.corpus import VARIABLE
from tests.conftest import ROOT
from tests.running import call, environment

pytestmark = pytest.mark.slow

QUESTIONS = [
    ["treaty", "nerchinsk"],
    ["search", "ili crisis", "--json"],
    ["year", "1969", "-f", "plain"],
    ["date", "27 Aug 1689 OS"],
    ["нерчинск"],
]


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """What can be installed: the sdist, the wheel built from it, and the tree itself."""
    out = tmp_path_factory.mktemp("dist")
    run([sys.executable, "-m", "build", "--no-isolation", "--outdir", str(out), str(ROOT)])
    (wheel,) = out.glob("*.whl")
    (sdist,) = out.glob("*.tar.gz")
    return {"wheel": [str(wheel)], "sdist": [str(sdist)], "editable": ["-e", str(ROOT)]}


def run(command, **options):
    """Run *command* and see that it succeeds."""
    done = subprocess.run(command, capture_output=True, check=False, text=True, timeout=300, **options)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def installed(place, what, *options):
    """Install *what* into a fresh environment in *place*; the path of the program in it."""
    uv = [sys.executable, "-m", "uv"]
    run([*uv, "venv", "-q", "--python", sys.executable, str(place)])
    python = place / ("Scripts" if os.name == "nt" else "bin") / "python"
    run([*uv, "pip", "install", "-q", "--python", str(python), *options, *what])
    return python.with_name("sinorus")


def asks(program, *before, questions=QUESTIONS, **variables):
    """Ask *program*, from another directory, what we would answer here, and compare."""
    variables = {"HOME": str(program.parent.parent / "home"), **variables}
    with_us = environment() | {"XDG_CACHE_HOME": ""} | variables
    for question in questions:
        done = subprocess.run(
            [*before, str(program), *question], capture_output=True, check=False, text=True, encoding="utf-8",
            env={name: value for name, value in with_us.items() if name not in (VARIABLE, "PYTHONPATH")},
            cwd=Path(program.anchor),
        )  # fmt: skip
        expected = call(*question, corpus=None)
        assert (done.returncode, done.stdout, done.stderr) == (expected.status, expected.out, expected.err)


@pytest.mark.parametrize(
    ("what", "place"),
    [("wheel", "venv"), ("wheel", "a place with spaces"), ("wheel", "语言 и кириллица"), ("sdist", "语 言"),
     ("editable", "語 言")],
)  # fmt: skip
def test_from(what, place, built, tmp_path):
    """From wheel, sdist and tree, and into a path of any letters."""
    program = installed(tmp_path / place, built[what])
    asks(program)
    asks(program)  # with what is in the cache now
    assert f"sinorus {call('--version').out.split()[1]}\n" == run([str(program), "--version"])


@pytest.mark.parametrize("resolution", ["lowest", "highest"])
def test_with_the_versions(resolution, built, tmp_path):
    """With the lowest versions that are declared, and with the newest there are."""
    program = installed(tmp_path / "venv", built["wheel"], "--resolution", resolution, "--refresh")
    asks(program)
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    least = dict(re.match(r"([\w-]+)>=([\d.]+)", one).groups() for one in declared)
    code = f"from importlib.metadata import version; print(*map(version, {list(least)}))"
    there = run([str(program.with_name("python")), "-c", code]).split()
    as_declared = [
        f"{one}.".startswith(f"{version}.") for one, version in zip(there, least.values(), strict=True)
    ]
    assert all(as_declared) if resolution == "lowest" else not all(as_declared)


def test_with_files_that_are_links(built, tmp_path):
    """Where an installer links to its own store, as uv can, the corpus that comes with us is read."""
    place = tmp_path / "venv"
    program = installed(place, built["wheel"])
    data = next(place.rglob("sinorus_cli/data"))
    store = shutil.copytree(data, tmp_path / "store")
    for path in data.glob("*.json"):
        path.unlink()
        path.symlink_to(store / path.name)
    asks(program)


@pytest.mark.parametrize(
    "variables",
    [{"HOME": "/proc"}, {"HOME": "/dev/null"}, {"XDG_CACHE_HOME": "/proc"}, {"XDG_CACHE_HOME": "/dev/null"}],
    ids=str,
)  # fmt: skip
def test_a_home_that_cannot_be_written(variables, plain):
    """Without a place for its cache it answers the same."""
    asks(plain, **variables)


@pytest.fixture(scope="module")
def plain(built, tmp_path_factory):
    """The program, installed from a wheel."""
    return installed(tmp_path_factory.mktemp("plain") / "venv", built["wheel"])


def test_site_packages_that_cannot_be_written(plain):
    """Installed where only somebody else may write, it answers the same."""
    place = plain.parent.parent
    if hasattr(os, "getuid") and os.getuid() == 0:  # whom no permission keeps out
        mount = 'mount --bind "$0" "$0" && mount -o remount,bind,ro "$0" && exec "$@"'
        before = ["unshare", "--mount", "sh", "-c", mount, str(place)]
        probe = [*before, "touch", str(place / "written")]
        done = subprocess.run(probe, capture_output=True, check=False, text=True)
        if "Read-only file system" not in done.stderr:
            pytest.skip("nothing can be mounted here")
        asks(plain, *before, HOME="/proc")
        return
    for path in (place, *place.rglob("*")):
        path.chmod(path.stat().st_mode & ~0o222)
    try:
        asks(plain, HOME="/proc")
    finally:
        for path in (place, *place.rglob("*")):
            path.chmod(path.stat().st_mode | 0o200)
