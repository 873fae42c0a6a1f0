"""`python -m tests.fuzz SORT SEED`: an input that was drawn, and what comes of it."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from random import Random

from starlette.testclient import TestClient

from contract_engine.web.app import create_app
from contract_engine.web.settings import Settings
from tests.fuzz.calls import CALLS, RULES, send
from tests.fuzz.inputs import SORTS
from tests.fuzz.runner import fault, run

sort, seed = sys.argv[1:]
os.chdir(tempfile.mkdtemp())
os.environ |= {"CONTRACT_ENGINE_CACHE": "off", "CONTRACT_ENGINE_DEBUG": "1", "NO_COLOR": "1"}
random = Random(f"{sort} {seed}")
if sort in SORTS:
    drawn = SORTS[sort](random)
    drawn.write(Path())
    os.environ |= drawn.environment
    done = run(drawn.words, drawn.stdin)
    print(Path.cwd(), drawn.words, drawn.stdin, dict(drawn.environment), sep="\n")
else:
    sent = CALLS[sort](random)
    with TestClient(create_app(Settings(rules=RULES)), raise_server_exceptions=False) as client:
        done = send(client, sent)
    print(sent)
print(done.out, fault(done), sep="\n")
