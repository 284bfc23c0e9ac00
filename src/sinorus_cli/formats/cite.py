"""Works and citations as text, in the order of the Chicago manual's bibliographies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sinorus_cli.dates import MONTHS
from sinorus_cli.model import Citation

Work = Mapping[str, Any]

_LABELS = {"page": ("p. ", "pp. "), "article": ("art. ", "arts. "), "section": ("", "")}
_QUOTED = frozenset(
    """article article-journal article-magazine article-newspaper chapter document entry
    entry-dictionary entry-encyclopedia legislation paper-conference post post-weblog treaty
    webpage""".split()
)


class Sources:
    """The works that a record cites, numbered in the order in which it cites them.

    Where it cites several places of one work, each has a letter: 2a, 2b.
    """

    def __init__(self, citations: Iterable[Citation]) -> None:
        """Number the works of *citations*, such as all those of a record."""
        self.places: dict[str, list[Citation]] = {}
        for citation in citations:
            places = self.places.setdefault(citation.id, [])
            if citation not in places:
                places.append(citation)

    def mark(self, citations: Iterable[Citation]) -> str:
        """The marks of *citations*: ``[1][2b]``."""
        return "".join(f"[{self._number(citation)}]" for citation in citations)

    def entries(self, bibliography: Mapping[str, Work]) -> list[tuple[str, str]]:
        """Each number with the work in full and the places cited."""
        rows = []
        for number, (work_id, places) in enumerate(self.places.items(), 1):
            work = bibliography.get(work_id)
            text = reference(work) if work else f"{work_id} (not in the bibliography)"
            rows.append((str(number), f"{text} {self._places(places)}".strip()))
        return rows

    def _number(self, citation: Citation) -> str:
        places = self.places[citation.id]
        number = str(list(self.places).index(citation.id) + 1)
        return number if len(places) == 1 else number + _letter(places.index(citation))

    def _places(self, places: Sequence[Citation]) -> str:
        said = []
        for position, place in enumerate(places):
            parts = [f"({_letter(position)})"] if len(places) > 1 else []
            if place.locator:
                parts.append(locator(place))
            if place.via:
                number = list(self.places).index(place.via) + 1 if place.via in self.places else place.via
                parts.append(f"as cited in {number}")
            if parts:
                said.append(" ".join(parts))
        return f"Here: {'; '.join(said)}." if said else ""


def locator(citation: Citation) -> str:
    """The place in the work: ``pp. 141–162``, ``art. 3``, ``“Early contacts”``."""
    label, text = citation.label or "", (citation.locator or "").replace("-", "–")
    if label == "section":
        return f"“{citation.locator}”"
    one, several = _LABELS.get(label, (f"{label} ", f"{label}s "))
    return f"{several if any(sign in text for sign in '–,') else one}{text}"


def reference(work: Work) -> str:
    """The work in one paragraph."""
    title = str(work.get("title", work.get("id", "")))
    quoted = work.get("type") in _QUOTED
    parts = [_people(work.get("author", []))]
    parts.append(f"“{title}”" if quoted else title)
    if editors := _people(work.get("editor", [])):
        parts.append(f"Edited by {editors}")
    if container := work.get("container-title"):
        parts.append(_volume(work, f"In {container}" if work.get("type") == "chapter" else container))
    elif work.get("volume"):
        parts.append(f"Vol. {work['volume']}")
    if work.get("type") != "article-journal":
        parts.append(", ".join(filter(None, (_publisher(work), _date(work.get("issued"))))))
    if doi := work.get("DOI"):
        parts.append(f"https://doi.org/{doi}")
    elif isbn := work.get("ISBN"):
        parts.append(f"ISBN {isbn}")
    if url := work.get("URL"):
        read = _date(work.get("accessed"))
        parts.append(f"{url} (read {read})" if read else str(url))
    return " ".join(part if part.endswith((".", "?”", ".”", "?")) else f"{part}." for part in parts if part)


def _volume(work: Work, container: str) -> str:
    volume, issue, page = (work.get(key) for key in ("volume", "issue", "page"))
    text = container + (f" {volume}" if volume else "") + (f", no. {issue}" if issue else "")
    if work.get("type") == "article-journal" and (date := _date(work.get("issued"))):
        text += f" ({date})"
    return text + (f": {str(page).replace('-', '–')}" if page else "")


def _publisher(work: Work) -> str:
    place, publisher = work.get("publisher-place"), work.get("publisher")
    return ": ".join(filter(None, (place, publisher)))


def _people(people: Sequence[Mapping[str, str]]) -> str:
    names = [
        person.get("literal")
        or (
            f"{person.get('family', '')}, {person['given']}"
            if number == 0 and person.get("given")
            else f"{person.get('given', '')} {person.get('family', '')}".strip()
        )
        for number, person in enumerate(people)
    ]
    if len(names) > 3:
        return f"{names[0]}, and others"
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def _date(value: Any) -> str:
    if not isinstance(value, Mapping):
        return ""
    if not value.get("date-parts"):
        return str(value.get("literal") or value.get("raw") or "")
    year, *rest = value["date-parts"][0]
    words = [str(year)]
    if rest:
        words.insert(0, MONTHS[int(rest[0]) - 1])
    if len(rest) > 1:
        words.insert(0, str(rest[1]))
    return " ".join(words)


def _letter(position: int) -> str:
    letter = chr(ord("a") + position % 26)
    return letter if position < 26 else _letter(position // 26 - 1) + letter
