"""The workload's clauses -> one condition in SQL, or in numpy: permitted, and no bar stands."""

from __future__ import annotations

from collections.abc import Callable

from bench.workload import Clause, Test

Write = Callable[[Test], str]


def as_sql(clauses: list[Clause]) -> str:
    """A boolean expression of SQL over the columns of the facts and `day`."""

    def write(test: Test) -> str:
        match test.operator:
            case "is":
                return f"{test.fact} = '{test.value}'"
            case "is not":
                return f"{test.fact} <> '{test.value}'"
            case "yes":
                return test.fact
            case "no":
                return f"NOT {test.fact}"
            case _:
                return f"{test.fact} {test.operator} {test.value}"

    def between(clause: Clause) -> str:
        return f"day BETWEEN DATE '{clause.first}' AND DATE '{clause.last}'"

    return _joined(clauses, write, between, ("AND", "OR", "NOT"))


def as_numpy(clauses: list[Clause]) -> str:
    """A Python expression over arrays in `at`, by the names of the facts and `day`.

    Kinds are compared by the place of their value.
    """
    from bench.workload import KINDS

    def write(test: Test) -> str:
        column = f"at[{test.fact!r}]"
        match test.operator:
            case "is" | "is not":
                sign = "==" if test.operator == "is" else "!="
                return f"({column} {sign} {KINDS[test.fact].index(str(test.value))})"
            case "yes":
                return column
            case "no":
                return f"~{column}"
            case _:
                return f"({column} {test.operator} {test.value})"

    def between(clause: Clause) -> str:
        first, last = clause.first.toordinal(), clause.last.toordinal()
        return f"(at['day'] >= {first}) & (at['day'] <= {last})"

    return _joined(clauses, write, between, ("&", "|", "~"))


def _joined(
    clauses: list[Clause],
    write: Write,
    between: Callable[[Clause], str],
    signs: tuple[str, str, str],
) -> str:
    and_, or_, not_ = signs
    over: dict[str, list[Clause]] = {}
    for clause in clauses:
        for target in clause.overrides:
            over.setdefault(target, []).append(clause)

    def stands(clause: Clause) -> str:
        parts = [between(clause), *(write(test) for test in clause.when)]
        parts += [f"{not_} ({stands(other)})" for other in over.get(clause.id, ())]
        return f"({f' {and_} '.join(parts)})"

    def some(permits: bool) -> str:
        terms = [stands(clause) for clause in clauses if clause.permits is permits]
        while len(terms) > 1:
            joined = (f" {or_} ".join(terms[i : i + 40]) for i in range(0, len(terms), 40))
            terms = [f"({each})" for each in joined]
        return terms[0]

    return f"{some(True)} {and_} {not_} ({some(False)})"
