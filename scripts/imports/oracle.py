"""Prints for each Python source, one JSON a line, its absolute imports as Python's own parser sees them: what scripts/imports/compare.ts holds ours against."""

import ast
import json
import pathlib
import sys


def imports(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield [node.lineno, alias.name, []]
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield [node.lineno, node.module, [alias.name for alias in node.names if alias.name != "*"]]


for file in sorted(pathlib.Path(sys.argv[1]).rglob("*.py")):
    try:
        source = file.read_bytes().decode("utf-8")
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError):
        continue
    print(json.dumps({"file": str(file), "imports": sorted(imports(tree))}))
