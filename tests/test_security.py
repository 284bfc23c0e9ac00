"""What SECURITY.md says that sinorus reads, writes and never does."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from sinorus_cli.corpus import VARIABLE
from tests.conftest import FROZEN, ROOT
from tests.running import GOOD, environment

CODE = {path.relative_to(ROOT / "src").as_posix(): path for path in (ROOT / "src").rglob("*.py")}
# What would reach the network, start a program, or make code of data.
NEVER_IMPORTED = frozenset(
    """
    socket socketserver ssl http urllib ftplib smtplib imaplib poplib telnetlib xmlrpc asyncio selectors
    requests httpx aiohttp webbrowser subprocess multiprocessing pty ctypes cffi pickle cPickle shelve dill
    cloudpickle code codeop runpy
    """.split()
)
NEVER_CALLED = frozenset("eval exec compile __import__ breakpoint input".split())
NEVER_CALLED_OF_OS = frozenset(
    """
    system popen fork forkpty execv execve execvp execvpe execl execle execlp execlpe spawnl spawnv spawnve
    posix_spawn posix_spawnp startfile
    """.split()
)
# What only few modules may do, and which.
ALONE = {
    ("marshal", "import"): {"sinorus_cli/store.py"},
    ("sqlite3", "import"): {"sinorus_cli/store.py"},
    ("import_module", "name"): {
        "sinorus_cli/formats/__init__.py",
        "sinorus_cli/formats/terminal/__init__.py",
    },
    ("subprocess", "import"): {"sinorus_cli/formats/terminal/paging.py"},
    ("pager", "attribute"): set(),  # rich's, which is pydoc's and writes temporary files
}


def used(tree):
    """Every module that *tree* imports, first part of its name, and every name that it uses."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name.split(".")[0], "import") for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield (node.module or "").split(".")[0], "import"
            yield from ((alias.name, "name") for alias in node.names)
        elif isinstance(node, ast.Name):
            yield node.id, "name"
        elif isinstance(node, ast.Attribute):
            owner = node.value.id if isinstance(node.value, ast.Name) else ""
            yield node.attr, "of os" if owner == "os" else "attribute"


def faults(source):
    """What *source*, Python code, does that no code of ours may."""
    for name, how in used(ast.parse(source)):
        if (
            (how == "import" and name in NEVER_IMPORTED)
            or (how == "name" and name in NEVER_CALLED)
            or (how == "of os" and name in NEVER_CALLED_OF_OS)
        ):
            yield name


@pytest.mark.parametrize("module", CODE)
def test_our_code_does_none_of_it(module):
    """No module reaches the network, starts a program other than a pager, or makes code of data."""
    allowed = {name for (name, _), users in ALONE.items() if module in users}
    assert set(faults(CODE[module].read_text(encoding="utf-8"))) <= allowed


@pytest.mark.parametrize(
    "source",
    ["import socket", "import urllib.request", "from http import client", "import pickle as p", "eval('1')",
     "exec(text)", "__import__('os')", "import os\nos.system('ls')", "from subprocess import run",
     "def late():\n    import ssl"],
)  # fmt: skip
def test_it_would_be_seen(source):
    """Code that did would be found."""
    assert len(list(faults(source))) >= 1


@pytest.mark.parametrize("use", ALONE, ids=lambda use: use[0])
def test_only_one_module(use):
    """The cache alone uses marshal and SQLite, the formats alone load by name, and one of them a pager."""
    users = {
        module for module, path in CODE.items() if use in used(ast.parse(path.read_text(encoding="utf-8")))
    }
    assert users == ALONE[use]


WRITING = """
import os, sys
changed = []
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
def watch(event, arguments):
    if event == "open" and isinstance(arguments[0], (str, bytes)) and arguments[2] & WRITES:
        changed.append(arguments[0])
    elif event == "sqlite3.connect" and "mode=ro" not in str(arguments[0]):
        changed.append(arguments[0])
    elif event in ("os.mkdir", "os.remove", "os.rmdir", "os.chmod", "os.chown", "os.truncate", "os.utime"):
        changed.append(arguments[0])
    elif event in ("os.rename", "os.link", "os.symlink"):
        changed.extend(arguments[:2])
sys.addaudithook(watch)
sys.dont_write_bytecode = True
from sinorus_cli.program import run
for command in {commands}:
    sys.argv = ["sinorus", *command]
    run()
print(*map(os.fsdecode, changed), sep="\\n", file=sys.stderr)
"""


def test_only_the_cache_is_written(tmp_path):
    """No command writes a file, or changes one, anywhere but in the cache directory."""
    commands = [[name, *arguments, *way] for name, arguments in GOOD.items() for way in ([], ["--json"])]
    done = subprocess.run(
        [sys.executable, "-c", WRITING.format(commands=commands)], capture_output=True, check=True, text=True,
        env=environment(XDG_CACHE_HOME=str(tmp_path / "cache")) | {VARIABLE: str(FROZEN)},
    )  # fmt: skip
    changed = {Path(line) for line in done.stderr.splitlines() if line.startswith("/")}
    cache = tmp_path / "cache"
    assert any(path.is_relative_to(cache / "sinorus") for path in changed)
    assert [path for path in changed if not path.is_relative_to(cache)] == []
