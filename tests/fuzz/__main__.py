"""`python -m tests.fuzz SORT SEED`: an input that was drawn, and what comes of it."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from random import Random

from tests.fuzz.inputs import SORTS
from tests.fuzz.runner import fault, run

sort, seed = sys.argv[1:]
os.chdir(tempfile.mkdtemp())
os.environ |= {"CONTRACT_ENGINE_CACHE": "off", "CONTRACT_ENGINE_DEBUG": "1", "NO_COLOR": "1"}
drawn = SORTS[sort](Random(f"{sort} {seed}"))
drawn.write(Path())
os.environ |= drawn.environment
done = run(drawn.words, drawn.stdin)
print(Path.cwd(), drawn.words, drawn.stdin, dict(drawn.environment), sep="\n")
print(done.out, fault(done), sep="\n")
