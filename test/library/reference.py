"""Writes reference.json: log densities and means by SciPy (1.17.1), for distributions.test.ts."""

import json
from pathlib import Path

import numpy as np
from scipy import stats

REALS = [-7.5, -1, 0.3, 2, 40]
POSITIVES = [1e-3, 0.4, 1, 3.7, 25]
UNITS = [1e-4, 0.2, 0.5, 0.93]
COUNTS = [0, 1, 3, 9]


def softmax(logits):
    weights = np.exp(np.array(logits) - max(logits))
    return weights / weights.sum()


CASES = {
    "normal": (lambda m, s: stats.norm(m, s), REALS, [[0, 1], [3, 0.5], [-20, 30]]),
    "half_normal": (lambda s: stats.halfnorm(0, s), POSITIVES, [[1], [7.5]]),
    "student_t": (lambda n, m, s: stats.t(n, m, s), REALS, [[3, 0, 1], [0.8, 1, 2], [50, -2, 0.3]]),
    "half_student_t": (lambda n, s: HalfT(n, s), POSITIVES, [[3, 2.5], [0.9, 1]]),
    "cauchy": (lambda m, s: stats.cauchy(m, s), REALS, [[0, 1], [2, 0.1]]),
    "half_cauchy": (lambda s: stats.halfcauchy(0, s), POSITIVES, [[5], [0.3]]),
    "laplace": (lambda m, b: stats.laplace(m, b), REALS, [[0, 1], [1.5, 0.2]]),
    "logistic": (lambda m, s: stats.logistic(m, s), REALS, [[0, 1], [-3, 2.5]]),
    "exponential": (lambda r: stats.expon(0, 1 / r), POSITIVES, [[1], [0.05]]),
    "gamma": (lambda a, b: stats.gamma(a, 0, 1 / b), POSITIVES, [[1, 1], [0.3, 2], [12, 0.5]]),
    "inv_gamma": (lambda a, s: stats.invgamma(a, 0, s), POSITIVES, [[2, 1], [0.5, 3], [30, 100]]),
    "beta": (lambda a, b: stats.beta(a, b), UNITS, [[1, 1], [0.4, 0.7], [20, 3]]),
    "uniform": (lambda a, b: stats.uniform(a, b - a), [0.2, 0.7], [[0, 1], [-3, 5]]),
    "lognormal": (lambda m, s: stats.lognorm(s, 0, np.exp(m)), POSITIVES, [[0, 1], [2, 0.25]]),
    "bernoulli": (lambda p: stats.bernoulli(p), [0, 1], [[0.5], [0.03], [0.999]]),
    "binomial": (lambda n, p: stats.binom(n, p), COUNTS, [[9, 0.4], [60, 0.07], [200, 0.5]]),
    "poisson": (lambda r: stats.poisson(r), COUNTS, [[0.2], [4], [75]]),
    "neg_binomial_2": (lambda m, k: stats.nbinom(k, k / (k + m)), COUNTS, [[3, 2], [0.4, 0.1], [50, 300]]),
    "categorical": (
        lambda l: stats.rv_discrete(values=(range(1, len(l) + 1), softmax(l))),
        [1, 2, 3],
        [[[0, 0, 0]], [[-1, 2, 0.5]], [[100, 99, 90, 101]]],
    ),
}


class HalfT:
    def __init__(self, nu, sigma):
        self.whole = stats.t(nu, 0, sigma)
        self.nu, self.sigma = nu, sigma

    def logpdf(self, x):
        return np.log(2) + self.whole.logpdf(x)

    def mean(self):
        if self.nu <= 1:
            return np.inf
        return 2 * stats.t(self.nu, 0, self.sigma).expect(lambda x: x, lb=0)


def row(build, xs, parameters):
    d = build(*parameters)
    log = d.logpmf if xs in (COUNTS, [0, 1], [1, 2, 3]) else d.logpdf
    with np.errstate(all="ignore"):
        mean = float(d.mean())
    return {
        "parameters": parameters,
        "x": xs,
        "logDensity": [float(log(x)) for x in xs],
        "mean": mean if np.isfinite(mean) else str(mean),
    }


out = {name: [row(build, xs, p) for p in rows] for name, (build, xs, rows) in CASES.items()}
path = Path(__file__).with_name("reference.json")
path.write_text(json.dumps(out, indent=1) + "\n")
