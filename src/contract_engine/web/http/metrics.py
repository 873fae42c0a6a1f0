"""What the server does -> numbers for operators, as OpenMetrics."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.openmetrics.exposition import CONTENT_TYPE_LATEST, generate_latest

BUCKETS = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)


class Metrics:
    """The numbers of one process."""

    def __init__(self) -> None:
        """Start at nothing."""
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "contract_engine_requests",
            "Requests answered, by call and status.",
            ["call", "status"],
            registry=self.registry,
        )
        self.verdicts = Counter(
            "contract_engine_verdicts",
            "Answers given, by agreement and verdict.",
            ["agreement", "verdict"],
            registry=self.registry,
        )
        self.seconds = Histogram(
            "contract_engine_request_seconds",
            "Seconds from a request to its answer, by call.",
            ["call"],
            buckets=BUCKETS,
            registry=self.registry,
        )
        self.waiting = Gauge(
            "contract_engine_waiting", "Questions that wait for the engine.", registry=self.registry
        )

    def page(self) -> bytes:
        """All of them, as they are scraped."""
        return bytes(generate_latest(self.registry))  # type: ignore[no-untyped-call]  # of the library


CONTENT_TYPE = CONTENT_TYPE_LATEST
