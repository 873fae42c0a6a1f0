"""Files of rows -> files with their answers: Parquet, CSV and Arrow, through DuckDB.

One file is written beside its place and moved there when it is whole. A folder gets a part for
each file or stretch of rows; a job that stopped goes on with the parts that are not there yet.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from glob import glob
from pathlib import Path
from typing import Any

from contract_engine.api import LoadedAgreement
from contract_engine.diagnostics import BadInput, Problem, Span
from contract_engine.tables.cells import quoted, text
from contract_engine.tables.extra import needed
from contract_engine.tables.plan import Plan
from contract_engine.tables.relation import Answering, Progress
from contract_engine.tables.request import Request
from contract_engine.tables.statuses import Histories, Statuses

READERS = {".parquet": "read_parquet", ".csv": "read_csv", ".tsv": "read_csv"}
LISTS = ("clauses", "due", "overdue", "breaches", "hangs_on")
"""Columns of several names, with blanks between them in CSV."""
ARROW = (".arrow", ".feather", ".ipc")
MEMORY = "700MB"
"""What DuckDB may hold; past that it spills to disk."""
PART_ROWS = 1_000_000
"""A part of a large Parquet file has about so many rows, whole row groups of them."""
PART_CONTRACTS = 100_000
"""Of contracts with histories, which take longer, a part has fewer."""
JOB = "_job.json"


@dataclass(frozen=True)
class Job:
    """Rows to answer: files (or folders, or patterns), or a query of DuckDB; and where to.

    With `histories` the rows are contracts, whose acts stand in the files `acts`.
    """

    request: Request
    output: Path
    inputs: tuple[str, ...] = ()
    sql: str | None = None
    memory: str = MEMORY
    histories: Histories | None = None
    acts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Done:
    """What was done: rows in all, those with an error, and parts that were there already."""

    rows: int
    errors: int
    parts: int
    kept: int
    facts: dict[str, str]


def run(loaded: LoadedAgreement, job: Job, progress: Progress) -> Done:
    """Answer all rows of a job and write them; raises BadInput, TooLarge."""
    duckdb = needed("duckdb")
    con = duckdb.connect()
    try:
        con.execute(f"SET memory_limit = {text(job.memory)}").fetchall()
        return _run(con, loaded, job, progress)
    except duckdb.Error as error:
        message = str(error).partition("\n")[0]
        where = Span(job.inputs[0] if job.inputs else "--sql")
        raise BadInput([Problem("E540", f"DuckDB can't do this: {message}", where)]) from None
    finally:
        con.close()


def _run(con: Any, loaded: LoadedAgreement, job: Job, progress: Progress) -> Done:
    if not _is_folder(job.output) and not job.output.absolute().parent.is_dir():
        raise _cant_write(job.output, "there is no such folder")
    files, acts = _files(job.inputs), _files(job.acts)
    whole = f"({job.sql.strip().rstrip(';')})" if job.sql is not None else _source(con, files)
    answering: Answering | Statuses
    if job.histories is None:
        columns = [row[0] for row in con.execute(f"DESCRIBE SELECT * FROM {whole}").fetchall()]
        plan = Plan(loaded, job.request, columns)
        answering, facts = Answering(con, plan, whole, progress), plan.facts
    else:
        of_acts = _source(con, acts, "given_acts")
        answering = Statuses(con, loaded, job.request, job.histories, whole, of_acts)
        facts = answering.facts
    if not _is_folder(job.output):
        query = answering.query(whole, progress)
        counts = _write(con, query, job.output, job.request)
        return Done(*counts, 1, 0, facts)
    sources = list(_parts(con, job, files, whole))
    _same_job(loaded, job, [*files, *acts], len(sources))
    rows = errors = kept = 0
    places = [job.output / f"part-{number:05}.parquet" for number in range(len(sources))]
    for place, source in progress(list(zip(places, sources, strict=True)), len(sources), "parts"):
        if place.exists():
            kept += 1
            continue
        more, wrong = _write(con, answering.query(source, progress), place, job.request)
        rows, errors = rows + more, errors + wrong
    return Done(rows, errors, len(sources), kept, facts)


def _files(names: Sequence[str]) -> list[Path]:
    """The files to read, by name; raises BadInput where one is missing or of another kind."""
    found: list[Path] = []
    problems = []
    for name in names:
        place = Path(name)
        if place.is_dir():
            here = sorted(
                f for f in place.iterdir() if _kind(f) and not f.name.startswith((".", "_"))
            )
        elif place.is_file():
            here = [place]
        else:
            here = sorted(Path(each) for each in glob(name))  # noqa: PTH207 (a pattern may be absolute)
        if not here:
            problems.append(Problem("E540", f"there is no table `{name}`", Span(name)))
        wrong = [file for file in here if not _kind(file)]
        problems += [
            Problem("E540", f"`{f.name}` is no Parquet, CSV or Arrow file", Span(str(f)))
            for f in wrong
        ]
        found += here
    if len({_kind(file) for file in found}) > 1:
        problems.append(Problem("E540", "all files must be of one kind", Span(names[0])))
    if problems:
        raise BadInput(problems)
    return found


def _kind(file: Path) -> str:
    name = file.name.removesuffix(".gz") if file.name.endswith(".csv.gz") else file.name
    suffix = Path(name).suffix
    return "arrow" if suffix in ARROW else READERS.get(suffix, "")


def _source(con: Any, files: Sequence[Path], name: str = "given") -> str:
    if _kind(files[0]) == "arrow":
        needed("pyarrow")
        dataset = needed("pyarrow.dataset").dataset([str(f) for f in files], format="ipc")
        con.register(name, dataset)
        return name
    return _read(files)


def _read(files: Sequence[Path], options: str = "") -> str:
    listed = ", ".join(text(str(file)) for file in files)
    return f"{_kind(files[0])}([{listed}]{options})"


def _parts(con: Any, job: Job, files: Sequence[Path], whole: str) -> Iterator[str]:
    """The sources of the parts: a file each, or stretches of whole row groups of one."""
    if job.sql is not None or _kind(files[0]) == "arrow":
        yield whole
        return
    for file in files:
        most = PART_ROWS if job.histories is None else PART_CONTRACTS
        stretches = list(_stretches(con, file, most)) if _kind(file) == "read_parquet" else []
        if len(stretches) < 2:
            yield _read([file])
            continue
        for first, end in stretches:
            rows = _read([file], ", file_row_number = true")
            yield (
                f"(SELECT * EXCLUDE (file_row_number) FROM {rows} "
                f"WHERE file_row_number >= {first} AND file_row_number < {end})"
            )


def _stretches(con: Any, file: Path, most: int) -> Iterator[tuple[int, int]]:
    sizes = con.execute(
        "SELECT row_group_id, any_value(row_group_num_rows) FROM "
        f"parquet_metadata({text(str(file))}) GROUP BY ALL ORDER BY ALL"
    ).fetchall()
    first = end = 0
    for _, rows in sizes:
        end += rows
        if end - first >= most:
            yield first, end
            first = end
    if end > first:
        yield first, end


def _same_job(loaded: LoadedAgreement, job: Job, files: Sequence[Path], parts: int) -> None:
    """Make the folder; raises BadInput where it holds the parts of another job."""
    told = {
        "rules_sha256": loaded.engine.rules_sha256,
        "request": repr(job.request),
        "sql": job.sql,
        "histories": repr(job.histories),
        "files": [[str(f), f.stat().st_size, f.stat().st_mtime_ns] for f in files],
        "parts": parts,
    }
    mark = hashlib.sha256(json.dumps(told).encode()).hexdigest()
    note = job.output / JOB
    if note.exists():
        if json.loads(note.read_text("utf-8")).get("job") == mark:
            return
        message = f"`{job.output}` holds the parts of another job"
        help_ = "give another folder, or take this one away"
        raise BadInput([Problem("E543", message, Span(str(job.output)), help=help_)])
    job.output.mkdir(parents=True, exist_ok=True)
    note.write_text(json.dumps({"job": mark, "parts": parts}) + "\n", encoding="utf-8")


def _is_folder(output: Path) -> bool:
    return output.is_dir() or not output.suffix


def _write(con: Any, query: str, place: Path, request: Request) -> tuple[int, int]:
    """Write a query's rows to a file that appears when it is whole; rows, and those with errors."""
    made = place.with_name(f".{place.name}.part")
    try:
        if place.suffix in ARROW:
            rows = _write_arrow(con, query, made)
        else:
            lists = [name for name in request.columns if name in LISTS]
            if place.suffix != ".parquet" and lists:
                joined = ", ".join(f"array_to_string({n}, ' ') AS {n}" for n in lists)
                query = f"SELECT * REPLACE ({joined}) FROM ({query})"
            form = "PARQUET" if place.suffix == ".parquet" else "CSV, HEADER"
            copied = con.execute(f"COPY ({query}) TO {text(str(made))} (FORMAT {form})").fetchall()
            rows = copied[0][0]
        made.replace(place)
    except OSError as error:
        raise _cant_write(place, error.strerror or "") from None
    finally:
        made.unlink(missing_ok=True)
    return rows, _errors(con, place, request)


def _cant_write(place: Path, why: str) -> BadInput:
    return BadInput([Problem("E513", f"`{place}` can't be written: {why}", Span(str(place)))])


def _errors(con: Any, place: Path, request: Request) -> int:
    if "error" not in request.columns or place.suffix in ARROW:
        return 0
    counted = con.execute(f"SELECT count({quoted('error')}) FROM {_read([place])}").fetchall()
    return int(counted[0][0])


def _write_arrow(con: Any, query: str, place: Path) -> int:
    pa = needed("pyarrow")
    rows = 0
    reader = con.sql(query).to_arrow_reader()
    with pa.OSFile(str(place), "wb") as sink, pa.ipc.new_file(sink, reader.schema) as out:
        for batch in reader:
            out.write_batch(batch)
            rows += batch.num_rows
    return rows
