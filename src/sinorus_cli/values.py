"""`Value`: frozen and given by keyword, as a dataclass is, but made without generating code.

Making a class cheaply matters where a whole program takes a few hundredths of a second: forty
dataclasses cost more than an answer. Type checkers take a `Value` for a dataclass.
"""

from __future__ import annotations

from typing import Any, ClassVar, TypeVar, dataclass_transform


@dataclass_transform(kw_only_default=True, frozen_default=True)
class Value:
    """A class whose annotated names are its fields, each given by keyword and never set again.

    A field with a value in the class may be left out. Values are equal where they are of one
    class and their fields are equal; a class made with ``eq=False`` is equal to itself alone.
    """

    fields: ClassVar[tuple[str, ...]] = ()
    defaults: ClassVar[dict[str, Any]] = {}  # of the fields that may be left out

    def __init_subclass__(cls, *, eq: bool = True) -> None:
        """Take the fields of a new class from its annotations, after those of its base."""
        own = [name for name, type_ in cls.__annotations__.items() if "ClassVar" not in str(type_)]
        cls.fields = tuple(dict.fromkeys((*cls.fields, *own)))
        cls.defaults = cls.defaults | {name: vars(cls)[name] for name in own if name in vars(cls)}
        for name in vars(cls).keys() & set(own):
            type.__delattr__(cls, name)
        if not eq:
            cls.__eq__, cls.__hash__ = object.__eq__, object.__hash__  # type: ignore[method-assign]

    def __init__(self, **values: Any) -> None:
        """Set the fields.

        Raises:
            TypeError: a field is missing or unknown.
        """
        given = self.defaults | values
        if len(given) != len(self.fields) or given.keys() != set(self.fields):
            wrong = given.keys() ^ set(self.fields)
            raise TypeError(f"{type(self).__name__}: missing or unknown: {', '.join(sorted(wrong))}")
        self.__dict__.update(given)

    def __setattr__(self, name: str, value: object) -> None:
        """Refuse."""
        raise AttributeError(f"cannot set {name!r}: a {type(self).__name__} is frozen")

    def __delattr__(self, name: str) -> None:
        """Refuse."""
        raise AttributeError(f"cannot delete {name!r}: a {type(self).__name__} is frozen")

    def __eq__(self, other: object) -> bool:
        """Whether *other* is of the same class with the same fields."""
        if type(other) is not type(self):
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in self.fields)

    def __hash__(self) -> int:
        """As equal values have it."""
        return hash((type(self), *(getattr(self, name) for name in self.fields)))

    def __repr__(self) -> str:
        """As it would be made."""
        return f"{type(self).__name__}({', '.join(f'{n}={getattr(self, n)!r}' for n in self.fields)})"


_T = TypeVar("_T", bound=Value)  # here, for to name what is not yet there takes as long as all this module


def replace(value: _T, **changes: Any) -> _T:
    """A copy of *value* with some fields changed."""
    return type(value)(**{name: getattr(value, name) for name in value.fields} | changes)
