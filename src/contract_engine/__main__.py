"""`python -m contract_engine`."""

import sys

from contract_engine.cli import main

if __name__ == "__main__":
    sys.exit(main())
