"""What a command has to say, before it is written in any format."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from sinorus_cli.values import Value

if TYPE_CHECKING:  # an answer loads nothing but what it holds
    from collections.abc import Sequence
    from datetime import date

    from sinorus_cli.chain import Step
    from sinorus_cli.corpus import Corpus
    from sinorus_cli.coverage import Coverage
    from sinorus_cli.errors import Problem
    from sinorus_cli.model import Record
    from sinorus_cli.search import Hit
    from sinorus_cli.standing import Standing
    from sinorus_cli.timeline import Entry


class Status(IntEnum):
    """The exit status of a command."""

    FOUND = 0
    NOTHING = 1
    TROUBLE = 2
    SEVERAL = 3


class Answer(Value):
    """What was asked, of which corpus."""

    corpus: Corpus
    command: str
    query: str | None = None

    @property
    def status(self) -> Status:
        """How the command exits."""
        return Status.FOUND


class OneRecord(Answer):
    """A record looked up: itself, or None where nothing or several fit; and the *hits*.

    Those of the hits that fit as well as the first are *equals*; where nothing fits, these records
    are *nearest*. *scores* is whether the reader wants to be told how it was found.
    """

    record: Record | None
    hits: Sequence[Hit] = ()
    equals: Sequence[Hit] = ()
    nearest: Sequence[Record] = ()
    scores: bool = False

    @property
    def status(self) -> Status:
        """Found, nothing, or several."""
        if self.record:
            return Status.FOUND
        return Status.SEVERAL if self.equals else Status.NOTHING


class Listing(Answer):
    """All records of a kind."""

    records: Sequence[Record]


class Hits(Answer):
    """What a search found, best first; several where the query is a name of more than one.

    Where it found nothing, these records are *nearest*.
    """

    hits: Sequence[Hit]
    namesakes: Sequence[Hit] = ()
    nearest: Sequence[Record] = ()
    scores: bool = False

    @property
    def status(self) -> Status:
        """Found, nothing, or several."""
        if self.namesakes:
            return Status.SEVERAL
        return Status.FOUND if self.hits else Status.NOTHING


class Span(Answer):
    """What falls between *start* and *end*, both inclusive, in order of date."""

    start: date
    end: date
    entries: Sequence[Entry]

    @property
    def status(self) -> Status:
        """Found or nothing."""
        return Status.FOUND if self.entries else Status.NOTHING


class AsOf(Answer):
    """How things stood from one day to another."""

    start: date
    end: date
    standing: Standing

    @property
    def status(self) -> Status:
        """Found, or nothing."""
        stood = self.standing
        known = stood.governments or stood.in_force or stood.told or stood.under_way
        return Status.FOUND if known else Status.NOTHING


class Timeline(Answer):
    """Treaties and events of an era or a story, in order of date; *paged* where that may be."""

    entries: Sequence[Entry]
    paged: bool = False

    @property
    def status(self) -> Status:
        """Found or nothing."""
        return Status.FOUND if self.entries else Status.NOTHING


class Anniversaries(Answer):
    """What happened on a day of the year; where nothing did, on the *nearest* that has something."""

    day: date
    entries: Sequence[Entry]
    nearest: date | None = None

    @property
    def status(self) -> Status:
        """Found or nothing."""
        return Status.FOUND if self.entries else Status.NOTHING


class Chain(Answer):
    """A record, what it came from and what came of it."""

    record: Record
    before: Sequence[Step]
    after: Sequence[Step]

    @property
    def status(self) -> Status:
        """Found, or nothing, where it has no such links."""
        return Status.FOUND if self.before or self.after else Status.NOTHING


class Comparison(Answer):
    """Two records of one kind, to be laid side by side."""

    one: Record
    other: Record


class SameDay(Answer):
    """A day, or the first and last day of a longer time, for every calendar."""

    start: date
    end: date


class Export(Answer):
    """The whole corpus."""


class Disputes(Answer):
    """Records with what is disputed about each."""

    records: Sequence[Record]

    @property
    def status(self) -> Status:
        """Found or nothing."""
        return Status.FOUND if self.records else Status.NOTHING


class About(Answer):
    """What the corpus covers, and which version of sinorus says so."""

    coverage: Coverage
    version: str


class Problems(Answer):
    """What is wrong with a corpus; 1 where anything is, as a linter would have it."""

    problems: Sequence[Problem]

    @property
    def status(self) -> Status:
        """Found where the corpus is clean."""
        return Status.NOTHING if self.problems else Status.FOUND
