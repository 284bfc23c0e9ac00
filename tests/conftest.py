"""What the tests share: the frozen corpus, ours, and the program run in this process."""

import atexit
import io
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings

from sinorus_cli import program
from sinorus_cli.corpora import VARIABLE
from sinorus_cli.corpus import Corpus, bundled, load

# Machines are noisy, so that no example has a deadline; a change is judged by the same
# examples wherever it is judged.
settings.register_profile("sinorus", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("sinorus")

ROOT = Path(__file__).resolve().parent.parent
FROZEN = ROOT / "tests" / "corpus"
GOLDEN = ROOT / "tests" / "golden"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the golden files be written anew."""
    parser.addoption("--update-golden", action="store_true", help="rewrite tests/golden")


def pytest_configure() -> None:
    """Keep nothing in the user's cache directory, and believe nothing there."""
    cache = tempfile.mkdtemp(prefix="sinorus-tests-")
    atexit.register(shutil.rmtree, cache, ignore_errors=True)
    os.environ["XDG_CACHE_HOME"] = os.environ["LOCALAPPDATA"] = cache


@dataclass(frozen=True)
class Result:
    """What the program did."""

    status: int
    out: str
    err: str


@pytest.fixture(scope="session")
def frozen() -> Corpus:
    """The small corpus that never changes."""
    return load(FROZEN)


@pytest.fixture(scope="session")
def ours() -> Corpus:
    """The corpus that comes with sinorus."""
    return load(bundled())


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Run the program in this process: on the frozen corpus, unless told another."""

    def run(*arguments: str, columns: int = 80, corpus: Path | None = FROZEN) -> Result:
        out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
        monkeypatch.setattr(sys, "argv", ["sinorus", *arguments])
        monkeypatch.setattr(sys, "unraisablehook", sys.unraisablehook)  # which it sets
        monkeypatch.setattr(sys, "stdout", out)
        monkeypatch.setattr(sys, "stderr", err)
        monkeypatch.setenv("COLUMNS", str(columns))
        if corpus:
            monkeypatch.setenv(VARIABLE, str(corpus))
        else:
            monkeypatch.delenv(VARIABLE, raising=False)
        status = program.run()
        out.flush()
        err.flush()
        text = [stream.buffer.getvalue().decode("utf-8") for stream in (out, err)]
        return Result(status, *text)

    return run
