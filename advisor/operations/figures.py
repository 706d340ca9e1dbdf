"""Figures for Prometheus: how many requests, how long they took, what is served and kept."""

import os
from collections.abc import Iterator

from prometheus_client import REGISTRY, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector

from advisor.recommendations.models import Recommendation
from advisor.releases.models import Release

REQUESTS = Counter("bacthang_requests_total", "Requests answered.", ["route", "method", "status"])
SECONDS = Histogram(
    "bacthang_request_seconds",
    "Time from request to answer.",
    ["route"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5),
)
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


def count(route: str, method: str, status: int, seconds: float) -> None:
    """Count one request. Anyone can invent a method: those nobody knows count as one."""
    REQUESTS.labels(route, method if method in METHODS else "other", str(status)).inc()
    SECONDS.labels(route).observe(seconds)


class State:
    """What the database says at the moment of asking."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """The number of the newest release, and how many links there are."""
        newest = Release.objects.newest()
        yield GaugeMetricFamily(
            "bacthang_release", "The newest release.", value=newest.number if newest else 0
        )
        yield GaugeMetricFamily(
            "bacthang_recommendations",
            "Recommendations kept behind a link.",
            value=Recommendation.objects.count(),
        )


def exposed() -> bytes:
    """All figures in Prometheus' text format; of all processes where they share a folder."""
    registry = CollectorRegistry()
    registry.register(State())
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        MultiProcessCollector(registry)
        return generate_latest(registry)
    return generate_latest(registry) + generate_latest(REGISTRY)
