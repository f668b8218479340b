"""Reference numbers for src/math/elementary.ts: 50-digit decimal arithmetic, rounded once to a double.

Run it from this folder: python3 elementary.py > elementary.json
Inputs are doubles, so their decimal form is exact; a fixed seed makes them.
"""

import json
import random
import sys
from decimal import Decimal, getcontext

getcontext().prec = 60
draw = random.Random(20261124)
exact = Decimal


def exp(x):
    return float(exact(x).exp())


def log(x):
    return float(exact(x).ln())


def expm1(x):
    return float(exact(x).exp() - 1)


def log1p(x):
    return float((exact(x) + 1).ln())


def power(x, y):
    return float((exact(y) * exact(x).ln()).exp())


several = [draw.uniform(-700, 700) for _ in range(40)] + [draw.uniform(-1, 1) for _ in range(40)]
sizes = [10 ** draw.uniform(-300, 300) for _ in range(40)] + [draw.uniform(0.5, 2) for _ in range(40)]
small = [draw.choice((-1, 1)) * 10 ** draw.uniform(-18, -0.5) for _ in range(40)]
powers = [(10 ** draw.uniform(-4, 8), draw.uniform(-3, 3)) for _ in range(80)]

json.dump(
    {
        "exp": [[x, exp(x)] for x in several],
        "log": [[x, log(x)] for x in sizes],
        "expm1": [[x, expm1(x)] for x in small + [-5.0, 3.0]],
        "log1p": [[x, log1p(x)] for x in small + [5.0, 1e9]],
        "pow": [[x, y, power(x, y)] for x, y in powers],
    },
    sys.stdout,
    indent=1,
)
