"""The wheel, made through the sdist, holds the code and the corpus, file by file."""

import subprocess
import sys
import tarfile
import zipfile

import pytest

from tests.conftest import ROOT


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """Where the sdist of the tree is, and the wheel built from that."""
    out = tmp_path_factory.mktemp("dist")
    done = subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", out, ROOT],
        capture_output=True,
        check=False,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return out


@pytest.fixture(scope="session")
def wheel(built):
    """The wheel."""
    (path,) = built.glob("*.whl")
    return zipfile.ZipFile(path)


@pytest.fixture(scope="session")
def sdist(built):
    """The sdist."""
    (path,) = built.glob("*.tar.gz")
    with tarfile.open(path) as opened:
        yield opened


def test_wheel_holds_the_corpus(wheel):
    """Every file of data/ is in the wheel, byte for byte, and none besides."""
    data = ROOT / "data"
    expected = {
        f"sinorus_cli/data/{path.relative_to(data).as_posix()}": path.read_bytes()
        for path in data.rglob("*")
        if path.is_file()
    }
    packed = {name: wheel.read(name) for name in wheel.namelist() if name.startswith("sinorus_cli/data/")}
    assert packed == expected


def test_wheel_holds_the_code(wheel):
    """Every module is in the wheel, and nothing of tests, tools or docs."""
    code = ROOT / "src"
    modules = {path.relative_to(code).as_posix() for path in code.rglob("*.py")}
    packed = {name for name in wheel.namelist() if name.endswith(".py")}
    assert packed == modules
    assert not [name for name in wheel.namelist() if name.split("/")[0] in ("tests", "tools", "docs")]


def test_wheel_names_both_licences(wheel):
    """The licence of the code and that of the corpus come along."""
    (metadata,) = (name for name in wheel.namelist() if name.endswith("METADATA"))
    text = wheel.read(metadata).decode()
    assert "License-Expression: MIT AND CC-BY-SA-4.0" in text
    licences = {name.split("/licenses/")[1] for name in wheel.namelist() if "/licenses/" in name}
    assert licences == {"LICENSE", "data/LICENSE"}


def test_sdist_holds_what_the_tests_import(sdist):
    """Whoever has the sdist can run the tests: what is imported of the tree is there."""
    held = {name.split("/", 1)[1] for name in sdist.getnames() if name.count("/") > 0}
    for room in ("tests", "benchmarks", "tools"):
        modules = {path.relative_to(ROOT).as_posix() for path in (ROOT / room).glob("*.py")}
        assert modules <= held
