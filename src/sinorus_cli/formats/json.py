"""JSON for programs, versioned as ``"schema": "sinorus/1"``: keys are added, never changed."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, TextIO

from sinorus_cli.answers import (
    About,
    Anniversaries,
    Answer,
    AsOf,
    Chain,
    Comparison,
    Disputes,
    Export,
    Hits,
    Listing,
    OneRecord,
    Problems,
    SameDay,
    Span,
    Status,
    Timeline,
)
from sinorus_cli.errors import OBEYED
from sinorus_cli.model import Record
from sinorus_cli.search import Hit
from sinorus_cli.streams import holds_all

if TYPE_CHECKING:
    from sinorus_cli.chain import Step
    from sinorus_cli.timeline import Entry

SCHEMA = "sinorus/1"
# What JSON allows as it is and a terminal would obey, or UTF-8 does not know.
_ESCAPED = f"[{''.join(sign for sign in OBEYED if sign >= ' ')}\ud800-\udfff]"


def write(answer: Answer, out: TextIO) -> None:
    """Write *answer* as one JSON object, the entries of a list on a line each."""
    head: dict[str, Any] = {"schema": SCHEMA}
    if not isinstance(answer, Export):
        head |= {"command": answer.command, "query": answer.query}
    encode = json.JSONEncoder(ensure_ascii=not holds_all(out)).encode
    text = _laid_out(head | _body(answer), encode)
    if not text.replace("\n", "").isprintable():  # most are, and to see it is quick
        text = re.sub(_ESCAPED, _escape, text)
    out.write(f"{text}\n")


def _laid_out(value: Any, encode: Callable[[Any], str], margin: str = "\n") -> str:
    """*value* as JSON: objects and lists over several lines, but what a list holds.

    To let the library indent all of it takes several times as long, as only Python then encodes.
    """
    deeper = f"{margin}  "
    if isinstance(value, dict) and value:
        held = (f"{encode(key)}: {_laid_out(one, encode, deeper)}" for key, one in value.items())
        return f"{{{deeper}{f',{deeper}'.join(held)}{margin}}}"
    if isinstance(value, list) and value:
        return f"[{deeper}{f',{deeper}'.join(map(encode, value))}{margin}]"
    return encode(value)


def _escape(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"


def _body(answer: Answer) -> dict[str, Any]:
    match answer:
        case OneRecord():
            record = answer.record.described() if answer.record else None
            hits = answer.hits if answer.status is not Status.NOTHING else ()
            return {"record": record, "candidates": [_scored(hit) for hit in hits]} | _nearest(answer)
        case Hits():
            found = [_scored(hit) | {"matched": hit.matched} for hit in answer.hits]
            return {"results": found} | _nearest(answer)
        case Listing():
            return {"results": [_brief(record) for record in answer.records]}
        case Span():
            ends = {"from": answer.start.isoformat(), "to": answer.end.isoformat()}
            return ends | {"entries": [_entry(entry) for entry in answer.entries]}
        case Timeline():
            return {"entries": [_entry(entry) for entry in answer.entries]}
        case AsOf():
            return _as_of(answer)
        case Anniversaries():
            entries = [
                _brief(entry.record) | {"on": entry.date, "text": entry.text} for entry in answer.entries
            ]
            return {"day": f"{answer.day.month:02}-{answer.day.day:02}", "entries": entries}
        case Chain():
            steps = {"before": _steps(answer.before), "after": _steps(answer.after)}
            return {"record": _brief(answer.record)} | steps
        case Comparison():
            from sinorus_cli.formats import words

            rows = list(words.compared(answer))
            return {
                "records": [answer.one.described(), answer.other.described()],
                "differences": [label for label, one, other in rows if one != other],
            }
        case SameDay():
            ends = {"from": answer.start.isoformat(), "to": answer.end.isoformat()}
            return ends | {"first": _in_calendars(answer.start), "last": _in_calendars(answer.end)}
        case Disputes():
            return {
                "disputes": [
                    _brief(record) | dispute.as_json()
                    for record in answer.records
                    for dispute in record.disputes
                ]
            }
        case About():
            return _about(answer)
        case Problems():
            return {"problems": [vars(problem) for problem in answer.problems]}
        case _:
            return {
                "records": [record.described() for record in answer.corpus],
                "bibliography": list(answer.corpus.bibliography.values()),
            }


def _nearest(answer: OneRecord | Hits) -> dict[str, Any]:
    """What is nearest, where nothing was found."""
    if answer.status is not Status.NOTHING:
        return {}
    return {"nearest": [_brief(record) for record in answer.nearest]}


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "date": entry.date,
        "kind": entry.record.kind.value,
        "id": entry.record.id,
        "title": entry.record.title,
        "text": entry.text,
        "certain": entry.certain,
    }


def _steps(steps: Sequence[Step]) -> list[dict[str, Any]]:
    return [
        _brief(step.record) | {"label": step.label, "again": step.again, "following": _steps(step.following)}
        for step in steps
    ]


def _as_of(answer: AsOf) -> dict[str, Any]:
    stood = answer.standing
    return {
        "from": answer.start.isoformat(),
        "to": answer.end.isoformat(),
        "told": [
            {"about": label.lower(), "id": record.id} | statement.as_json()
            for label, record, statement in stood.told
        ],
        "offices": [
            {"state": state, "id": holder.person.id, "name": holder.person.title, "certain": holder.certain}
            | holder.office.as_json()
            for state, holders in stood.governments
            for holder in holders
        ],
        "in_force": [
            _brief(one.treaty)
            | {
                "in_force": one.interval,
                "certain": one.certain,
                "disputed": one.disputed,
                "replaced_by": [record.id for record, _ in one.replaced_by],
            }
            for one in stood.in_force
        ],
        "validity_not_recorded": [_brief(answer.corpus.records[one]) for one in stood.unrecorded],
        "under_way": [_brief(entry.record) | {"certain": entry.certain} for entry in stood.under_way],
    }


def _in_calendars(day: date) -> dict[str, Any]:
    from sinorus_cli.calendars import anno_mundi, in_reign  # few answers need them
    from sinorus_cli.julian import gregorian_to_julian, julian_day_number

    year, month, of_month = gregorian_to_julian(day)
    reign = in_reign(day)
    return {
        "new_style": day.isoformat(),
        "old_style": f"{year:04}-{month:02}-{of_month:02}",
        "chinese": reign and reign[0],
        "chinese_in_words": reign and reign[1],
        "julian_day": julian_day_number(day),
        "anno_mundi": anno_mundi(day),
    }


def _about(answer: About) -> dict[str, Any]:
    from sinorus_cli.formats import words

    covered = answer.coverage
    return {
        "version": answer.version,
        "licences": words.LICENCES,
        "records": {kind.value: count for kind, count in covered.kinds.items()},
        "centuries": {
            str(century): {kind.value: count for kind, count in counts.items()}
            for century, counts in covered.centuries.items()
            if century
        },
        "undated": {kind.value: count for kind, count in covered.centuries.get(None, {}).items()},
        "statements": covered.statements,
        "disputes": covered.disputes,
        "works": covered.works,
        "with_two_works": covered.well_founded,
        "newest_event": _brief(covered.newest) if covered.newest else None,
        "relied_on": [{"id": work, "records": count} for work, count in covered.relied_on],
    }


def _brief(record: Record) -> dict[str, Any]:
    return {
        "id": record.id,
        "kind": record.kind.value,
        "title": record.title,
        "date": record.when,
    }


def _scored(hit: Hit) -> dict[str, Any]:
    return _brief(hit.record) | {"score": hit.score, "why": hit.why}
