"""What is slow to work out, kept in the user's cache directory until its sources change.

What is kept may be deleted at any time, and nothing fails where nothing can be written. To
keep something: give `kept` a name, the files that it is worked out from, and a function that
does it; or `shelf`, where only few of many values are wanted at a time. Values are of the
types that marshal writes: None, numbers, str, bytes, and tuples, lists and dicts of these.
"""

import marshal
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar
from zlib import crc32

_T = TypeVar("_T")
_CODE = Path(__file__).resolve().parent
_CHECKSUM = 4  # bytes


def kept(name: str, sources: Sequence[Path], make: Callable[[], _T]) -> _T:
    """What *make* returns, read from the cache where it was made from *sources* as they are.

    Without sources nothing is kept. What *make* raises is passed on.
    """
    path, key = _place(name, sources)
    if not path:
        return make()
    value: _T
    try:
        value = _read(path, key)
    except (OSError, ValueError, EOFError, TypeError):  # as marshal raises them
        value = make()
        _write(path, key, marshal.dumps(value))  # type: ignore[arg-type]  # as it is told
    return value


def shelf(name: str, sources: Sequence[Path], make: Callable[[], Mapping[str, object]]) -> Mapping[str, Any]:
    """As `kept`, for values by key of which each is read when it is asked for."""
    import sqlite3

    path, key = _place(name, sources)
    if not path:
        return make()
    try:
        return _Shelf(path, key, make)
    except (OSError, ValueError, sqlite3.Error):
        made = make()
        _fill(path, key, made)
        return made


class _Shelf(Mapping[str, Any]):
    """Values by key in an SQLite file; once damage is seen, they are made anew."""

    def __init__(self, path: Path, key: bytes, make: Callable[[], Mapping[str, object]]) -> None:
        import sqlite3

        _refuse_strangers(path)
        self._connection = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)
        self._make = make
        self._made: Mapping[str, Any] | None = None
        if self._read(_KEY) != key:
            raise ValueError(path)

    def __getitem__(self, key: str) -> Any:
        import sqlite3

        if self._made is None:
            try:
                value = self._read(_as_bytes(key))
                if value is None:
                    raise KeyError(key)
                return marshal.loads(value)
            except (sqlite3.Error, ValueError, EOFError, TypeError):
                self._made = self._make()
        return self._made[key]

    def __iter__(self) -> Iterator[str]:
        rows = self._connection.execute("SELECT key FROM shelf WHERE key != ? ORDER BY rowid", (_KEY,))
        return (key.decode("utf-8", "surrogatepass") for (key,) in rows.fetchall())

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _read(self, key: bytes) -> bytes | None:
        row = self._connection.execute("SELECT value FROM shelf WHERE key = ?", (key,)).fetchone()
        if row is None:
            return None
        checksum, value = row[0][:_CHECKSUM], row[0][_CHECKSUM:]
        if checksum != _checksum(value):
            raise ValueError(key)
        return bytes(value)


_KEY = b"\0key"  # under which a shelf has what it was made from


def _fill(path: Path, key: bytes, values: Mapping[str, object]) -> None:
    import sqlite3

    def write(part: Path) -> None:
        connection = sqlite3.connect(part)
        with connection:
            connection.execute("CREATE TABLE shelf (key BLOB PRIMARY KEY, value BLOB)")
            rows = [(_as_bytes(name), marshal.dumps(value)) for name, value in values.items()]  # type: ignore[arg-type]
            connection.executemany(
                "INSERT INTO shelf VALUES (?, ?)",
                [(name, _checksum(value) + value) for name, value in [(_KEY, key), *rows]],
            )
        connection.close()

    with suppress(sqlite3.Error):
        _put(path, write)


def _checksum(value: bytes) -> bytes:
    return crc32(value).to_bytes(_CHECKSUM, "big")


def _as_bytes(key: str) -> bytes:
    return key.encode("utf-8", "surrogatepass")


def directory() -> Path:
    """Where kept values are: in the directory that the platform has for caches."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or "~/AppData/Local"
    elif sys.platform == "darwin":
        base = "~/Library/Caches"
    else:
        base = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    return Path(os.path.expanduser(base)) / "sinorus"  # noqa: PTH111  # Path's fails without a home


def _place(name: str, sources: Sequence[Path]) -> tuple[Path | None, bytes]:
    """Where what is worked out from *sources* is kept, and what it has to have been made from.

    None where there are no sources, or one is missing, which *make* will say better.
    """
    try:
        key = _key(sources) if sources else b""
    except OSError:
        key = b""
    if not key:
        return None, key
    return directory() / f"{name}-{crc32(os.fsencode(sources[0].resolve())):08x}.cache", key


def _key(sources: Sequence[Path]) -> bytes:
    """What changes when a source, the code or Python does."""
    rooms = (_CODE, _CODE / "search")
    code = sorted(entry.path for room in rooms for entry in os.scandir(room) if entry.name.endswith(".py"))
    stats = [Path(path).stat() for path in [*map(str, sources), *code]]
    return repr((sys.version, [(stat.st_mtime_ns, stat.st_size) for stat in stats])).encode()


def _read(path: Path, key: bytes) -> Any:
    """The value in *path*.

    Raises:
        ValueError: it was made from something else, or is damaged.
        OSError: there is none.
    """
    _refuse_strangers(path)
    with path.open("rb") as file:
        if file.read(len(key)) != key:
            raise ValueError(path)
        checksum, payload = file.read(_CHECKSUM), file.read()
    if _checksum(payload) != checksum:
        raise ValueError(path)
    return marshal.loads(payload)


def _write(path: Path, key: bytes, payload: bytes) -> None:
    content = key + _checksum(payload) + payload
    _put(path, lambda part: part.write_bytes(content))


def _put(path: Path, write: Callable[[Path], object]) -> None:
    """Have a file written under *path*, all of it or nothing; where it cannot be, do without."""
    part = path.with_suffix(f".{os.getpid()}")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write(part)
        part.replace(path)
    except OSError:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _refuse_strangers(path: Path) -> None:
    """See to it that *path* was written by this user.

    Raises:
        ValueError: it was not.
        OSError: there is no such file.
    """
    if hasattr(os, "getuid") and path.stat().st_uid != os.getuid():
        raise ValueError(path)
