"""A Spark data frame -> the same with its answers, worked out where its partitions are.

Through `mapInArrow`: no shuffle and no call a row. The plan goes to each worker once, and is laid
out there as far as its rows need.
"""

from __future__ import annotations

import importlib
import pickle
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from contract_engine.api import LoadedAgreement
from contract_engine.tables.kernel import Kernel
from contract_engine.tables.plan import Plan
from contract_engine.tables.request import Request


def answered(loaded: LoadedAgreement, data: Any, request: Request) -> Any:
    """The rows of a Spark data frame (or of Spark Connect, so also Sail) with their answers."""
    types = importlib.import_module("pyspark.sql.types")
    kinds = {
        "from": types.DateType(),
        "through": types.DateType(),
        "clauses": types.ArrayType(types.StringType()),
    }
    fields = list(data.schema.fields)
    for name in request.columns:
        fields.append(types.StructField(name, kinds.get(name, types.StringType())))
    model = pickle.dumps(Plan(loaded, request, data.columns))

    def answer(batches: Iterable[Any]) -> Iterator[Any]:
        kernel = _kernel(model)
        return map(kernel.answered, batches)

    return data.mapInArrow(answer, types.StructType(fields))


@lru_cache(maxsize=4)
def _kernel(model: bytes) -> Kernel:
    """One kernel for each plan in a worker, however many partitions it gets."""
    return Kernel(pickle.loads(model))
