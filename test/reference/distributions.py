"""Reference numbers for the laws of src/math, from scipy 1.17.1.

Run it from this folder: python3 distributions.py > distributions.json
Each law has its mean, standard deviation, and quantiles from both ends: `low` by the share below, `high` by the share above.
"""

import json
import sys
from decimal import Decimal

import numpy as np
from scipy import special, stats

SHARES = [1e-12, 1e-6, 0.001, 0.05, 0.3, 0.5]
Z90 = 1.6448536269514722


def told(law, **more):
    return {
        **more,
        "mean": float(law.mean()),
        "standardDeviation": float(law.std()),
        "low": [[q, float(law.ppf(q))] for q in SHARES],
        "high": [[q, float(law.isf(q))] for q in SHARES],
        "cdf": [[float(x), float(law.cdf(x))] for x in law.ppf([0.01, 0.4, 0.9])],
    }


def pert(low, likely, high, c):
    width = high - low
    a, b = 1 + c * (likely - low) / width, 1 + c * (high - likely) / width
    return told(stats.beta(a, b, loc=low, scale=width), lowEnd=low, likely=likely, highEnd=high, concentration=c)


def cut_normal(mean, deviation, low, high):
    law = stats.truncnorm((low - mean) / deviation, (high - mean) / deviation, loc=mean, scale=deviation)
    ends = {"from": None if np.isinf(low) else low, "to": None if np.isinf(high) else high}
    whole = stats.norm(mean, deviation)
    below, above = whole.cdf(low), whole.sf(high)
    kept = whole.sf(low) - above if low > mean else whole.cdf(high) - below

    def at(p, q):
        # truncnorm's own isf loses digits in the far tail
        return whole.ppf(below + p * kept) if below + p * kept < 0.5 else whole.isf(above + q * kept)

    return {
        **told(law, of=mean, deviation=deviation, **ends, cutShare=float(below + above)),
        "low": [[p, float(at(p, 1 - p))] for p in SHARES],
        "high": [[q, float(at(1 - q, q))] for q in SHARES],
    }


def lognormal(low, high):
    mu, sigma = (np.log(low) + np.log(high)) / 2, np.log(high / low) / 2 / Z90
    return told(stats.lognorm(sigma, scale=np.exp(mu)), start=low, to=high)


def lognormal_gpd(low, high, threshold, shape, scale):
    mu, sigma = (np.log(low) + np.log(high)) / 2, np.log(high / low) / 2 / Z90
    body, tail = stats.lognorm(sigma, scale=np.exp(mu)), stats.genpareto(shape, loc=threshold, scale=scale)
    beyond = body.sf(threshold)
    part = lambda k: body.expect(lambda x: x**k, lb=0, ub=threshold, epsabs=0, epsrel=1e-12, limit=500)
    mean = part(1) + beyond * tail.mean()
    deviation = None if shape >= 0.5 else float(np.sqrt(part(2) + beyond * (tail.var() + tail.mean() ** 2) - mean**2))
    isf = lambda q: tail.isf(q / beyond) if q < beyond else body.isf(q)
    ppf = lambda p: body.ppf(p) if p <= 1 - beyond else tail.isf((1 - p) / beyond)
    return {
        "start": low, "to": high, "threshold": threshold, "shape": shape, "scale": scale,
        "mean": float(mean), "standardDeviation": deviation,
        "low": [[q, float(ppf(q))] for q in SHARES],
        "high": [[q, float(isf(q))] for q in SHARES],
        "cdf": [[x, float(body.cdf(x) if x <= threshold else 1 - beyond * tail.sf(x))] for x in (threshold / 3, threshold * 2)],
    }


def poisson():
    rows = []
    for mean in (0.001, 0.5, 3, 29.9, 30.1, 250, 12_345, 1e6):
        for u in (1e-9, 0.01, 0.3, 0.5, 0.95, 0.999, 1 - 1e-9):
            rows.append([u, mean, int(stats.poisson(mean).ppf(u))])
    return rows


def triangular(low, likely, high):
    return told(stats.triang((likely - low) / (high - low), loc=low, scale=high - low), lowEnd=low, likely=likely, highEnd=high)


def below(x):
    """norm.cdf without the digits that it loses in the far tail to its exponential."""
    if x > 0:
        return float(stats.norm.cdf(x))
    return float(Decimal(float(special.erfcx(-x / np.sqrt(2)))) / 2 * Decimal(-x * x / 2).exp())


def normal():
    xs = [-37.5, -20, -8, -3, -1, -0.3, 0, 0.7, 2, 5]
    ps = [1e-300, 1e-100, 1e-16, 1e-6, 0.02, 0.3, 0.5, 0.8, 0.99, 1 - 1e-9]
    return {
        "cdf": [[x, below(x)] for x in xs],
        "quantile": [[p, float(stats.norm.ppf(p))] for p in ps],
    }


json.dump(
    {
        "triangular": [triangular(1, 2, 7), triangular(0, 0, 10), triangular(-5, 20, 20)],
        "pert": [pert(10_000, 50_000, 500_000, 4), pert(0, 0, 1, 4), pert(0, 1, 1, 30), pert(2, 3, 9, 0), pert(1, 8, 9, 1000)],
        "beta": [
            told(stats.beta(a, b), a=a, b=b)
            for a, b in ((2, 5), (0.5, 0.5), (1, 1), (0.05, 3), (40, 2), (1000, 300), (1e5, 1e5))
        ],
        "gamma": [
            told(stats.gamma(a, scale=s), shape=a, scale=s)
            for a, s in ((2.5, 40_000), (1, 3), (0.1, 10), (30, 0.5), (1000, 2), (1e5, 1))
        ],
        "cutNormal": [
            cut_normal(17.5, 13.678, 0, np.inf),
            cut_normal(0.5, 0.2, 0, 1),
            cut_normal(-30, 10, 0, np.inf),
            cut_normal(95, 20, 0, 100),
        ],
        "lognormal": [lognormal(50_000, 2_000_000), lognormal(1, 1.2), lognormal(1e-3, 1e6)],
        "lognormalGpd": [
            lognormal_gpd(10_000, 1_000_000, 500_000, 0.3, 400_000),
            lognormal_gpd(10_000, 1_000_000, 500_000, 0, 400_000),
            lognormal_gpd(1, 100, 60, -0.5, 30),
            lognormal_gpd(1, 100, 3, 0.7, 10),
        ],
        "poisson": poisson(),
        "normal": normal(),
        "incompleteGamma": [
            [a, x, float(special.gammainc(a, x)), float(special.gammaincc(a, x))]
            for a, x in ((0.05, 1e-9), (0.5, 0.2), (1, 2), (3, 11), (50, 20), (50, 90), (1e4, 1.01e4), (1e6, 1e6))
        ],
        "incompleteBeta": [
            [a, b, x, float(special.betainc(a, b, x)), float(special.betaincc(a, b, x))]
            for a, b, x in ((2, 3, 0.25), (0.05, 3, 1e-9), (0.5, 0.5, 0.99), (40, 2, 0.6), (300, 700, 0.35), (1e5, 1e5, 0.501))
        ],
        "logGamma": [[x, float(special.gammaln(x))] for x in (1e-10, 0.1, 0.5, 1.5, 2.000001, 11.99, 12, 170.6, 1e8)],
    },
    sys.stdout,
    indent=1,
)
