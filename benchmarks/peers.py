"""Other programs that look something up in a terminal, set up to be measured beside ours.

PyPI's tldr and wn go into an environment of their own. Debian's dict with dictd, tealdeer,
sqlite3, fzf and ripgrep are taken from the system or else fetched with apt-get, and unpacked in
the directory given: nothing is installed, and nobody has to be root. None of them fetches what
it looks up: all are given the titles and summaries of our corpus, each in its own format, and
answer once before they are measured.

To add a peer: write a function that takes `Means`, sets the peer up in their directory and
returns the job, and name it in `PEERS`. What it raises says why the peer is left out.
"""

import contextlib
import os
import socket
import sqlite3
import subprocess
import time
import venv
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from benchmarks.debian import Programs, programs
from benchmarks.meter import Job
from sinorus_cli.corpus import bundled, load
from sinorus_cli.model import Record

TITLE = "Treaty of Nerchinsk"  # what all of them are asked for
# The programs of Debian, and the package of each.
PACKAGES = {
    "dict": "dict",
    "dictd": "dictd",
    "dictfmt": "dictfmt",
    "fzf": "fzf",
    "rg": "ripgrep",
    "sqlite3": "sqlite3",
    "tldr": "tealdeer",
}
# What the user may have set for these programs.
_OF_NOBODY = dict.fromkeys(("FZF_DEFAULT_OPTS", "RIPGREP_CONFIG_PATH", "XDG_CONFIG_HOME"), "")
_PAGE = """# nerchinsk

> The first treaty between Russia and China.
> More information: <https://en.wikipedia.org/wiki/Treaty_of_Nerchinsk>.

- Look it up:

`sinorus treaty {{nerchinsk}}`
"""
_WN_LEXICON = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE LexicalResource SYSTEM "http://globalwordnet.github.io/schemas/WN-LMF-1.0.dtd">
<LexicalResource xmlns:dc="http://purl.org/dc/elements/1.1/">
<Lexicon id="titles" label="Titles" language="en" email="-" license="CC-BY-SA-4.0" version="1">
{entries}
{synsets}
</Lexicon></LexicalResource>
"""
_WN_ENTRY = """<LexicalEntry id="titles-{id}"><Lemma writtenForm={title} partOfSpeech="n"/>
<Sense id="titles-{id}-1" synset="titles-{id}-n"/></LexicalEntry>"""
_WN_SYNSET = """<Synset id="titles-{id}-n" ili="" partOfSpeech="n">
<Definition>{summary}</Definition></Synset>"""
# It has no command to look a word up; this is how its documentation does it.
_WN_DIRECTORY = "import sys, wn; wn.config.data_directory = sys.argv[1]; "
_WN_ADD = _WN_DIRECTORY + "wn.add(sys.argv[2], progress_handler=None)"
_WN_LOOK_UP = _WN_DIRECTORY + "[print(*one.lemmas(), one.definition()) for one in wn.synsets(sys.argv[2])]"


class LeftOutError(Exception):
    """A peer cannot be set up here; the message is the reason."""


class Means(NamedTuple):
    """What peers are set up with."""

    directory: Path  # theirs alone
    records: Sequence[Record]
    programs: Programs
    environment: Mapping[str, str]  # finds their libraries, and nothing that the user has set up
    running: contextlib.ExitStack  # ends what has been started

    def program(self, name: str) -> str:
        """The full path of a program of Debian."""
        try:
            return self.programs.paths[name]
        except KeyError:
            raise LeftOutError(self.programs.complaint or f"{PACKAGES[name]} has no {name}") from None

    def titles(self) -> str:
        """A file with a line for each record."""
        file = self.directory / "titles.txt"
        lines = [f"{record.title}\t{' '.join(record.summary.split())}\n" for record in self.records]
        file.write_text("".join(lines), encoding="utf-8")
        return str(file)

    def page(self, *folders: str) -> str:
        """A cache directory with one page of tldr's, in the *folders* where it is looked for."""
        folder = self.directory.joinpath(*folders)
        folder.mkdir(parents=True)
        (folder / "nerchinsk.md").write_text(_PAGE, encoding="utf-8")
        return str(self.directory / folders[0])

    def python(self, package: str) -> str:
        """The interpreter of an environment that holds *package* of PyPI."""
        place = self.directory / "venv"
        venv.create(place, with_pip=True)
        _run([str(place / "bin" / "pip"), "install", "--quiet", package], os.environ)
        return str(place / "bin" / "python")


def tldr(means: Means) -> Job:
    """PyPI's client of tldr: a page from its cache, without the network."""
    client = Path(means.python("tldr")).with_name("tldr")
    cache = means.page("cache", "tldr", "pages", "common")
    environment = {"XDG_CACHE_HOME": cache, "TLDR_NETWORK_ENABLED": "0"}
    return Job([str(client), "--color", "nerchinsk"], environment)


def wordnet(means: Means) -> Job:
    """PyPI's wn: the definition of a word from a lexicon of our summaries."""
    python = means.python("wn")
    lexicon, base = means.directory / "titles.xml", str(means.directory / "base")
    rows = [
        {"id": record.id, "title": quoteattr(record.title), "summary": escape(record.summary)}
        for record in means.records
    ]
    entries, synsets = ("\n".join(map(form.format_map, rows)) for form in (_WN_ENTRY, _WN_SYNSET))
    lexicon.write_text(_WN_LEXICON.format(entries=entries, synsets=synsets), encoding="utf-8")
    _run([python, "-c", _WN_ADD, base, str(lexicon)], means.environment)
    return Job([python, "-c", _WN_LOOK_UP, base, TITLE])


def dictionary(means: Means) -> Job:
    """Debian's dict, which asks a dictd on this machine; the time of the server is not seen."""
    client, server, make = (means.program(name) for name in ("dict", "dictd", "dictfmt"))
    base, configuration = means.directory / "titles", means.directory / "dictd.conf"
    text = "".join(f":{record.title}:{record.summary}\n" for record in means.records)
    _run([make, "--utf8", "-j", "-s", "Titles", "-u", "local", str(base)], means.environment, text)
    configuration.write_text(f'database titles {{ data "{base}.dict" index "{base}.index" }}\n', "utf-8")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    options = ["--listen-to", "127.0.0.1", "--port", port, "--config", str(configuration)]
    options += ["--pid-file", str(means.directory / "pid"), "--debug", "nodetach"]
    started = means.running.enter_context(
        subprocess.Popen(
            [server, *options],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=dict(means.environment),
        )
    )
    means.running.callback(started.terminate)
    _wait(int(port))
    return Job([client, "--host", "127.0.0.1", "--port", port, TITLE])


def tealdeer(means: Means) -> Job:
    """Debian's tealdeer: a page from its cache."""
    cache = means.page("tealdeer", "tldr-pages", "pages", "common")
    client = means.program("tldr")
    return Job([client, "--color", "always", "nerchinsk"], {"TEALDEER_CACHE_DIR": cache})


def sqlite(means: Means) -> Job:
    """Debian's sqlite3: a full-text search through our titles and summaries."""
    shell, file = means.program("sqlite3"), means.directory / "titles.db"
    with sqlite3.connect(file) as base:
        base.execute("CREATE VIRTUAL TABLE t USING fts5(title, summary)")
        base.executemany("INSERT INTO t VALUES (?, ?)", [(one.title, one.summary) for one in means.records])
    base.close()
    question = "SELECT title, summary FROM t WHERE t MATCH 'title: nerchinsk' ORDER BY rank LIMIT 10"
    return Job([shell, str(file), question])


def fzf(means: Means) -> Job:
    """Fzf's filter over a line of title and summary for each record."""
    return Job([means.program("fzf"), "--filter", TITLE], stdin=means.titles())


def ripgrep(means: Means) -> Job:
    """Debian's ripgrep over the same lines, as it prints to a terminal."""
    return Job([means.program("rg"), "--pretty", TITLE, means.titles()])


PEERS: dict[str, Callable[[Means], Job]] = {
    "tldr (PyPI), a page": tldr,
    "wn, a word": wordnet,
    "dict, a word": dictionary,
    "tealdeer, a page": tealdeer,
    "sqlite3, FTS5": sqlite,
    "fzf --filter": fzf,
    "ripgrep": ripgrep,
}


@contextlib.contextmanager
def peers(directory: Path) -> Iterator[tuple[dict[str, Job], list[str]]]:
    """The peers that can be set up in *directory*, by name, and a sentence for each other one."""
    jobs: dict[str, Job] = {}
    left_out = []
    records = list(load(bundled()))
    packages = programs(PACKAGES, directory / "debian")
    environment = os.environ | _OF_NOBODY | {"HOME": str(directory), "LD_LIBRARY_PATH": packages.libraries}
    directory.chmod(0o755)  # started by root, dictd goes on as another user
    with contextlib.ExitStack() as running:
        for number, (name, set_up) in enumerate(PEERS.items()):
            own = directory / f"peer{number}"
            own.mkdir()
            try:
                job = set_up(Means(own, records, packages, environment, running))
                job = job._replace(environment=environment | dict(job.environment))
                _ask(job)
            except (LeftOutError, OSError, sqlite3.Error) as error:
                left_out.append(f"{name}: {error}.")
            else:
                jobs[name] = job
        yield jobs, left_out


def _ask(job: Job) -> None:
    answer = _run(job.command, job.environment, Path(job.stdin).read_text("utf-8"))
    if "nerchinsk" not in answer.lower():
        raise LeftOutError(f"it answers {answer!r}")


def _run(command: Sequence[str], environment: Mapping[str, str], stdin: str = "") -> str:
    done = subprocess.run(
        command, input=stdin, capture_output=True, check=False, encoding="utf-8", env=dict(environment)
    )
    if done.returncode:
        said = (done.stderr or done.stdout).strip().splitlines() or [f"status {done.returncode}"]
        raise LeftOutError(f"{Path(command[0]).name} failed: {said[-1]}")
    return done.stdout


def _wait(port: int) -> None:
    for _ in range(100):
        with contextlib.suppress(ConnectionRefusedError), socket.create_connection(("127.0.0.1", port)):
            return
        time.sleep(0.1)
    raise LeftOutError("its server does not answer")
