"""What a reader should be told beside an answer that is not one good answer."""

from __future__ import annotations

from datetime import date

from sinorus_cli import dates
from sinorus_cli.answers import (
    Anniversaries,
    Answer,
    AsOf,
    Chain,
    Disputes,
    Hits,
    OneRecord,
    Problems,
    Span,
    Status,
    Timeline,
)
from sinorus_cli.errors import UnknownRecordError
from sinorus_cli.search import names_elsewhere


def advice(answer: Answer) -> str:
    """What a reader should be told beside *answer*: empty where it is a good one."""
    if isinstance(answer, Problems) and answer.problems:
        return f"{len(answer.problems)} problem{'s' if len(answer.problems) > 1 else ''}."
    if answer.status is Status.SEVERAL:
        return "Several fit equally well; add a word, or type 'sinorus show' and an id."
    if isinstance(answer, Anniversaries) and not answer.entries:
        step = f"; the nearest day that has something is {_day(answer.nearest)}" if answer.nearest else ""
        return f"Nothing is recorded for {_day(answer.day)}{step}."
    if answer.status is not Status.NOTHING:
        return ""
    if isinstance(answer, Timeline):
        return "No treaty or event is left; widen the time, or leave an option out."
    if answer.query is None:
        return ""
    if isinstance(answer, AsOf) and answer.command == "treaty":
        return f"No treaty between the two is known to have been in force in {answer.query}; try a later day."
    if isinstance(answer, Span | AsOf):
        from sinorus_cli.timeline import nearest_years

        near = nearest_years(answer.corpus, answer.start, answer.end)
        step = " and ".join(map(str, near)) or "none"
        return f"Nothing is recorded for {answer.query}; the nearest years that have something: {step}."
    if isinstance(answer, Chain):
        return f"Nothing is recorded that {answer.record.title} came from, or that came of it."
    if isinstance(answer, Disputes):
        return f"No dispute is recorded on '{answer.query}'; 'sinorus disputes' lists all there are."
    if answer.command == "show":
        try:
            answer.corpus.find(answer.query)
        except UnknownRecordError as error:
            return str(error)
    return _nothing(answer)


def _day(day: date) -> str:
    return f"{day.day} {dates.MONTHS[day.month - 1]}"


def _nothing(answer: Answer) -> str:
    query = answer.query or ""
    shown = query if len(query) <= 60 else query[:59] + "…"
    near = answer.nearest if isinstance(answer, OneRecord | Hits) else ()
    if not near:
        return f"Nothing found for '{shown}'. Type 'sinorus --help' for what can be looked up."
    lines = [f"  {record.title}: sinorus show {record.id}" for record in near]
    why = ", which is outside this history" if names_elsewhere(answer.corpus, query) else ""
    return "\n".join([f"Nothing found for '{shown}'{why}. The nearest:", *lines])
