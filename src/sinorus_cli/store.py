"""What is slow to work out, kept in the user's cache directory until its sources change.

What is kept may be deleted at any time, and nothing fails where nothing can be written. To
keep something: give `kept` a name, the sources that it is worked out from, and a function that
does it; or `shelf`, where only few of many values are wanted at a time, or all of them are too
many to be held at once. Values are of the
types that marshal writes: None, numbers, str, bytes, and tuples, lists and dicts of these.
"""

from __future__ import annotations

import marshal
import os
import stat
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from functools import cached_property, reduce
from importlib.util import find_spec
from itertools import groupby, islice
from operator import itemgetter
from typing import Any, TypeVar
from zlib import crc32

from sinorus_cli.values import Value

_T = TypeVar("_T")
StrPath = str | os.PathLike[str]
Values = Mapping[str, object] | Iterable[tuple[str, object]]
_CODE = os.path.dirname(os.path.realpath(__file__))
_LIBRARIES = ("anyascii", "Stemmer")  # another version of which may fold or stem otherwise
_CHECKSUM = 4  # bytes
PART = ".part"  # how the name of what is not yet complete ends
_BY_OTHERS = stat.S_IWGRP | stat.S_IWOTH  # who may write
_GIVEN_UP = 24 * 3600  # seconds after which whoever was writing it is not writing any more


class SourceFiles(Value):
    """Files as they were when read: what was worked out from them has their *key*, under their *name*."""

    key: bytes
    name: str

    @classmethod
    def of(cls, files: Sequence[StrPath]) -> SourceFiles | None:
        """*files* as they are now; None where one is missing, which whoever reads them will say.

        Our code, and the libraries that words are made comparable with, are sources of everything.
        """
        rooms = (_CODE, os.path.join(_CODE, "search"))
        code = sorted(
            entry.path for room in rooms for entry in os.scandir(room) if entry.name.endswith(".py")
        )
        libraries = [spec.origin for name in _LIBRARIES if (spec := find_spec(name)) and spec.origin]
        paths = [*map(str, files), *code, *libraries]
        try:
            found = [os.stat(path) for path in paths]
        except OSError:
            return None
        known = [
            (os.path.abspath(path), file.st_mtime_ns, file.st_ctime_ns, file.st_size)  # mtime can be set
            for path, file in zip(paths, found, strict=True)
        ]
        name = crc32(os.fsencode("\0".join(path for path, *_ in known[: len(files)])))
        key = repr((sys.version, known)).encode(errors="surrogateescape")
        return cls(key=key, name=f"{name:08x}")


def kept(name: str, sources: SourceFiles | None, make: Callable[[], _T]) -> _T:
    """What *make* returns, read from the cache where it was made from *sources* as they were.

    Without sources nothing is kept. What *make* raises is passed on.
    """
    if sources is None:
        return make()
    path, key = place(name, sources), _made_of(name, sources)
    value: _T
    try:
        value = _read(path, key)
    except (OSError, ValueError, EOFError, TypeError):  # as marshal raises them
        value = make()
        payload = marshal.dumps(value)  # type: ignore[arg-type]  # as it is told
        content = key + _checksum(payload) + payload
        _put(path, lambda part: _write(part, content))
    return value


def shelf(name: str, sources: SourceFiles | None, make: Callable[[], Values]) -> Mapping[str, Any]:
    """As `kept`, for values by key of which each is read when it is asked for.

    Where *make* returns pairs of keys and values, they are written one by one and not all held;
    it is asked again where they cannot be written.
    """
    if sources is None:
        return dict(make())
    import sqlite3

    path, key = place(name, sources), _made_of(name, sources)
    for is_there in (False, True):
        try:
            return _Shelf(path, key, make)
        except (OSError, ValueError, sqlite3.Error):
            if not is_there:
                _put(path, lambda part: _fill(part, key, make()))
    return dict(make())


def pairs(values: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Every key and value in turn, of which none are held where they are on a shelf."""
    return values.pairs() if isinstance(values, _Shelf) else iter(values.items())


def grouped(pairs: Iterable[tuple[str, object]]) -> Iterator[tuple[str, list[Any]]]:
    """Each key with all its values in their order, brought together on disk and not in memory."""
    import sqlite3

    with closing(sqlite3.connect("")) as connection:
        connection.execute("CREATE TABLE pair (key BLOB, value BLOB)")
        rows = ((_as_bytes(key), marshal.dumps(value)) for key, value in pairs)  # type: ignore[arg-type]
        connection.executemany("INSERT INTO pair VALUES (?, ?)", rows)
        in_order = connection.execute("SELECT key, value FROM pair ORDER BY key, rowid")
        for key, of_key in groupby(in_order, itemgetter(0)):
            yield _as_text(key), [marshal.loads(value) for _, value in of_key]


def directory() -> str:
    """Where kept values are: in the directory that the platform has for caches.

    A name under which there can be none, where a user has no home: `~` would be one of its own.
    """
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or "~/AppData/Local"
    elif sys.platform == "darwin":
        base = "~/Library/Caches"
    else:
        base = os.environ.get("XDG_CACHE_HOME", "")
        base = base if os.path.isabs(base) else "~/.cache"  # a relative one is to be ignored
    base = os.path.expanduser(base)
    return os.path.join(base if os.path.isabs(base) else os.devnull, "sinorus")


class _Shelf(Mapping[str, Any]):
    """Values by key in an SQLite file; once damage is seen, they are made anew."""

    def __init__(self, path: StrPath, key: bytes, make: Callable[[], Values]) -> None:
        import sqlite3

        refuse_strangers(path)
        # It is replaced and never written to, so nothing need be locked.
        self._connection = sqlite3.connect(f"file:{_quoted(path)}?mode=ro&immutable=1", uri=True)
        self._path, self._make = path, make
        self._made: Mapping[str, Any] | None = None
        try:
            if self._read(_KEY) != key:
                raise ValueError(path)
        except (ValueError, sqlite3.Error):
            self._connection.close()
            raise

    def __del__(self) -> None:
        """Let the file go at once; a connection that is left to itself waits for the collector."""
        if "_connection" in vars(self):
            self._connection.close()

    def __getitem__(self, key: str) -> Any:
        found = self.get(key, _ABSENT)
        if found is _ABSENT and self._made is None and self._has_lost(key):
            self._make_anew()
            found = self.get(key, _ABSENT)
        if found is _ABSENT:
            raise KeyError(key)
        return found

    def get(self, key: str, default: Any = None) -> Any:
        """As of any mapping; a key that is not there is not doubted, as it is where it is asked for."""
        import sqlite3

        if self._made is None:
            try:
                value = self._read(_as_bytes(key))
                return default if value is None else marshal.loads(value)
            except (sqlite3.Error, ValueError, EOFError, TypeError):
                self._make_anew()
        return (self._made or {}).get(key, default)

    def __iter__(self) -> Iterator[str]:
        import sqlite3

        if self._made is None:
            try:
                if self._has_its_keys:
                    return iter([_as_text(key) for key in self._keys()])
            except (sqlite3.Error, ValueError):
                pass
            self._make_anew()
        return iter(self._made or {})

    def __len__(self) -> int:
        import sqlite3

        if self._made is None:
            with suppress(sqlite3.Error):
                # Nothing is ever taken off a shelf; to count the rows would be to read them all.
                rows: int = self._connection.execute("SELECT max(rowid) FROM shelf").fetchone()[0]
                return rows - _OWN_ROWS
        return sum(1 for _ in self)

    def pairs(self) -> Iterator[tuple[str, Any]]:
        """Every key and value in turn."""
        import sqlite3

        read = 0
        if self._made is None:
            query = f"SELECT key, value FROM shelf WHERE {_NOT_OURS} ORDER BY rowid"
            try:
                if not self._has_its_keys:
                    raise ValueError(self._path)
                for key, row in self._connection.execute(query, _OURS):
                    value = marshal.loads(_checked(row))
                    yield _as_text(key), value
                    read += 1
            except (sqlite3.Error, ValueError, EOFError, TypeError):
                self._make_anew()
        yield from islice((self._made or {}).items(), read, None)

    def _keys(self) -> Iterator[bytes]:
        query = f"SELECT key FROM shelf WHERE {_NOT_OURS} ORDER BY rowid"
        return (row[0] for row in self._connection.execute(query, _OURS))

    def _has_lost(self, key: str) -> bool:
        """Whether *key*, which is not found, may have been damaged, itself or where it is looked up."""
        import sqlite3

        anywhere = "SELECT 1 FROM shelf NOT INDEXED WHERE key = ?"
        try:
            return (
                not self._has_its_keys
                or self._connection.execute(anywhere, (_as_bytes(key),)).fetchone() is not None
            )
        except sqlite3.Error:
            return True

    @cached_property
    def _has_its_keys(self) -> bool:
        """Whether every key is as it was written; one that is damaged is not found."""
        import sqlite3

        try:
            keys = reduce(lambda sum_, key: crc32(key, sum_), self._keys(), 0)
            return self._read(_KEYS) == keys.to_bytes(_CHECKSUM, "big")
        except (sqlite3.Error, ValueError, TypeError):
            return False

    def _make_anew(self) -> None:
        self._connection.close()
        with suppress(OSError):
            os.unlink(self._path)
        self._made = dict(self._make())

    def _read(self, key: bytes) -> bytes | None:
        row = self._connection.execute("SELECT value FROM shelf WHERE key = ?", (key,)).fetchone()
        return None if row is None else _checked(row[0])


def _checked(row: object) -> bytes:
    """The value in a *row* of a shelf.

    Raises:
        ValueError: it is damaged.
    """
    if not isinstance(row, bytes) or row[:_CHECKSUM] != _checksum(row[_CHECKSUM:]):
        raise ValueError(row)
    return row[_CHECKSUM:]


# Under which a shelf has what it was made from, and the checksum of all keys but these.
_OURS = _KEY, _KEYS = b"\0key", b"\0keys"
_OWN_ROWS, _NOT_OURS = len(_OURS), "key NOT IN (?, ?)"
_ABSENT = object()


def _fill(path: StrPath, key: bytes, values: Values) -> None:
    import sqlite3

    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA journal_mode = OFF")  # a shelf that is not finished is thrown away
        connection.execute("CREATE TABLE shelf (key BLOB PRIMARY KEY, value BLOB)")
        each = values.items() if isinstance(values, Mapping) else values
        connection.execute(_INSERT, (_KEY, _checksum(key) + key))
        keys = 0

        def rows() -> Iterator[tuple[bytes, bytes]]:
            nonlocal keys
            for name, made in each:
                as_bytes, value = _as_bytes(name), marshal.dumps(made)  # type: ignore[arg-type]
                keys = crc32(as_bytes, keys)
                yield as_bytes, _checksum(value) + value

        connection.executemany(_INSERT, rows())
        told = keys.to_bytes(_CHECKSUM, "big")
        connection.execute(_INSERT, (_KEYS, _checksum(told) + told))


_INSERT = "INSERT INTO shelf VALUES (?, ?)"


def _checksum(value: bytes) -> bytes:
    return crc32(value).to_bytes(_CHECKSUM, "big")


def _as_bytes(key: str) -> bytes:
    return key.encode("utf-8", "surrogatepass")


def _as_text(key: bytes) -> str:
    return key.decode("utf-8", "surrogatepass")


def place(name: str, sources: SourceFiles) -> str:
    """Where what has that *name* and was made from *sources* is kept."""
    return os.path.join(directory(), f"{name}-{sources.name}.cache")


def _made_of(name: str, sources: SourceFiles) -> bytes:
    """What tells whether a file is what has that *name* and was made from *sources*."""
    return name.encode() + b"\0" + sources.key


def _read(path: StrPath, key: bytes) -> Any:
    """The value in *path*.

    Raises:
        ValueError: it was made from something else, or is damaged.
        OSError: there is none.
    """
    refuse_strangers(path)
    with open(path, "rb", buffering=0) as file:  # a buffer would have to be copied
        if file.read(len(key)) != key:
            raise ValueError(path)
        checksum, payload = file.read(_CHECKSUM), file.read()
    if _checksum(payload) != checksum:
        raise ValueError(path)
    return marshal.loads(payload)


def _put(path: StrPath, write: Callable[[str], object]) -> None:
    """Have a file written under *path*, all of it or nothing; where it cannot be, do without."""
    import sqlite3
    from tempfile import mkstemp

    room, name = os.path.split(path)
    try:
        os.makedirs(room, mode=0o700, exist_ok=True)
        if not is_ours(room):
            return
        sweep(path)
        handle, part = mkstemp(dir=room, prefix=os.path.splitext(name)[0], suffix=PART)
    except OSError:
        return
    os.close(handle)
    try:
        write(part)
        os.replace(part, path)
    except (OSError, sqlite3.Error):
        pass
    finally:
        with suppress(OSError):
            os.unlink(part)


def _write(path: str, content: bytes) -> None:
    with open(path, "wb") as file:
        file.write(content)


def _quoted(path: StrPath) -> str:
    """*path* as it stands in a URI."""
    return os.fspath(path).replace("%", "%25").replace("?", "%3f").replace("#", "%23")


def sweep(path: StrPath) -> None:
    """Remove what was once begun for *path*, and never finished because it was killed."""
    import shutil
    import time

    room, name = os.path.split(path)
    for part in os.scandir(room):
        if part.name.startswith(os.path.splitext(name)[0]) and part.name.endswith(PART):
            with suppress(OSError):
                if time.time() - part.stat().st_mtime > _GIVEN_UP:
                    shutil.rmtree(part) if part.is_dir() else os.unlink(part)


def refuse_strangers(path: StrPath) -> None:
    """See to it that *path* `is_ours`, and its directory, where another could put files in its place.

    Raises:
        ValueError: one of them is not.
        OSError: there is no such file.
    """
    if not (is_ours(path) and is_ours(os.path.dirname(path))):
        raise ValueError(path)


def is_ours(path: StrPath) -> bool:
    """Whether *path* is a file or directory of this user's that nobody else may write to.

    Raises:
        OSError: there is none.
    """
    found = os.stat(path)
    if not (stat.S_ISREG(found.st_mode) or stat.S_ISDIR(found.st_mode)):
        return False  # to open a pipe would be to wait
    if not hasattr(os, "getuid"):
        return True
    return found.st_uid == os.getuid() and not found.st_mode & _BY_OTHERS
