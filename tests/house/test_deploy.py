"""What deploy/ says of the site is true: settings, figures, addresses, pages of the manual."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from prometheus_client import REGISTRY

from advisor.operations import figures

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
MANIFESTS = sorted((DEPLOY / "kubernetes").glob("*.yaml"))
FIGURE = re.compile(r"\bbacthang_\w+")
SETTING = re.compile(r'"([A-Z][A-Z_]+)"')
# Read by Python, gunicorn, Prometheus' client or the shell; not by our settings.
NOT_OURS = {"PATH", "PYTHONUNBUFFERED", "PYTHONDONTWRITEBYTECODE", "PROMETHEUS_MULTIPROC_DIR"}


def documents() -> list[dict[str, Any]]:
    return [each for file in MANIFESTS for each in yaml.safe_load_all(file.read_text("utf-8"))]


def pods() -> list[dict[str, Any]]:
    """The pods of everything that runs."""
    found = []
    for each in documents():
        spec = each.get("spec", {})
        spec = spec.get("jobTemplate", {}).get("spec", spec)
        if "template" in spec:
            found.append(spec["template"]["spec"])
    return found


def alerts() -> list[dict[str, Any]]:
    rules = yaml.safe_load((DEPLOY / "monitoring/alerts.yaml").read_text("utf-8"))
    return rules["groups"][0]["rules"]


def known_figures() -> set[str]:
    """Every name that /metrics can show, those a histogram is made of too."""
    registered = {name for name in REGISTRY._names_to_collectors if name.startswith("bacthang_")}
    return registered | {"bacthang_release", "bacthang_recommendations"}


def read_settings() -> set[str]:
    """The environment variables that the settings read."""
    files = ("advisor/settings.py", "advisor/environment.py")
    return {name for file in files for name in SETTING.findall((ROOT / file).read_text("utf-8"))}


def test_every_figure_that_is_watched_exists() -> None:
    assert figures.REQUESTS
    texts = [(DEPLOY / "monitoring" / name).read_text("utf-8") for name in ("alerts.yaml",)]
    dashboard = json.loads((DEPLOY / "monitoring/dashboard.json").read_text("utf-8"))
    texts += [query["expr"] for panel in dashboard["panels"] for query in panel["targets"]]
    watched = {name for text in texts for name in FIGURE.findall(text)}
    assert watched
    assert watched <= known_figures()


def test_the_manual_says_what_to_do_about_each_alert() -> None:
    manual = (ROOT / "docs/operations.md").read_text("utf-8")
    assert len(alerts()) == 5
    for alert in alerts():
        assert f"### {alert['alert']}\n" in manual


def test_every_setting_that_is_given_is_read() -> None:
    given = set(yaml.safe_load((DEPLOY / "kubernetes/settings.yaml").read_text("utf-8"))["data"])
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))
    given |= set(compose["x-web"]["environment"])
    given |= set(re.findall(r"\b([A-Z_]{4,})=", (DEPLOY / "Dockerfile").read_text("utf-8")))
    assert given - NOT_OURS <= read_settings()


@pytest.mark.parametrize("pod", pods(), ids=lambda pod: pod["containers"][0]["name"])
def test_nothing_runs_as_root_or_writes_into_the_image(pod: dict[str, Any]) -> None:
    assert pod["securityContext"]["runAsNonRoot"] is True
    assert pod["automountServiceAccountToken"] is False
    for container in pod["containers"]:
        rights = container["securityContext"]
        assert rights["readOnlyRootFilesystem"] is True
        assert rights["allowPrivilegeEscalation"] is False
        assert rights["capabilities"] == {"drop": ["ALL"]}
        assert "memory" in container["resources"]["limits"]


def test_no_secret_is_written_down() -> None:
    for file in sorted(DEPLOY.rglob("*.*")):
        text = file.read_text("utf-8")
        assert not re.search(r"(SECRET_KEY|PASSWORD|TOKEN): *[\"']?[A-Za-z0-9]{6}", text), file.name


def test_all_manifests_are_here() -> None:
    kinds = {each["kind"] for each in documents()}
    wanted = {"Deployment", "PodDisruptionBudget", "HorizontalPodAutoscaler", "Job", "CronJob"}
    assert wanted | {"NetworkPolicy", "Service", "ConfigMap"} <= kinds
