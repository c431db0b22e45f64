"""Holds reports against published schemas and real readers: validate.py REPORTS TOOLS ROOT.

One line for each report; "skipped" where a validator is not installed. The exit status is 1 if one is not valid.
"""

import importlib
import json
import pathlib
import shutil
import subprocess
import sys

reports, tools, root = map(pathlib.Path, sys.argv[1:4])
wrong = False


def told(name, words):
    print(f"{name}: {words}")


def failed(name, words):
    global wrong
    wrong = True
    told(name, f"NOT VALID: {words}")


def installed(name, module):
    try:
        return importlib.import_module(module)
    except ImportError:
        told(name, f"skipped, the Python package {module} is not installed")
        return None


def check(name, against, call):
    try:
        call()
    except Exception as error:  # whatever a validator raises is the finding
        failed(name, f"{against}: {type(error).__name__}: {str(error)[:2000]}")
    else:
        told(name, f"valid, {against}")


def text(name):
    return (reports / name).read_text(encoding="utf-8")


def lines(name):
    return [json.loads(line) for line in text(name).splitlines()]


def own_json():
    if not (jsonschema := installed("json", "jsonschema")):
        return
    schema = json.loads((root / "schema/finding.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    objects = lines("report.jsonl")
    assert any("claim" in one for one in objects) and any("fault" in one for one in objects)
    check("json", f"{len(objects)} lines against schema/finding.schema.json", lambda: [validator.validate(one) for one in objects])
    broken = dict(objects[-1], severity="grave", fault=None)
    if validator.is_valid(broken):
        failed("json", "the schema takes anything")


def sarif():
    schema = tools / "sarif-2.1.0.json"
    if not (jsonschema := installed("sarif", "jsonschema")):
        return
    if not schema.exists():
        return told("sarif", "skipped, the schema is not installed")
    log = json.loads(text("report.sarif"))
    validator = jsonschema.Draft4Validator(json.loads(schema.read_text(encoding="utf-8")))
    check("sarif", f"{len(log['runs'][0]['results'])} results against the schema of SARIF 2.1.0", lambda: validator.validate(log))
    rules = [rule["id"] for rule in log["runs"][0]["tool"]["driver"]["rules"]]
    fired = {result["ruleId"] for result in log["runs"][0]["results"]}
    if sorted(fired) != rules:
        failed("sarif", "rules are not those that fired")


def gitlab():
    """The rules of GitLab's documentation and of its own parser; no package carries them."""

    def rules():
        violations = json.loads(text("report.gitlab.json"))
        assert isinstance(violations, list) and violations
        for one in violations:
            for key in ("description", "check_name", "fingerprint", "severity"):
                assert isinstance(one[key], str) and one[key], key
            assert one["severity"] in ("info", "minor", "major", "critical", "blocker")
            path = one["location"]["path"]
            assert path and not path.startswith(("./", "/"))
            assert isinstance(one["location"]["lines"]["begin"], int) and one["location"]["lines"]["begin"] >= 1
        names = [one["fingerprint"] for one in violations]
        assert len(set(names)) == len(names), "a fingerprint stands twice"

    check("gitlab", "the documented rules of the Code Quality report", rules)


def rdjsonl():
    validator = tools / "npm/node_modules/.bin/rdformat-validator"
    if not validator.exists() or not shutil.which("node"):
        return told("rdjsonl", "skipped, the validator of the Reviewdog Diagnostic Format is not installed")
    # The validator reads the form with one object for all.
    whole = reports / "report.rdjson"
    whole.write_text(json.dumps({"source": {"name": "healthlint"}, "diagnostics": lines("report.rdjsonl")}), encoding="utf-8")

    def run():
        done = subprocess.run([str(validator), "--strict", str(whole)], capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr

    check("rdjsonl", "rdformat-validator", run)


def junit():
    if not (junitparser := installed("junit", "junitparser")):
        return

    def read():
        suites = list(junitparser.JUnitXml.fromfile(str(reports / "report.xml")))
        assert len(suites) == len({suite.name for suite in suites}) and suites
        for suite in suites:
            cases = list(suite)
            assert suite.tests == len(cases) >= 1
            kinds = [type(result).__name__ for case in cases for result in case.result]
            assert (suite.failures, suite.errors, suite.skipped) == tuple(map(kinds.count, ("Failure", "Error", "Skipped")))
            assert len({case.name for case in cases}) == len(cases), suite.name

    check("junit", "read by junitparser", read)


def html():
    if not (html5lib := installed("html", "html5lib")):
        return
    page = text("report.html")
    tree = []

    def read():
        parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
        tree.append(parser.parse(page))

    check("html", "parsed strictly by html5lib", read)
    for element in tree[0].iter() if tree else []:
        outside = [key for key in element.attrib if key in ("src", "srcset", "data", "action") or key.startswith("on")]
        if element.tag in ("script", "link", "img", "iframe", "object", "form") or outside:
            failed("html", f"<{element.tag}> {outside} has no business here")
        if element.tag == "a" and not element.attrib["href"].startswith(("#", "https://", "http://")):
            failed("html", f"a link to {element.attrib['href']}")
    names = [element.attrib["id"] for element in tree[0].iter() if "id" in element.attrib] if tree else []
    aims = [element.attrib["href"][1:] for element in tree[0].iter("a") if element.attrib["href"].startswith("#")] if tree else []
    if len(set(names)) != len(names) or not set(aims) <= set(names):
        failed("html", f"ids stand twice or lead nowhere: {sorted(set(aims) - set(names))[:5]}")


def hooks():
    program = tools / "venv/bin/pre-commit"
    if not program.exists():
        return told(".pre-commit-hooks.yaml", "skipped, pre-commit is not installed")

    def run():
        command = [str(program), "validate-manifest", str(root / ".pre-commit-hooks.yaml")]
        done = subprocess.run(command, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr

    check(".pre-commit-hooks.yaml", "pre-commit validate-manifest", run)


def ci_files():
    """The action, the workflows and the examples of the docs, against the schemas that check-jsonschema carries."""
    program = tools / "venv/bin/check-jsonschema"
    if not program.exists():
        return told("files for CI", "skipped, check-jsonschema is not installed")
    kinds = {
        "vendor.github-actions": ["action.yml"],
        "vendor.github-workflows": ["docs/ci/github.yml", ".github/workflows/ci.yml", ".github/workflows/release.yml"],
        "vendor.gitlab-ci": ["docs/ci/gitlab.yml"],
    }
    for schema, files in kinds.items():
        transform = ["--data-transform", "gitlab-ci"] if schema.endswith("gitlab-ci") else []

        def run():
            command = [str(program), "--builtin-schema", schema, *transform, *(str(root / file) for file in files)]
            done = subprocess.run(command, capture_output=True, text=True)
            assert done.returncode == 0, done.stdout + done.stderr

        check(", ".join(files), f"the schema {schema} of check-jsonschema", run)


for validate in (own_json, sarif, gitlab, rdjsonl, junit, html, hooks, ci_files):
    validate()
sys.exit(wrong)
