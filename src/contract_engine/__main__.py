"""`python -m contract_engine`."""

from contract_engine.cli import run

if __name__ == "__main__":
    run()
