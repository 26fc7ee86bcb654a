"""deploy/kubernetes: the values fit the chart's schema, the objects refer to one another, and no secret is in them."""

import re

import jsonschema
import pytest
import yaml

from tests.conftest import REPOSITORY

FOLDER = REPOSITORY / "deploy" / "kubernetes"


@pytest.fixture(scope="module")
def values():
    return yaml.safe_load((FOLDER / "values.yaml").read_text())


@pytest.fixture(scope="module")
def objects():
    return list(yaml.safe_load_all((FOLDER / "dask.yaml").read_text()))


@pytest.fixture(scope="module")
def schema():
    return yaml.safe_load((REPOSITORY / "tests" / "deploy" / "chart.schema.yaml").read_text())


def test_the_values_fit_the_charts_schema(values, schema):
    jsonschema.Draft7Validator(schema).validate(values)


@pytest.mark.parametrize(
    ("path", "value"),
    [("singleuser.memory.limits", "2G"), ("cull.every", "5m"), ("singleuser.image.tag", 0.1), ("hubs", {})],
)
def test_the_schema_refuses_a_wrong_key_or_type(values, schema, path, value):
    *folders, key = path.split(".")
    wrong = yaml.safe_load(yaml.safe_dump(values))
    inner = wrong
    for folder in folders:
        inner = inner[folder]
    inner[key] = value
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft7Validator(schema).validate(wrong)


def test_the_hubs_own_python_compiles_and_names_the_group_that_is_loaded(values):
    (source,) = values["hub"]["extraConfig"].values()
    compile(source, "roles.py", "exec")
    (group,) = values["hub"]["config"]["JupyterHub"]["load_groups"]
    assert f'"{group}"' in source


def test_no_file_contains_a_secret():
    for path in FOLDER.iterdir():
        text = path.read_text()
        assert not re.search(r"(token|secret|password|api_key)\w*:\s*['\"]?[\w+/=-]{12,}", text, flags=re.IGNORECASE), (
            path
        )
        assert not re.search(r"\b[0-9a-f]{32,}\b", text), path


def test_labels_volumes_and_services_of_the_cluster_match(objects, values):
    pods = [object["spec"]["template"] for object in objects if object["kind"] == "Deployment"]
    labels = [pod["metadata"]["labels"] for pod in pods]
    for object in objects:
        if object["kind"] == "Service":
            assert object["spec"]["selector"] in labels
        if object["kind"] == "Deployment":
            assert object["spec"]["selector"]["matchLabels"] == object["spec"]["template"]["metadata"]["labels"]
    claims = {object["metadata"]["name"] for object in objects if object["kind"] == "PersistentVolumeClaim"}
    used = {volume["persistentVolumeClaim"]["claimName"] for pod in pods for volume in pod["spec"].get("volumes", [])}
    assert used == claims == {"course"}
    (source,) = values["hub"]["extraConfig"].values()
    assert '"claimName": "course"' in source


def test_everyone_runs_the_same_image(objects, values):
    image = values["singleuser"]["image"]
    pods = [object["spec"]["template"]["spec"] for object in objects if object["kind"] == "Deployment"]
    images = {container["image"] for pod in pods for container in pod["containers"]}
    assert images == {f"{image['name']}:{image['tag']}"}


def test_only_instructors_and_dask_can_connect_to_dask(objects):
    (policy,) = [object["spec"] for object in objects if object["metadata"]["name"] == "dask"]
    allowed = [peer["podSelector"]["matchLabels"] for rule in policy["ingress"] for peer in rule["from"]]
    assert allowed == [{"app": "dask"}, {"dlcourse-role": "instructor"}]
