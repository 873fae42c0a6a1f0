"""`dataclass`, `field`, `fields`, `replace` as in the standard library, made when they are used.

The standard ones compile some six methods of each class when its module is imported, and import
`inspect` for it: more than half of what a short command took. Here a constructor is compiled when
some objects have been made, and the other methods are closures. Type checkers see the standard
ones.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
    from dataclasses import field as field
    from dataclasses import fields as fields
    from dataclasses import is_dataclass as is_dataclass
    from dataclasses import replace as replace
else:
    from operator import attrgetter
    from types import MappingProxyType

    MISSING = object()
    UNTIL_COMPILED = 16
    """So many objects of a class take as long to make by hand as a constructor to compile."""
    _FIELDS = "__lazy_fields__"
    _NOTHING = MappingProxyType({})

    class Field:
        """What a class says of one of its fields."""

        __slots__ = (
            *("name", "hint", "default", "default_factory"),
            *("repr", "compare", "kw_only", "metadata"),
        )

        def __init__(
            self,
            default=MISSING,
            default_factory=MISSING,
            *,
            repr=True,
            compare=True,
            kw_only=False,
            metadata=None,
        ):
            self.name = self.hint = ""
            self.default = default
            self.default_factory = default_factory
            self.repr = repr
            self.compare = compare
            self.kw_only = kw_only
            self.metadata = _NOTHING if metadata is None else MappingProxyType(metadata)

    def field(*, default=MISSING, default_factory=MISSING, **more):
        """A field about which more is said than its type."""
        return Field(default, default_factory, **more)

    def fields(of):
        """The fields of a class or an object, in order; of a standard one too."""
        found = getattr(of, _FIELDS, None)
        return tuple((of.__dataclass_fields__ if found is None else found).values())

    def is_dataclass(of):
        """Whether this is a class of this sort, or an object of one."""
        return hasattr(of, _FIELDS) or hasattr(of, "__dataclass_fields__")

    def replace(whole, /, **changes):
        """An object with other values in some of its fields."""
        for each in fields(whole):
            if each.name not in changes:
                changes[each.name] = getattr(whole, each.name)
        return whole.__class__(**changes)

    def dataclass(cls=None, /, *, frozen=False, slots=False, eq=True, order=False):
        """Make a class of fields of its annotations, as the decorator of the same name does."""
        if cls is None:
            return lambda each: _made(each, frozen, slots, eq, order)
        return _made(cls, frozen, slots, eq, order)

    def _made(cls, frozen, slots, eq, order):
        own = cls.__dict__
        found = {}
        for base in cls.__mro__[-1:0:-1]:
            if "__dataclass_fields__" in base.__dict__ and _FIELDS not in base.__dict__:
                raise TypeError(f"{base.__qualname__}, which this stands on, is a standard one")
            found.update(base.__dict__.get(_FIELDS, _NOTHING))
        for name, hint in own.get("__annotations__", _NOTHING).items():
            if str(hint).startswith(("ClassVar", "typing.ClassVar")):
                continue
            each = own.get(name, MISSING)
            if type(each) is not Field:
                each = Field(each)
            elif each.default is not MISSING:
                setattr(cls, name, each.default)
            else:
                delattr(cls, name)
            each.name, each.hint = name, hint
            found[name] = each
        hashed = own.get("__hash__") is not None
        if slots:
            cls = _with_slots(cls, found)
            if frozen:
                _keep(cls, "__getstate__", _getstate)
                _keep(cls, "__setstate__", _setstate)
        setattr(cls, _FIELDS, found)
        cls.__dataclass_fields__ = _StandardFields()
        cls.__match_args__ = tuple(name for name, each in found.items() if not each.kw_only)
        _keep(cls, "__repr__", _repr)
        _keep(cls, "__init__", _first_init(cls, frozen))
        values = _values([name for name, each in found.items() if each.compare])
        if eq:
            _keep(cls, "__eq__", _equal(values))
            if not hashed:
                cls.__hash__ = _hash(values) if frozen else None
        if order:
            _add_order(cls, values)
        if frozen:
            cls.__setattr__, cls.__delattr__ = _frozen(cls, frozenset(found))
        return cls

    def _keep(cls, name, method):
        """Give a class a method that it doesn't define itself."""
        if name not in cls.__dict__:
            setattr(cls, name, method)

    def _with_slots(cls, found):
        """The class anew, with slots for its fields."""
        namespace = dict(cls.__dict__)
        taken = {slot for base in cls.__mro__[1:] for slot in getattr(base, "__slots__", ())}
        namespace["__slots__"] = tuple(name for name in found if name not in taken)
        for name in (*found, "__dict__", "__weakref__"):
            namespace.pop(name, None)
        made = type(cls)(cls.__name__, cls.__bases__, namespace)
        made.__qualname__ = cls.__qualname__
        return made

    def _first_init(cls, frozen):
        """A constructor of a few objects, which has a quicker one compiled when there are more.

        What it can't make sense of it leaves to the other, to refuse.
        """
        left = UNTIL_COMPILED
        found, words = getattr(cls, _FIELDS), cls.__match_args__
        put = object.__setattr__
        goes_on = hasattr(cls, "__post_init__")

        def __init__(self, *args, **kwargs):
            nonlocal left
            left -= 1
            values = _by_name(found, words, args, kwargs) if left else None
            if values is None:
                made = _init(cls, frozen)
                cls.__init__ = made
                made(self, *args, **kwargs)
                return
            for name, value in values.items():
                put(self, name, value)
            if goes_on:
                self.__post_init__()

        return __init__

    def _by_name(found, words, args, kwargs):
        """The value of each field, of what a constructor is given; None where that won't do."""
        if len(args) > len(words):
            return None
        values = dict(zip(words, args, strict=False))
        if kwargs:
            if not (kwargs.keys() <= found.keys() and kwargs.keys().isdisjoint(values)):
                return None
            values.update(kwargs)
        if len(values) < len(found):
            for name, each in found.items():
                if name not in values:
                    if each.default_factory is not MISSING:
                        values[name] = each.default_factory()
                    elif each.default is not MISSING:
                        values[name] = each.default
                    else:
                        return None
        return values

    def _init(cls, frozen):
        names = {"_MISSING": MISSING, "_set": object.__setattr__}
        words, keywords, body = [], [], []
        for name, each in getattr(cls, _FIELDS).items():
            value, default = name, ""
            if each.default_factory is not MISSING:
                names[f"_make_{name}"] = each.default_factory
                value, default = f"_make_{name}() if {name} is _MISSING else {name}", "=_MISSING"
            elif each.default is not MISSING:
                names[f"_default_{name}"] = each.default
                default = f"=_default_{name}"
            (keywords if each.kw_only else words).append(f"{name}{default}")
            body.append(f"_set(self, {name!r}, {value})" if frozen else f"self.{name} = {value}")
        if hasattr(cls, "__post_init__"):
            body.append("self.__post_init__()")
        taken = ", ".join(["self", *words, *(["*", *keywords] if keywords else [])])
        exec(f"def __init__({taken}):\n " + "\n ".join(body or ["pass"]), names)
        made = names["__init__"]
        made.__qualname__ = f"{cls.__qualname__}.__init__"
        return made

    def _values(names):
        """What gives the values of these fields as a tuple."""
        if len(names) > 1:
            return attrgetter(*names)
        if not names:
            return lambda whole: ()
        one = attrgetter(*names)
        return lambda whole: (one(whole),)

    def _equal(values):
        def __eq__(self, other):
            if other.__class__ is self.__class__:
                return values(self) == values(other)
            return NotImplemented

        return __eq__

    def _hash(values):
        return lambda self: hash(values(self))

    def _add_order(cls, values):
        def compared(name):
            def compare(self, other):
                if other.__class__ is self.__class__:
                    return getattr(values(self), name)(values(other))
                return NotImplemented

            return compare

        for name in ("__lt__", "__le__", "__gt__", "__ge__"):
            setattr(cls, name, compared(name))

    def _repr(self):
        told = (f"{each.name}={getattr(self, each.name)!r}" for each in fields(self) if each.repr)
        return f"{self.__class__.__qualname__}({', '.join(told)})"

    def _frozen(cls, names):
        """What refuses to set and to take away a field, and anything of the class itself."""

        def refuse(self, name, doing):
            if type(self) is cls or name in names:
                from dataclasses import FrozenInstanceError

                raise FrozenInstanceError(f"cannot {doing} field {name!r}")

        def __setattr__(self, name, value):
            refuse(self, name, "assign to")
            super(cls, self).__setattr__(name, value)

        def __delattr__(self, name):
            refuse(self, name, "delete")
            super(cls, self).__delattr__(name)

        return __setattr__, __delattr__

    def _getstate(self):
        return [getattr(self, name) for name in getattr(self, _FIELDS)]

    def _setstate(self, state):
        for name, value in zip(getattr(self, _FIELDS), state, strict=True):
            object.__setattr__(self, name, value)

    class _StandardFields:
        """The fields as `dataclasses` wants them, for libraries that ask; made when they do."""

        def __get__(self, whole, cls):
            import dataclasses

            owner = next(each for each in cls.__mro__ if _FIELDS in each.__dict__)
            namespace = {"__annotations__": {}}
            for each in owner.__dict__[_FIELDS].values():
                namespace["__annotations__"][each.name] = each.hint
                namespace[each.name] = _standard(dataclasses, each)
            made = type(owner.__name__, (), namespace)
            found = dataclasses.dataclass(init=False, repr=False, eq=False)(made)
            owner.__dataclass_fields__ = found.__dataclass_fields__
            return found.__dataclass_fields__

    def _standard(dataclasses, each):
        more = {"repr": each.repr, "compare": each.compare, "kw_only": each.kw_only}
        if each.default is not MISSING:
            more["default"] = each.default
        if each.default_factory is not MISSING:
            more["default_factory"] = each.default_factory
        return dataclasses.field(metadata=each.metadata, **more)
