"""What can go wrong. Each message is a sentence to the reader: the thing, then the next step."""


class SinorusError(Exception):
    """Trouble that a reader can do something about; `main` prints it and exits with 2."""


class CorpusError(SinorusError):
    """A corpus cannot be read, or does not fit the model."""


class DateError(SinorusError):
    """A text is no date that we read."""


class QueryError(SinorusError):
    """A query that nothing can be looked up by."""


class UnknownRecordError(SinorusError):
    """No record has that id."""
